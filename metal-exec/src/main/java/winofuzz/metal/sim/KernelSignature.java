package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.msl.DeepStack;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.Variable;
import winofuzz.metal.sim.lower.KernelLowering;
import winofuzz.metal.sim.memory.MemorySlot;

/**
 * What a kernel wants from a launch, as its text says.
 *
 * @param kernel its name
 * @param buffers its buffers, by index
 */
public record KernelSignature(String kernel, List<BufferParameter> buffers) {

  public KernelSignature {
    buffers = List.copyOf(buffers);
  }

  /** What a kernel does with a buffer. */
  public enum Use {
    READ,
    WRITE,
    READ_WRITE
  }

  /**
   * A buffer that a kernel names.
   *
   * @param index its {@code [[buffer(index)]]}
   * @param type its scalars
   * @param readOnly whether it is declared so that the kernel cannot write it
   * @param use what the kernel does with it; one that it does not touch is read
   * @param value whether it is a single value rather than an array
   */
  public record BufferParameter(
      int index, String name, ElementType type, boolean readOnly, Use use, boolean value) {}

  /**
   * Returns the signatures of all kernels of a text, in order.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if it is malformed, or has what the simulator
   *     does not know
   */
  public static List<KernelSignature> all(String source) {
    MslProgram program = MslProgram.parse(source);
    return program.kernels().stream().map(k -> of(program, k)).toList();
  }

  /**
   * Returns the signature of a kernel.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if the text is malformed, or has what the
   *     simulator does not know
   * @throws BadLaunchException if it has no such kernel
   */
  public static KernelSignature of(String source, String kernel) {
    MslProgram program = MslProgram.parse(source);
    return of(
        program,
        program
            .kernel(kernel)
            .orElseThrow(
                () ->
                    new BadLaunchException(
                        "kernel '%s': expected one of %s"
                            .formatted(
                                kernel, program.kernels().stream().map(Function::name).toList()))));
  }

  private static KernelSignature of(MslProgram program, Function kernel) {
    List<MemorySlot> slots =
        DeepStack.call(() -> KernelLowering.lower(program, kernel, DeviceProfile.STRICT))
            .memories();
    List<BufferParameter> buffers = new ArrayList<>();
    for (Parameter parameter : kernel.parameters()) {
      if (parameter instanceof Parameter.BufferArgument buffer) {
        Variable variable = buffer.variable();
        buffers.add(
            new BufferParameter(
                buffer.index(),
                variable.name(),
                elementType(variable.type().scalar()),
                variable.type() instanceof Type.Pointer p
                    && (p.readOnly() || p.space() == MetalAddressSpace.CONSTANT),
                use(slots, buffer.index()),
                variable.isReference()));
      }
    }
    buffers.sort(Comparator.comparingInt(BufferParameter::index));
    return new KernelSignature(kernel.name(), buffers);
  }

  private static Use use(List<MemorySlot> slots, int index) {
    for (MemorySlot slot : slots) {
      if (slot.arguments() == ArgumentSpace.BUFFER && slot.argument() == index) {
        if (slot.isStored()) {
          return slot.isLoaded() ? Use.READ_WRITE : Use.WRITE;
        }
        return Use.READ;
      }
    }
    return Use.READ;
  }

  private static ElementType elementType(ScalarType scalar) {
    return switch (scalar) {
      case BOOL -> ElementType.BOOL;
      case CHAR -> ElementType.INT8;
      case UCHAR -> ElementType.UINT8;
      case SHORT -> ElementType.INT16;
      case USHORT -> ElementType.UINT16;
      case INT -> ElementType.INT32;
      case UINT -> ElementType.UINT32;
      case LONG -> ElementType.INT64;
      case ULONG -> ElementType.UINT64;
      case HALF -> ElementType.FLOAT16;
      case BFLOAT -> ElementType.BFLOAT16;
      case FLOAT -> ElementType.FLOAT32;
      case FIELD -> throw new AssertionError("a signature is of a text as it is written");
    };
  }
}
