package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.ir.NodeArena;

/**
 * Asks every assertion of a case. An engine that breaks is a violation, whatever it throws; memory
 * that does not suffice is not, as that depends on the machine: it is thrown on.
 */
public final class Oracle implements Judge {
  /** One in how many cases of a campaign has each of its stages judged. */
  private static final int EACH_STAGE_ONE_IN = 8;

  private final Workbench workbench;
  private final Setting setting;
  private final List<Assertion> assertions;

  /** Judges a compiler, with the devices of this machine. */
  public Oracle(CompilerUnderTest compiler, Setting setting) {
    this(new Workbench(compiler), setting);
  }

  /** Judges a compiler with devices. */
  public Oracle(Workbench workbench, Setting setting) {
    this(workbench, setting, Assertions.ALL);
  }

  Oracle(Workbench workbench, Setting setting, List<Assertion> assertions) {
    this.workbench = workbench;
    this.setting = setting;
    this.assertions = List.copyOf(assertions);
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    return NodeArena.call(() -> judgeInArena(subject(c, target, true)));
  }

  /**
   * {@inheritDoc} Of most cases, drawn from the case, the last stage stands for all; where stages
   * cost much, none is judged.
   */
  @Override
  public CaseReport screen(ConvCase c, Target target) {
    boolean drawn = Hash.of(c.toString().hashCode()).below(EACH_STAGE_ONE_IN) == 0;
    return NodeArena.call(() -> judgeInArena(subject(c, target, drawn)));
  }

  /**
   * Returns a case as it is judged.
   *
   * @param each whether each stage is judged
   */
  private Subject subject(ConvCase c, Target target, boolean each) {
    StagesJudged unlessEach =
        workbench.compiler().hasCostlyStages() ? StagesJudged.NONE : StagesJudged.LAST;
    return new Subject(c, setting.with(target), workbench, each ? StagesJudged.EACH : unlessEach);
  }

  /**
   * Returns a case as it is judged to see whether it shows a bug: stages are needed where one is
   * wrong, or a memory that only their instructions know.
   */
  private Subject subject(ConvCase c, Target target, Signature signature) {
    Symptom symptom = signature.symptom();
    return subject(
        c, target, symptom instanceof Symptom.WrongStage || symptom instanceof Symptom.WrongSize);
  }

  private CaseReport judgeInArena(Subject subject) {
    List<Judgement> judgements = new ArrayList<>();
    for (Assertion assertion : assertionsFor(subject)) {
      for (LoweringPath path : assertion.paths(setting)) {
        judgements.add(new Judgement(assertion.name(), path, verdict(assertion, subject, path)));
      }
    }
    judgements.addAll(besides(subject, judgements));
    Violations violations = Violations.of(subject, judgements);
    Lowerings lowerings =
        violations.unlessBroken(
            Violations.LOWERINGS,
            setting.paths().getFirst(),
            () -> lowerings(subject),
            Lowerings.NONE);
    return new CaseReport(
        subject.subject(),
        subject.setting().target(),
        judgements,
        violations.asFindings(),
        violations.findings(),
        lowerings.grid,
        lowerings.rules,
        lowerings.options);
  }

  /**
   * Where something is wrong with a path of a small case, what only large cases are asked of else
   * may be out of bounds as well, so that it is known to be the same bug.
   */
  private List<Judgement> besides(Subject subject, List<Judgement> judgements) {
    if (subject.subject().isLarge()) {
      return List.of();
    }
    List<LoweringPath> wrong =
        judgements.stream()
            .filter(j -> j.verdict() instanceof Verdict.Violated)
            .map(Judgement::path)
            .distinct()
            .filter(path -> isLowered(subject, path))
            .toList();
    return assertions.stream()
        .filter(a -> !a.isFor(subject.subject()))
        .flatMap(a -> wrong.stream().map(p -> new Judgement(a.name(), p, verdict(a, subject, p))))
        .filter(
            j ->
                j.verdict() instanceof Verdict.Violated(Symptom symptom, String _, boolean _)
                    && symptom.concern() == Concern.BOUNDS)
        .toList();
  }

  /** What is told of the lowerings of a case besides verdicts. */
  private record Lowerings(
      @Nullable GridComparison grid, Set<String> rules, Set<List<String>> options) {
    static final Lowerings NONE = new Lowerings(null, Set.of(), Set.of());
  }

  private Lowerings lowerings(Subject subject) {
    return new Lowerings(grid(subject), subject.rules(), subject.options());
  }

  private List<Assertion> assertionsFor(Subject subject) {
    return assertions.stream().filter(a -> a.isFor(subject.subject())).toList();
  }

  @Override
  public Answer shows(ConvCase c, Target target, Signature signature) {
    return NodeArena.call(() -> showsInArena(c, target, signature)) ? Answer.YES : Answer.NO;
  }

  /**
   * Asks the assertion that was violated, then those before it, of its path, and of the path that
   * this is held against where two paths differ: what they say before may be the cause.
   */
  private boolean showsInArena(ConvCase c, Target target, Signature signature) {
    if (Violations.STEPS.contains(signature.assertion())) {
      return judgeInArena(subject(c, target, true)).violations().stream()
          .anyMatch(v -> v.signature().equals(signature));
    }
    Subject subject = subject(c, target, signature);
    if (!isSeen(subject, signature)) {
      return false;
    }
    Concern concern = signature.symptom().concern();
    boolean ofBoth = signature.symptom() instanceof Symptom.PathsDiffer;
    for (Assertion assertion : assertions) {
      boolean last = assertion.name().equals(signature.assertion());
      if (!last && !assertion.isFor(c)) {
        continue;
      }
      if (last || assertion.concerns().contains(concern)) {
        for (LoweringPath path : assertion.paths(setting)) {
          boolean asked = path.equals(signature.path());
          if ((asked || ofBoth)
              && verdict(assertion, subject, path)
                  instanceof Verdict.Violated(Symptom symptom, String _, boolean _)
              && (ofBoth || symptom.concern() == concern)) {
            return asked
                && last
                && symptom.equals(signature.symptom())
                && (isOfLargeCase(signature)
                    || isToBlame(subject, path, symptom, signature.blame()));
          }
        }
      }
      if (last) {
        return false;
      }
    }
    return false;
  }

