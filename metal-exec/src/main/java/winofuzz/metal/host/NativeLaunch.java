package winofuzz.metal.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * @param functionConstants their values, in the order in which the program declares them
 */
record NativeLaunch(
    Path library,
    String entry,
    Extent threadgroups,
    Extent threads,
    ArgumentTable arguments,
    List<Buffer> functionConstants) {

  /** How long a kernel may compute; those who wait for it have limits of their own. */
  private static final int CPU_SECONDS = 3600;

  private static final int REQUEST_BYTES = 24;
  private static final int ARGUMENT_BYTES = 24;

  /** Returns the parts of a request, its size in bytes first. */
  List<byte[]> request() {
    byte[] file = text(library.toAbsolutePath().toString());
    byte[] name = text(entry);
    byte[] launch = LaunchLayout.launch(0, 0, threadgroups, threads, arguments);
    Collection<BufferArgument> buffers = arguments.of(ArgumentSpace.BUFFER);
    int count = buffers.size() + functionConstants.size();
    byte[] head = new byte[REQUEST_BYTES];
    ByteBuffer fields = fields(head);
    fields.putInt(file.length).putInt(name.length).putInt(launch.length).putInt(count);
    fields.putInt(CPU_SECONDS);
    List<byte[]> parts = new ArrayList<>();
    Collections.addAll(parts, head, padded(file), padded(name), padded(launch));
    for (BufferArgument buffer : buffers) {
      add(parts, false, buffer.index(), buffer.contents(), buffer.role().isWritten());
    }
    for (int i = 0; i < functionConstants.size(); i++) {
      add(parts, true, i, functionConstants.get(i), false);
    }
    long size = parts.stream().mapToLong(p -> p.length).sum();
    byte[] total = new byte[Long.BYTES];
    fields(total).putLong(size);
    parts.addFirst(total);
    return parts;
  }

  /** Returns the buffers whose contents a reply has, in order. */
  List<BufferArgument> written() {
    return arguments.of(ArgumentSpace.BUFFER).stream().filter(a -> a.role().isWritten()).toList();
  }

  private static void add(
      List<byte[]> parts, boolean constant, int index, Buffer contents, boolean written) {
    byte[] head = new byte[ARGUMENT_BYTES];
    ByteBuffer fields = fields(head);
    fields.putInt(constant ? 1 : 0).putInt(index);
    fields.putLong((long) contents.length() * contents.type().bytes());
    fields.putInt(written ? 1 : 0);
    Collections.addAll(parts, head, padded(contents.toBytes()));
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] padded(byte[] bytes) {
    return bytes.length % 8 == 0 ? bytes : Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
  }

  private static ByteBuffer fields(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
