package winofuzz.metal.bundle;

import java.util.Map;
import java.util.SortedMap;
import winofuzz.metal.Buffer;
import winofuzz.metal.Outcome;

/** Whether a run gave what its bundle expects. */
public sealed interface CheckResult {

  /** It ran and every expected buffer is as it should be. */
  record Passed() implements CheckResult {}

  /** It ran, and this is the first expected buffer that is not. */
  record Differs(int buffer, BufferComparison.Different difference) implements CheckResult {}

  /** It did not run to its end without a violation. */
  record DidNotRun(Outcome outcome) implements CheckResult {}

  static CheckResult of(Bundle bundle, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ran ran -> compare(bundle, ran.outputs());
      case Outcome.Trapped _, Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ ->
          new DidNotRun(outcome);
    };
  }

  private static CheckResult compare(Bundle bundle, SortedMap<Integer, Buffer> outputs) {
    for (Map.Entry<Integer, Buffer> expected : bundle.expected().entrySet()) {
      Buffer got = outputs.get(expected.getKey());
      if (got == null) {
        throw new AssertionError("no output for buffer " + expected.getKey());
      }
      BufferComparison result =
          BufferComparison.compare(expected.getValue(), got, bundle.toleranceUlp());
      if (result instanceof BufferComparison.Different different) {
        return new Differs(expected.getKey(), different);
      }
    }
    return new Passed();
  }
}
