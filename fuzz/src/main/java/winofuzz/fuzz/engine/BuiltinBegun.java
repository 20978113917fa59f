package winofuzz.fuzz.engine;

import winofuzz.compiler.Begun;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.ir.Stage;

/**
 * A compilation at stage ranged. What comes after it depends on the graph, the names of its
 * buffers, the number of the next range, the target and which passes the path has, and on nothing
 * else of what was asked for.
 */
final class BuiltinBegun implements BegunLowering {
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

  /**
   * Begins to lower a case.
   *
   * @param content names what graphs consist of
   * @throws LoweringException if the path cannot lower it
   */
  static BuiltinBegun begin(
      LoweringRequest request, Observation observation, GraphContent content) {
    Begun begun = Pipeline.STANDARD.begin(request, Stage.RANGED, observation);
    return switch (begun.draft()) {
      case Draft.Whole whole -> new BuiltinBegun(begun, whole, observation, content);
      case Draft.Start _, Draft.Kernels _ ->
          throw new AssertionError("expected one graph at stage ranged");
    };
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
