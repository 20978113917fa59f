package winofuzz.metal.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.cxx.LaunchLayout;

/**
 * A launch as {@code host/launcher.cpp} reads it.
 *
 * @param library the compiled kernels
 * @param entry the kernel's entry point
 */
record NativeLaunch(
    Path library, String entry, Extent threadgroups, Extent threads, ArgumentTable arguments) {

  /** How long a kernel may compute; those who wait for it have limits of their own. */
  private static final int CPU_SECONDS = 3600;

  private static final int REQUEST_BYTES = 24;
  private static final int ARGUMENT_BYTES = 24;

  /** Returns the parts of a request, its size in bytes first. */
  List<byte[]> request() {
    byte[] file = text(library.toAbsolutePath().toString());
    byte[] name = text(entry);
    byte[] launch = LaunchLayout.launch(0, 0, threadgroups, threads, arguments);
    List<BufferArgument> all = all().toList();
    ByteBuffer head = buffer(REQUEST_BYTES);
    head.putInt(file.length).putInt(name.length).putInt(launch.length).putInt(all.size());
    head.putInt(CPU_SECONDS);
    List<byte[]> parts =
        Stream.concat(
                Stream.of(head.array(), padded(file), padded(name), padded(launch)),
                all.stream().flatMap(NativeLaunch::parts))
            .toList();
    long size = parts.stream().mapToLong(p -> p.length).sum();
    return Stream.concat(Stream.of(buffer(Long.BYTES).putLong(size).array()), parts.stream())
        .toList();
  }

  private Stream<BufferArgument> all() {
    return Stream.concat(
        arguments.of(ArgumentSpace.BUFFER).stream(),
        arguments.of(ArgumentSpace.FUNCTION_CONSTANT).stream());
  }

  /** Returns the buffers whose contents a reply has, in order. */
  List<BufferArgument> written() {
    return arguments.of(ArgumentSpace.BUFFER).stream().filter(a -> a.role().isWritten()).toList();
  }

  private static Stream<byte[]> parts(BufferArgument argument) {
    Buffer contents = argument.contents();
    ByteBuffer head = buffer(ARGUMENT_BYTES);
    boolean constant = argument.role().space() == ArgumentSpace.FUNCTION_CONSTANT;
    head.putInt(constant ? 1 : 0).putInt(argument.index());
    head.putLong((long) contents.length() * contents.type().bytes());
    head.putInt(argument.role().isWritten() ? 1 : 0);
    return Stream.of(head.array(), padded(contents.toBytes()));
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] padded(byte[] bytes) {
    return bytes.length % 8 == 0 ? bytes : Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
