package winofuzz.fuzz.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.Begun;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.ir.AxisRole;
import winofuzz.ir.NodeLocal;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * A compilation at stage ranged. What comes after it depends on the graph, the names of its
 * buffers, the number of the next range, the target and which passes the path has, and on nothing
 * else of what was asked for.
 */
final class BuiltinBegun implements BegunLowering {
  /** What passes made of tensor graphs in this arena: paths often begin with the same one. */
  private static final NodeLocal<Map<Before, Draft.Whole>> MADE = new NodeLocal<>(HashMap::new);

  private final Begun begun;
  private final Draft.Whole draft;
  private final Observation observation;
  private final ContentHash key;

  private BuiltinBegun(
      Begun begun, Draft.Whole draft, Observation observation, GraphContent content) {
    this.begun = begun;
    this.draft = draft;
    this.observation = observation;
    this.key = content.of(draft, Pipeline.STANDARD.passesAfter(begun));
  }

  /** A draft before a pass that reads nothing of what is asked for. */
  private record Before(
      Pass pass,
      UOp sink,
      Map<UOp, String> inputs,
      Map<UOp, List<AxisRole>> roles,
      int ranges,
      boolean winograd) {
    static Before of(Pass pass, Draft.Whole draft) {
      return new Before(
          pass, draft.sink(), draft.inputs(), draft.roles(), draft.ranges(), draft.winograd());
    }
  }

  /**
   * Begins to lower a case.
   *
   * @param observation whose observers keep nothing from one pass to another
   * @param content names what graphs consist of
   * @throws LoweringException if the path cannot lower it
   */
  static BuiltinBegun begin(
      LoweringRequest request, Observation observation, GraphContent content) {
    Begun begun =
        Pipeline.STANDARD.begin(
            request, Stage.RANGED, (pass, draft) -> applied(pass, draft, observation));
    return switch (begun.draft()) {
      case Draft.Whole whole -> new BuiltinBegun(begun, whole, observation, content);
      case Draft.Start _, Draft.Kernels _ ->
          throw new AssertionError("expected one graph at stage ranged");
    };
  }

  private static Draft applied(Pass pass, Draft draft, Observation observation) {
    if (!pass.isOfGraphAlone() || !(draft instanceof Draft.Whole whole)) {
      return observation.apply(pass, draft);
    }
    Before before = Before.of(pass, whole);
    Draft.Whole made = MADE.get().get(before);
    if (made == null) {
      if (!(observation.apply(pass, whole) instanceof Draft.Whole first)) {
        throw new AssertionError("expected one graph after " + pass.name());
      }
      made = first;
      MADE.get().put(before, made);
    }
    return made.askedFor(whole.request());
  }

  @Override
  public ContentHash key() {
    return key;
  }

  @Override
  public Kernels finish() {
    Compilation finished = Pipeline.STANDARD.finish(begun, observation);
    return new Kernels(finished.kernels(), finished.memories());
  }

  @Override
  public String toString() {
    return draft.request() + " at stage ranged";
  }
}
