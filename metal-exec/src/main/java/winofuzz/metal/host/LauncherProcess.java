package winofuzz.metal.host;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.DeviceException;

/**
 * A process of {@code host/launcher.cpp}, which runs each launch in a child of its own. Serves one
 * launch at a time, and ends when this process does.
 */
final class LauncherProcess {

  private static final int ENDING_BYTES = 24;
  private static final int MESSAGE_BYTES = 256;
  private static final int REPORT_BYTES = 16 + ENDING_BYTES + MESSAGE_BYTES;

  /** What came of a launch. */
  sealed interface Reply {

    /** The entry point came back. */
    record Ran(SortedMap<Integer, Buffer> outputs, Ending ending, Duration time) implements Reply {}

    /** The child ended before, by a signal of this name or with a status. */
    record Ended(String how) implements Reply {}
  }

  /**
   * How a run ended, as {@code host/launch.h} declares it.
   *
   * @param divergent whether lanes waited at a barrier that others never reached
   * @param line the barrier's line in the translated text
   * @param lane the first lane that is not at the barrier, by its index in the threadgroup
   */
  record Ending(boolean divergent, int line, int lane, long threadgroup) {}

  private final Process process;
  private final OutputStream out;
  private final DataInputStream in;

  private LauncherProcess(Process process) {
    this.process = process;
    this.out = new BufferedOutputStream(process.getOutputStream());
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  static LauncherProcess start(Path program) {
    try {
      return new LauncherProcess(
          new ProcessBuilder(program.toAbsolutePath().toString())
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new DeviceException("starting " + program, e);
    }
  }

  /**
   * Runs a launch.
   *
   * @throws DeviceException if the process ended or cannot load the library
   */
  Reply run(NativeLaunch launch) {
    try {
      for (byte[] part : launch.request()) {
        out.write(part);
      }
      out.flush();
      return reply(launch.written());
    } catch (IOException e) {
      throw new DeviceException("the process that runs kernels ended", e);
    }
  }

  private Reply reply(List<BufferArgument> written) throws IOException {
    ByteBuffer report = ByteBuffer.wrap(in.readNBytes(REPORT_BYTES)).order(ByteOrder.nativeOrder());
    if (report.capacity() < REPORT_BYTES) {
      throw new IOException("an answer cut short");
    }
    int kind = report.getInt();
    report.getInt();
    Duration time = Duration.ofNanos(report.getLong());
    Ending ending =
        new Ending(report.getInt() != 0, report.getInt(), report.getInt(), readGroup(report));
    byte[] message = new byte[MESSAGE_BYTES];
    report.get(message);
    return switch (kind) {
      case 0 -> new Reply.Ran(outputs(written), ending, time);
      case 1 -> new Reply.Ended(text(message));
      default -> throw new DeviceException("loading a compiled kernel: " + text(message));
    };
  }

  private static long readGroup(ByteBuffer report) {
    report.getInt();
    return report.getLong();
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  private SortedMap<Integer, Buffer> outputs(List<BufferArgument> written) throws IOException {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (BufferArgument argument : written) {
      Buffer before = argument.contents();
      byte[] bytes = new byte[before.length() * before.type().bytes()];
      in.readFully(bytes);
      outputs.put(argument.index(), Buffer.ofBytes(before.type(), bytes));
    }
    return outputs;
  }

  void stop() {
    process.destroyForcibly();
  }
}
