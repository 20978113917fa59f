package winofuzz.metal.apple;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;

/** A launch's buffers on the GPU, released when this is closed. */
final class DeviceBuffers implements AutoCloseable {

  private record Uploaded(BufferArgument argument, Owned buffer) {}

  private final Gpu gpu;
  private final SortedMap<Integer, Uploaded> buffers = new TreeMap<>();

  DeviceBuffers(Gpu gpu, ArgumentTable arguments) {
    this.gpu = gpu;
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      buffers.put(argument.index(), new Uploaded(argument, gpu.upload(argument.contents())));
    }
  }

  void bind(ComputePass pass) {
    buffers.forEach((index, uploaded) -> pass.buffer(uploaded.buffer, index));
  }

  /** Returns what the buffers that may be written hold, once the pass has ended. */
  SortedMap<Integer, Buffer> outputs() {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (Map.Entry<Integer, Uploaded> entry : buffers.entrySet()) {
      BufferArgument argument = entry.getValue().argument;
      if (argument.role().isWritten()) {
        Buffer before = argument.contents();
        byte[] after =
            gpu.download(entry.getValue().buffer, before.length() * before.type().bytes());
        outputs.put(entry.getKey(), Buffer.ofBytes(before.type(), after));
      }
    }
    return outputs;
  }

  @Override
  public void close() {
    buffers.values().forEach(uploaded -> uploaded.buffer.close());
  }
}
