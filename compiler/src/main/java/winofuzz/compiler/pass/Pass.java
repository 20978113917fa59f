package winofuzz.compiler.pass;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * One step of compilation: a draft in, a draft that computes the same out. Passes over graphs,
 * kernels or one kernel are lifted to passes over drafts by the factories below.
 *
 * @param id names it in findings: stable, kebab-case, told apart from all others
 * @param form the stage whose constraints the result meets; null on the way between two
 * @param rules whatever it applies rules of, in order of first use
 * @param paths on which it runs; on others the draft skips it
 * @param reads what it reads of what is asked for: of equal drafts it makes the same where that is
 *     equal, on whatever path
 * @param step the draft after it, from the draft before it
 */
public record Pass(
    String id,
    @Nullable Stage form,
    List<RuleSet<?>> rules,
    Predicate<BuiltinPath> paths,
    Function<LoweringRequest, ?> reads,
    Step step) {
  public Pass {
    rules = List.copyOf(rules);
  }

  /** Makes a draft of a draft, by a rewriter wherever it applies rules. */
  @FunctionalInterface
  public interface Step {
    Draft apply(Draft draft, Rewriter rewriter);
  }

  /** Makes something of one of two kinds: a graph of a graph, say. */
  @FunctionalInterface
  public interface StepOn<T, R> {
    R apply(T before, Rewriter rewriter);
  }

  /** Returns the pass that a compilation begins with, which may read all that is asked for. */
  public static Pass first(String id, Stage form, Function<LoweringRequest, Draft> step) {
    return of(
            id,
            form,
            List.of(),
            (draft, rewriter) ->
                draft instanceof Draft.Start(LoweringRequest request)
                    ? step.apply(request)
                    : misplaced(id))
        .reading(request -> request);
  }

  /** Returns a pass over a program that is one graph still. */
  public static Pass whole(
      String id,
      @Nullable Stage form,
      List<RuleSet<?>> rules,
      StepOn<Draft.Whole, ? extends Draft> step) {
    return of(
        id,
        form,
        rules,
        (draft, rewriter) ->
            draft instanceof Draft.Whole whole ? step.apply(whole, rewriter) : misplaced(id));
  }

  /** Returns a pass that applies rules to a program that is one graph still, operands first. */
  public static Pass whole(String id, Stage form, RuleSet<Object> rules) {
    return whole(
        id,
        form,
        List.of(rules),
        (draft, rewriter) -> draft.withSink(rewriter.rewrite(draft.sink(), rules)));
  }

  /** Returns a pass over all kernels of a program together. */
  public static Pass kernels(
      String id,
      @Nullable Stage form,
      List<RuleSet<?>> rules,
      StepOn<Draft.Kernels, Draft.Kernels> step) {
    return of(
        id,
        form,
        rules,
        (draft, rewriter) ->
            draft instanceof Draft.Kernels kernels ? step.apply(kernels, rewriter) : misplaced(id));
  }

  /** Returns a pass over each kernel of a program. */
  public static Pass eachKernel(
      String id,
      @Nullable Stage form,
      List<RuleSet<?>> rules,
      StepOn<KernelDraft, KernelDraft> step) {
    return kernels(
        id, form, rules, (draft, rewriter) -> draft.map(kernel -> step.apply(kernel, rewriter)));
  }

  /** Returns a pass over the graph of each kernel. */
  public static Pass eachGraph(
      String id, @Nullable Stage form, List<RuleSet<?>> rules, StepOn<UOp, UOp> step) {
    return eachKernel(
        id,
        form,
        rules,
        (kernel, rewriter) -> kernel.withGraph(step.apply(kernel.graph(), rewriter)));
  }

  /** Returns a pass that applies rules to the graph of each kernel, operands first. */
  public static Pass eachGraph(String id, Stage form, RuleSet<Object> rules) {
    return eachGraph(id, form, List.of(rules), (graph, rewriter) -> rewriter.rewrite(graph, rules));
  }

  private static Pass of(String id, @Nullable Stage form, List<RuleSet<?>> rules, Step step) {
    return new Pass(id, form, rules, path -> true, LoweringRequest::target, step);
  }

  private static Draft misplaced(String id) {
    throw new AssertionError("pass " + id + " is at a wrong place in the pipeline");
  }

  /** Returns this pass for some paths only. */
  public Pass on(Predicate<BuiltinPath> some) {
    return new Pass(id, form, rules, some, reads, step);
  }

  /**
   * Returns this pass as one that reads something of what is asked for. Others read the target at
   * most, and those over kernels no more than their draft has.
   */
  public Pass reading(Function<LoweringRequest, ?> other) {
    return new Pass(id, form, rules, paths, other, step);
  }

  /** Returns the id of a pass that reports call by a name. */
  public static String idOfName(String name) {
    return name.replace(' ', '-');
  }

  /** Returns what reports call it: its id in words. */
  public String name() {
    return id.replace('-', ' ');
  }
}
