package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.Rules;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.NodeArena;

/**
 * Judges rules: each on drawn instances of its pattern, and by every application of it in
 * compilations.
 */
public final class RuleSurvey {
  private final long seed;
  private final UnaryOperator<Application> edit;
  private final List<RuleSet<?>> sets;
  private final Map<String, RuleRecord> records = new LinkedHashMap<>();
  private int compilations;

  /** Hears of progress. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done how many steps are done
     * @param of how many there are
     */
    void at(int done, int of);
  }

  /** One compilation that is watched. */
  record Compilation(Pipeline pipeline, LoweringRequest request) {}

  /**
   * A survey of all rules.
   *
   * @param seed decides what is drawn
   */
  public RuleSurvey(long seed) {
    this(seed, Rules.all(), Rules.sets(), UnaryOperator.identity());
  }

  /**
   * A survey of some rules.
   *
   * @param sets those that the rules are of
   * @param edit what is put in the place of each application: another one where a compiler with
   *     another rule is judged
   */
  RuleSurvey(
      long seed, Set<Rule<?>> rules, List<RuleSet<?>> sets, UnaryOperator<Application> edit) {
    this.seed = seed;
    this.sets = List.copyOf(sets);
    this.edit = edit;
    for (Rule<?> rule : rules) {
      records.put(rule.id(), new RuleRecord(rule));
    }
  }

  /** Returns the verdicts after drawn instances and the cases of the survey have been judged. */
  public RuleVerdicts run(Progress progress) {
    List<Runnable> steps = new ArrayList<>();
    records.values().forEach(record -> steps.add(() -> judgeInstances(record)));
    steps.add(this::judgeTwiceReducedKernel);
    List<Compilation> cases = SurveyCases.of(seed);
    cases.forEach(compilation -> steps.add(() -> judge(compilation)));
    compilations = cases.size();
    runAll(steps, progress);
    return verdicts();
  }

  private static void runAll(List<Runnable> steps, Progress progress) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<?>> all = new ArrayList<>();
      steps.forEach(step -> all.add(threads.submit(step)));
      for (int i = 0; i < all.size(); i++) {
        progress.at(i, all.size());
        all.get(i).get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted before all rules were judged");
    } catch (ExecutionException e) {
      throw new AssertionError("a rule could not be judged", e.getCause());
    }
  }

  /** Judges drawn instances of every rule, on this thread. */
  RuleVerdicts ofInstances() {
    records.values().forEach(this::judgeInstances);
    return verdicts();
  }

  private void judgeInstances(RuleRecord record) {
    if (ContextualRules.contains(record.rule())) {
      return;
    }
    onThisThread(
        judge ->
            RuleInstances.of(
                record.rule(),
                sets,
                seed,
                (kind, instances) -> {
                  for (Application drawn : instances) {
                    Application instance = edit.apply(drawn);
                    record.add(kind, instance, judge.of(instance));
                  }
                  return !record.isRefuted();
                }));
  }

  private void onThisThread(Consumer<EquationJudge> work) {
    Integer _ =
        NodeArena.call(
            () -> {
              try (EquationJudge judge = new EquationJudge(seed)) {
                work.accept(judge);
              }
              return 0;
            });
  }

  private void judgeTwiceReducedKernel() {
    onThisThread(judge -> take(TwiceReducedKernel.applications(), false, new HashSet<>(), judge));
  }

  /** Judges every application of a compilation. */
  void judge(Compilation compilation) {
    Set<Application> seen = new HashSet<>();
    onThisThread(
        judge ->
            ObservedCompilation.run(
                compilation.pipeline(),
                compilation.request(),
                seed,
                (applications, areRight) -> take(applications, areRight, seen, judge)));
  }

  private void take(
      List<Application> applications,
      boolean areRight,
      Set<Application> seen,
      EquationJudge judge) {
    for (Application made : applications) {
      RuleRecord record = records.get(made.rule().id());
      if (record == null) {
        continue;
      }
      record.count();
      if (seen.add(made)) {
        Application application = edit.apply(made);
        EquationVerdict judgement =
            ContextualRules.contains(made.rule())
                ? new EquationVerdict.Unknowable("right in its program only")
                : judge.of(application);
        record.add(application, judgement, areRight);
      }
    }
  }

  /** Returns what has been found so far. */
  RuleVerdicts verdicts() {
    return new RuleVerdicts(
        seed, compilations, records.values().stream().map(RuleRecord::verdict).toList());
  }
}
