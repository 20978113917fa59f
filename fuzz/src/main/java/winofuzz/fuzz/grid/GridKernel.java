package winofuzz.fuzz.grid;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.access.AccessPattern;
import winofuzz.fuzz.access.FirstTouch;
import winofuzz.ir.Memory;

/**
 * A kernel of the table.
 *
 * @param kernel what was compiled
 * @param buffers the memory behind each of its arguments
 * @param accesses what it asks of them, alike instructions together; null if that was not asked or
 *     is not known
 * @param touches what its first threadgroup touches, an instruction each; empty if that is not
 *     known
 */
public record GridKernel(
    CompiledKernel kernel,
    List<Memory> buffers,
    @Nullable List<AccessPattern> accesses,
    List<FirstTouch> touches) {
  public GridKernel {
    buffers = List.copyOf(buffers);
    accesses = accesses == null ? null : List.copyOf(accesses);
    touches = List.copyOf(touches);
  }

  /** Returns the buffers in the order of the arguments: {@code y[9216] w[2304] x[9216]}. */
  String bufferOrder() {
    return buffers.stream()
        .map(memory -> memory.name() + "[" + memory.elements() + "]")
        .collect(Collectors.joining(" "));
  }
}
