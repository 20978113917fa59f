package winofuzz.fuzz.bisect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.rewrite.PassLog;
import winofuzz.ir.UOp;

/** The passes of a compilation, each with what it was given and what it gave. */
final class Steps implements PassLog {
  private final @Nullable PassLog outer = PassLog.CURRENT.isBound() ? PassLog.CURRENT.get() : null;
  private final List<Step> steps = new ArrayList<>();

  /** One pass over one graph. */
  record Step(Pass pass, UOp before, UOp after) {}

  /** What a compilation gives; its passes are kept. */
  Compilation during(Supplier<Compilation> compilation) {
    return ScopedValue.where(CURRENT, this).call(compilation::get);
  }

  @Override
  public UOp after(Pass pass, UOp before, UOp after) {
    UOp result = outer == null ? after : outer.after(pass, before, after);
    steps.add(new Step(pass, before, result));
    return result;
  }

  /** The passes that a graph went through, from it on. */
  List<Step> from(UOp graph) {
    List<Step> result = new ArrayList<>();
    UOp current = graph;
    for (Step step : steps) {
      if (step.before == current) {
        result.add(step);
        current = step.after;
      }
    }
    return result;
  }
}
