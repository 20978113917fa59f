package winofuzz.fuzz.finding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.bounds.BoundsFault;
import winofuzz.ir.Stage;
import winofuzz.metal.Violation;

/** How a bug shows on a path of a case; part of a signature. */
public sealed interface Symptom {

  /** What kind of thing is wrong. */
  Concern concern();

  /** The name in signatures and files, which {@link #parse} reads. */
  String label();

  /** The stage at which it is seen; null where it belongs to none. */
  default @Nullable Stage stage() {
    return null;
  }

  /** The first stage whose values are wrong. */
  record WrongStage(Stage wrong) implements Symptom {
    @Override
    public Concern concern() {
      return Concern.VALUES;
    }

    @Override
    public String label() {
      return wrong.label();
    }

    @Override
    public Stage stage() {
      return wrong;
    }
  }

  /** A device computes other values than the last stage has. */
  record WrongOnDevice(String device) implements Symptom {
    @Override
    public Concern concern() {
      return Concern.VALUES;
    }

    @Override
    public String label() {
      return device;
    }

    @Override
    public Stage stage() {
      return Stage.METAL;
    }
  }

  /**
   * A device computes a value that no rounding that the convolution promises comes to.
   *
   * @param device that ran the kernels
   */
  record BeyondPromise(String device) implements Symptom {
    static final String PREFIX = "beyond-promise-on-";

    @Override
    public Concern concern() {
      return Concern.VALUES;
    }

    @Override
    public String label() {
      return PREFIX + device;
    }

    @Override
    public Stage stage() {
      return Stage.METAL;
    }
  }

  /** Two paths compute different values. */
  record PathsDiffer() implements Symptom {
    static final String LABEL = "values";

    @Override
    public Concern concern() {
      return Concern.VALUES;
    }

    @Override
    public String label() {
      return LABEL;
    }
  }

  /** The path does not lower the case. */
  record FailsToLower() implements Symptom {
    static final String LABEL = "fails-to-lower";

    @Override
    public Concern concern() {
      return Concern.LOWERING;
    }

    @Override
    public String label() {
      return LABEL;
    }
  }

  /** The rewrite was made where it must not be, or was not made where it must. */
  record WronglyRewritten(boolean made) implements Symptom {
    static final String MADE = "fires-wrongly";
    static final String NOT_MADE = "does-not-fire";

    @Override
    public Concern concern() {
      return Concern.REWRITE;
    }

    @Override
    public String label() {
      return made ? MADE : NOT_MADE;
    }
  }

  /** A wrong use of memory, of a barrier or of an undefined operation. */
  record MemoryFault(Violation.Kind kind) implements Symptom {
    @Override
    public Concern concern() {
      return Concern.MEMORY;
    }

    @Override
    public String label() {
      return label(kind);
    }

    private static String label(Violation.Kind kind) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** An integer of a kernel is wrong for some thread, as is known without running it. */
  record OutOfBounds(BoundsFault fault) implements Symptom {
    static final String PREFIX = "bounds-";

    @Override
    public Concern concern() {
      return Concern.BOUNDS;
    }

    @Override
    public String label() {
      return PREFIX + fault.label();
    }
  }

  /**
   * A kernel did not run to its end.
   *
   * @param device that ran it
   * @param how the reason, in words that do not depend on the case
   */
  record DidNotFinish(String device, String how) implements Symptom {
    static final String SEPARATOR = ":";

    @Override
    public Concern concern() {
      return Concern.MEMORY;
    }

    @Override
    public String label() {
      return device + SEPARATOR + how;
    }
  }

  /**
   * A memory or a launch has another size than the convolution gives it.
   *
   * @param what the name of the memory, or {@link #LAUNCH}
   */
  record WrongSize(String what) implements Symptom {
    /** In the place of a memory: a launch without threads, or of more than a device allows. */
    public static final String LAUNCH = "launch";

    static final String PREFIX = "wrong-size-of-";

    @Override
    public Concern concern() {
      return Concern.MEMORY;
    }

    @Override
    public String label() {
      return PREFIX + what;
    }
  }

  /**
   * An engine of this project threw.
   *
   * @param place what was thrown and the methods that it came from, innermost first: {@code
   *     IllegalStateException@Rewriter.visit,Rewriter.rewrite}
   */
  record EngineFailure(String place) implements Symptom {
    static final String PREFIX = "breaks-at-";

    /** Returns what was thrown and the innermost method. */
    public String source() {
      int end = place.indexOf(',');
      return end < 0 ? place : place.substring(0, end);
    }

    @Override
    public Concern concern() {
      return Concern.ENGINE;
    }

    @Override
    public String label() {
      return PREFIX + place;
    }
  }

  /** The case took more than a limit allows. */
  record LimitExceeded(String limit) implements Symptom {
    static final String PREFIX = "over-";

    @Override
    public Concern concern() {
      return Concern.LIMIT;
    }

    @Override
    public String label() {
      return PREFIX + limit;
    }
  }

  /** Reads what {@link #label} writes. */
  static Symptom parse(String label) {
    for (Stage stage : Stage.values()) {
      if (stage != Stage.METAL && stage.label().equals(label)) {
        return new WrongStage(stage);
      }
    }
    for (Violation.Kind kind : Violation.Kind.values()) {
      if (MemoryFault.label(kind).equals(label)) {
        return new MemoryFault(kind);
      }
    }
    for (BoundsFault fault : BoundsFault.values()) {
      if ((OutOfBounds.PREFIX + fault.label()).equals(label)) {
        return new OutOfBounds(fault);
      }
    }
    int separator = label.indexOf(DidNotFinish.SEPARATOR);
    if (separator >= 0) {
      return new DidNotFinish(label.substring(0, separator), label.substring(separator + 1));
    }
    if (label.startsWith(EngineFailure.PREFIX)) {
      return new EngineFailure(label.substring(EngineFailure.PREFIX.length()));
    }
    if (label.startsWith(BeyondPromise.PREFIX)) {
      return new BeyondPromise(label.substring(BeyondPromise.PREFIX.length()));
    }
    if (label.startsWith(WrongSize.PREFIX)) {
      return new WrongSize(label.substring(WrongSize.PREFIX.length()));
    }
    if (label.startsWith(LimitExceeded.PREFIX)) {
      return new LimitExceeded(label.substring(LimitExceeded.PREFIX.length()));
    }
    return switch (label) {
      case PathsDiffer.LABEL -> new PathsDiffer();
      case FailsToLower.LABEL -> new FailsToLower();
      case WronglyRewritten.MADE -> new WronglyRewritten(true);
      case WronglyRewritten.NOT_MADE -> new WronglyRewritten(false);
      default -> new WrongOnDevice(label); // Devices are named by the device list.
    };
  }
}