  /** Whether an assertion is violated as it was, which it is of few cases. */
  private boolean isSeen(Subject subject, Signature signature) {
    return assertions.stream()
        .filter(assertion -> assertion.name().equals(signature.assertion()))
        .anyMatch(
            assertion ->
                verdict(assertion, subject, signature.path())
                        instanceof Verdict.Violated(Symptom symptom, String _, boolean _)
                    && symptom.equals(signature.symptom()));
  }

  /**
   * Finds what makes a path wrong on a case, whatever is wrong with it.
   *
   * @return empty where the path does not lower the case, no input has an exact value, or every
   *     stage is right
   */
  public Optional<Culprit> culprit(ConvCase c, Target target, LoweringPath path) {
    return NodeArena.call(
        () -> {
          Subject subject = subject(c, target, true);
          return !c.isLarge() && subject.isLowered(path) && subject.isFinite()
              ? subject
                  .culprit(path, EnumSet.of(StageFault.VALUE, StageFault.READ))
                  .or(() -> subject.culprit(path, EnumSet.of(StageFault.INTERMEDIATE)))
              : Optional.empty();
        });
  }

  /**
   * Returns whose fault a bug is on a case that shows it, as far as it may not be the compiler's.
   *
   * @param signature what the bug looks like
   */
  public Optional<Attribution> attribution(ConvCase c, Target target, Signature signature) {
    return NodeArena.call(
        () -> {
          Subject subject = subject(c, target, signature);
          return isLowered(subject, signature.path())
              ? subject.attribution(signature.path(), signature.symptom())
              : Optional.empty();
        });
  }

  /** Returns what the paths make of a case, side by side. */
  public Evidence evidence(ConvCase c, Target target) {
    return NodeArena.call(() -> Evidence.of(subject(c, target, true)));
  }

  @Override
  public Set<String> needs(ConvCase c, Target target, Signature signature) {
    LoweringPath path = signature.path();
    return NodeArena.call(
        () -> {
          Subject subject = subject(c, target, signature);
          return signature.blame().isNone() || !isLowered(subject, path)
              ? Set.of()
              : subject.lowered(path).rulesFrom(signature.blame().pass()).stream()
                  .filter(rule -> holdsWithout(rule, subject, signature))
                  .collect(Collectors.toSet());
        });
  }

  private boolean holdsWithout(String rule, Subject subject, Signature signature) {
    LoweringPath path = signature.path();
    return assertions.stream()
        .filter(assertion -> assertion.name().equals(signature.assertion()))
        .anyMatch(
            assertion ->
                subject
                    .without(rule, path)
                    .map(without -> verdict(assertion, without, path))
                    .filter(Oracle::holds)
                    .isPresent());
  }

  private static boolean holds(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Holds _, Verdict.HoldsWithRemark _ -> true;
      case Verdict.Violated _, Verdict.Skipped _ -> false;
    };
  }

  /** Whether nobody could tell who is to blame, as the stages of a large case are not evaluated. */
  private static boolean isOfLargeCase(Signature signature) {
    return signature.assertion().equals(LargeAssertion.NAME) && signature.blame().isNone();
  }

  private static boolean isToBlame(
      Subject subject, LoweringPath path, Symptom symptom, Blame blame) {
    try {
      return subject.blame(path, symptom).equals(blame);
    } catch (Throwable thrown) {
      Breakage _ = Breakage.of(thrown);
      // A case for which it cannot be told is another one.
      return false;
    }
  }

  /** What an assertion says; an engine that breaks under it is a violation like any other. */
  private static Verdict verdict(Assertion assertion, Subject subject, LoweringPath path) {
    Whereabouts.say(assertion.name(), path);
    try {
      return subject.isLowered(path)
          ? assertion.check(subject, path)
          : assertion.checkFailure(subject, path);
    } catch (UnsupportedCaseException e) {
      return new Verdict.Skipped("not supported: " + e.getMessage());
    } catch (NoValueException e) {
      return new Verdict.Violated(
          new Symptom.WrongStage(e.stage()),
          "%s has no value at %s: %s".formatted(path.label(), e.stage().label(), e.getMessage()));
    } catch (Throwable thrown) {
      Breakage breakage = Breakage.of(thrown);
      return new Verdict.Violated(breakage.symptom(), breakage.toString());
    }
  }

  /** Whether a path lowers a case; a compiler that breaks does not, as its verdicts say. */
  private static boolean isLowered(Subject subject, LoweringPath path) {
    try {
      return subject.isLowered(path);
    } catch (Throwable thrown) {
      Breakage _ = Breakage.of(thrown);
      return false;
    }
  }

  private @Nullable GridComparison grid(Subject subject) {
    List<LoweringPath> lowered =
        setting.paths().stream().filter(p -> isLowered(subject, p)).toList();
    return setting.paths().size() < 2 || lowered.size() < setting.paths().size()
        ? null
        : new GridComparison(
            subject.lowered(lowered.get(0)).launches(), subject.lowered(lowered.get(1)).launches());
  }
}
