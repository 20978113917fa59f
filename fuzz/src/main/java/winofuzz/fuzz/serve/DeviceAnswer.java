package winofuzz.fuzz.serve;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.sim.KernelSignature;
import winofuzz.metal.sim.KernelSignature.BufferParameter;

/** What a device answers. */
sealed interface DeviceAnswer {

  /** The first message to a client. */
  record Greeting(String protocol, int version, String device, String hardware)
      implements DeviceAnswer {
    Greeting(String device, String hardware) {
      this("winofuzz-device", 1, device, hardware);
    }
  }

  /** The request was carried out. */
  record Done(boolean ok) implements DeviceAnswer {
    static final Done DONE = new Done(true);
  }

  /** The request was not carried out. */
  record Refused(String error, Mistake kind) implements DeviceAnswer {}

  /** Bytes follow. */
  record Contents(boolean ok, int bytes) implements DeviceAnswer {}

  /** The kernels of a text. */
  record Compiled(boolean ok, List<KernelDocument> kernels) implements DeviceAnswer {
    static Compiled of(List<KernelSignature> signatures) {
      return new Compiled(true, signatures.stream().map(KernelDocument::of).toList());
    }
  }

  /** A kernel of a text. */
  record KernelDocument(String name, List<ParameterDocument> arguments) {
    private static KernelDocument of(KernelSignature signature) {
      return new KernelDocument(
          signature.kernel(), signature.buffers().stream().map(ParameterDocument::of).toList());
    }
  }

  /** A buffer of a kernel. */
  record ParameterDocument(int index, String name, String type, String access, boolean scalar) {
    private static ParameterDocument of(BufferParameter parameter) {
      return new ParameterDocument(
          parameter.index(),
          parameter.name(),
          parameter.type().spelling(),
          parameter.use().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          parameter.value());
    }
  }

  /** What came of a launch. */
  record Launched(
      boolean ok,
      String outcome,
      @Nullable Double seconds,
      @Nullable List<ViolationDocument> violations,
      @Nullable Long count,
      @Nullable String reason)
      implements DeviceAnswer {

    static Launched of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Ran ran ->
            new Launched(
                true, "ran", ran.time().toNanos() / 1e9, documents(ran.warnings()), null, null);
        case Outcome.Trapped trapped ->
            new Launched(
                true, "trapped", null, documents(trapped.violations()), trapped.count(), null);
        case Outcome.Unsupported unsupported -> failed("unsupported", unsupported.reason());
        case Outcome.TimedOut late -> failed("timed-out", late.described());
        case Outcome.Crashed crashed -> failed("crashed", crashed.how());
      };
    }

    private static Launched failed(String outcome, String reason) {
      return new Launched(true, outcome, null, null, null, reason);
    }

    private static List<ViolationDocument> documents(List<Violation> violations) {
      return violations.stream().map(ViolationDocument::of).toList();
    }
  }

  /** Whose mistake it is that a request was not carried out. */
  enum Mistake {
    @JsonProperty("request")
    REQUEST,
    @JsonProperty("source")
    SOURCE,
    @JsonProperty("unsupported")
    UNSUPPORTED,
    @JsonProperty("device")
    DEVICE
  }
}
