package winofuzz.metal.isolate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.AccessKind;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Violation;

/** Launches and their parts as bytes between two processes of one build. */
final class Wire {

  private Wire() {}

  static void writeText(DataOutputStream out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  static void writeName(DataOutputStream out, Enum<?> value) throws IOException {
    writeText(out, value.name());
  }

  static <E extends Enum<E>> E readName(DataInputStream in, Class<E> type) throws IOException {
    return Enum.valueOf(type, readText(in));
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static void writeLaunch(DataOutputStream out, Launch launch) throws IOException {
    writeText(out, launch.source());
    writeText(out, launch.kernel());
    writeExtent(out, launch.threadgroups());
    writeExtent(out, launch.threads());
    out.writeInt(launch.arguments().size());
    for (BufferArgument argument : launch.arguments()) {
      out.writeInt(argument.index());
      writeName(out, argument.role());
      writeContents(out, argument);
      out.writeBoolean(argument.writtenOnce());
    }
  }

  static void writeJob(DataOutputStream out, Job job) throws IOException {
    writeLaunch(out, job.launch());
    out.writeInt(job.timedRuns());
  }

  static Job readJob(DataInputStream in) throws IOException {
    return new Job(readLaunch(in), in.readInt());
  }

  private static Launch readLaunch(DataInputStream in) throws IOException {
    String source = readText(in);
    String kernel = readText(in);
    Extent threadgroups = readExtent(in);
    Extent threads = readExtent(in);
    List<BufferArgument> arguments = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      int index = in.readInt();
      BufferRole role = readName(in, BufferRole.class);
      arguments.add(new BufferArgument(index, role, readContents(in, role), in.readBoolean()));
    }
    return new Launch(source, kernel, threadgroups, threads, arguments);
  }

  /** Of what the kernel does not see the contents of, only type and length are sent. */
  private static void writeContents(DataOutputStream out, BufferArgument argument)
      throws IOException {
    if (argument.role().isGiven()) {
      writeBuffer(out, argument.contents());
    } else {
      writeName(out, argument.contents().type());
      out.writeInt(argument.contents().length());
    }
  }

  private static Buffer readContents(DataInputStream in, BufferRole role) throws IOException {
    return role.isGiven()
        ? readBuffer(in)
        : Buffer.zeros(readName(in, ElementType.class), in.readInt());
  }

  private static void writeExtent(DataOutputStream out, Extent extent) throws IOException {
    out.writeInt(extent.x());
    out.writeInt(extent.y());
    out.writeInt(extent.z());
  }

  private static Extent readExtent(DataInputStream in) throws IOException {
    return Extent.of(in.readInt(), in.readInt(), in.readInt());
  }

  private static void writeBuffer(DataOutputStream out, Buffer buffer) throws IOException {
    writeName(out, buffer.type());
    writeBytes(out, buffer.toBytes());
  }

  private static Buffer readBuffer(DataInputStream in) throws IOException {
    return Buffer.ofBytes(readName(in, ElementType.class), readBytes(in));
  }

  static void writeOutputs(DataOutputStream out, SortedMap<Integer, Buffer> outputs)
      throws IOException {
    out.writeInt(outputs.size());
    for (Map.Entry<Integer, Buffer> output : outputs.entrySet()) {
      out.writeInt(output.getKey());
      writeBuffer(out, output.getValue());
    }
  }

  static SortedMap<Integer, Buffer> readOutputs(DataInputStream in) throws IOException {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      outputs.put(in.readInt(), readBuffer(in));
    }
    return outputs;
  }

  static void writeDuration(DataOutputStream out, Duration duration) throws IOException {
    out.writeLong(duration.toNanos());
  }

  static Duration readDuration(DataInputStream in) throws IOException {
    return Duration.ofNanos(in.readLong());
  }

  static void writeViolations(DataOutputStream out, List<Violation> violations) throws IOException {
    out.writeInt(violations.size());
    for (Violation violation : violations) {
      writeViolation(out, violation);
    }
  }

  static List<Violation> readViolations(DataInputStream in) throws IOException {
    List<Violation> violations = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      violations.add(readViolation(in));
    }
    return violations;
  }

  private static void writeViolation(DataOutputStream out, Violation violation) throws IOException {
    writeName(out, violation.kind());
    writeText(out, violation.kernel());
    out.writeInt(violation.line());
    writeExtent(out, violation.threadgroup());
    writeExtent(out, violation.thread());
    Violation.Place place = violation.place();
    out.writeBoolean(place != null);
    if (place != null) {
      writeText(out, place.name());
      out.writeInt(place.buffer());
      out.writeLong(place.element());
      out.writeLong(place.length());
    }
    Violation.Access other = violation.other();
    out.writeBoolean(other != null);
    if (other != null) {
      writeName(out, other.kind());
      out.writeInt(other.line());
      writeExtent(out, other.threadgroup());
      writeExtent(out, other.thread());
    }
  }

  private static Violation readViolation(DataInputStream in) throws IOException {
    Violation.Kind kind = readName(in, Violation.Kind.class);
    String kernel = readText(in);
    int line = in.readInt();
    Extent threadgroup = readExtent(in);
    Extent thread = readExtent(in);
    Violation.@Nullable Place place = null;
    if (in.readBoolean()) {
      place = new Violation.Place(readText(in), in.readInt(), in.readLong(), in.readLong());
    }
    Violation.@Nullable Access other = null;
    if (in.readBoolean()) {
      other =
          new Violation.Access(
              readName(in, AccessKind.class), in.readInt(), readExtent(in), readExtent(in));
    }
    return new Violation(kind, kernel, line, threadgroup, thread, place, other);
  }
}
