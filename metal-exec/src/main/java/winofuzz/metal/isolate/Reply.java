package winofuzz.metal.isolate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** What a worker says about a launch: an outcome, or an exception to be thrown again. */
sealed interface Reply {

  record Finished(Outcome outcome) implements Reply {}

  record BadInput(String message) implements Reply {}

  record DeviceFailed(String message) implements Reply {}

  /** What a reply begins with, unlike what a virtual machine prints when it crashes. */
  int MARK = 0x77696e6f;

  /** The kind of a reply, which follows the mark. */
  enum Tag {
    RAN,
    TRAPPED,
    UNSUPPORTED,
    CRASHED,
    BAD_INPUT,
    DEVICE_FAILED
  }

  /** Returns the outcome, or the exception it stands for. */
  default Outcome outcome() {
    return switch (this) {
      case Finished finished -> finished.outcome;
      case BadInput bad -> throw new BadLaunchException(bad.message);
      case DeviceFailed failed -> throw new DeviceException(failed.message);
    };
  }

  default void write(DataOutputStream out) throws IOException {
    out.writeInt(MARK);
    switch (this) {
      case Finished(Outcome outcome) -> write(out, outcome);
      case BadInput(String message) -> write(out, Tag.BAD_INPUT, message);
      case DeviceFailed(String message) -> write(out, Tag.DEVICE_FAILED, message);
    }
    out.flush();
  }

  private static void write(DataOutputStream out, Tag tag, String message) throws IOException {
    Wire.writeName(out, tag);
    Wire.writeText(out, message);
  }

  private static void write(DataOutputStream out, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Ran ran -> {
        Wire.writeName(out, Tag.RAN);
        Wire.writeOutputs(out, ran.outputs());
        Wire.writeDuration(out, ran.time());
        Wire.writeViolations(out, ran.warnings());
      }
      case Outcome.Trapped trapped -> {
        Wire.writeName(out, Tag.TRAPPED);
        Wire.writeViolations(out, trapped.violations());
        out.writeLong(trapped.count());
        Wire.writeOutputs(out, trapped.outputs());
      }
      case Outcome.Unsupported unsupported -> write(out, Tag.UNSUPPORTED, unsupported.reason());
      case Outcome.Crashed crashed -> write(out, Tag.CRASHED, crashed.how());
      case Outcome.TimedOut _ ->
          throw new AssertionError("a device without limits of its own gave " + outcome);
    }
  }

  /** Reads a reply; throws an IOException if the stream holds something else. */
  static Reply read(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new StreamCorruptedException("not a reply");
    }
    return switch (Wire.readName(in, Tag.class)) {
      case RAN -> {
        SortedMap<Integer, Buffer> outputs = Wire.readOutputs(in);
        Duration time = Wire.readDuration(in);
        yield new Finished(new Outcome.Ran(outputs, time, Wire.readViolations(in)));
      }
      case TRAPPED -> {
        List<Violation> violations = Wire.readViolations(in);
        yield new Finished(new Outcome.Trapped(violations, in.readLong(), Wire.readOutputs(in)));
      }
      case UNSUPPORTED -> new Finished(new Outcome.Unsupported(Wire.readText(in)));
      case CRASHED -> new Finished(new Outcome.Crashed(Wire.readText(in), null));
      case BAD_INPUT -> new BadInput(Wire.readText(in));
      case DEVICE_FAILED -> new DeviceFailed(Wire.readText(in));
    };
  }
}
