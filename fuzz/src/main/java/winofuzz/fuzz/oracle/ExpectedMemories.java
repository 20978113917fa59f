package winofuzz.fuzz.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What the memories of a lowered case must be: inputs and output as the convolution says; what lies
 * between kernels as the instructions of those that use it say, where the compiler gives any.
 */
final class ExpectedMemories {
  /** The type and the number of elements of a memory. */
  record Content(DType dtype, long elements) {
    static Content of(Memory memory) {
      return new Content(memory.dtype(), memory.elements());
    }

    @Override
    public String toString() {
      return "%d elements of %s".formatted(elements, dtype);
    }
  }

  private final Map<String, Content> contents = new HashMap<>();

  /**
   * What is expected of a lowered case.
   *
   * @param asksForStages whether the compiler is asked for its instructions
   */
  ExpectedMemories(Convolution c, LoweredCase lowered, boolean asksForStages) {
    if (asksForStages) {
      lowered.instructions().stream()
          .flatMap(program -> program.kernels().stream())
          .forEach(kernel -> addDeclared(kernel, lowered.memories()));
    }
    contents.put(LoweredCase.ACTIVATION, content(c, c.inputShape()));
    contents.put(LoweredCase.WEIGHT, content(c, c.weightShape()));
    lowered.memories().stream()
        .filter(memory -> memory.role() == Memory.Role.OUTPUT)
        .forEach(memory -> contents.put(memory.name(), content(c, c.outputShape())));
  }

  private static Content content(Convolution c, List<Integer> shape) {
    return new Content(c.dtype(), Convolution.product(shape));
  }

  private void addDeclared(Kernel kernel, List<Memory> memories) {
    if (kernel.body() instanceof Kernel.Linear(List<UOp> instructions)) {
      instructions.stream()
          .filter(node -> node.is(Op.DEFINE_GLOBAL))
          .forEach(node -> addDeclared(node, kernel, memories));
    }
  }

  private void addDeclared(UOp define, Kernel kernel, List<Memory> memories) {
    if (define.arg() instanceof Arg.Slot slot && slot.number() < kernel.arguments().size()) {
      DType.Pointer pointer = define.dtype().requirePointer();
      contents.putIfAbsent(
          memories.get(kernel.arguments().get(slot.number())).name(),
          new Content(define.dtype().pointee(), pointer.size()));
    }
  }

  /** Returns what the memory of a name must be; empty where that is not known. */
  Optional<Content> of(String name) {
    return Optional.ofNullable(contents.get(name));
  }

  /** Whether memories have the one of a name as it must be, or have it not yet. */
  boolean areRight(List<Memory> memories, String name) {
    return memories.stream()
        .filter(memory -> memory.name().equals(name))
        .allMatch(memory -> Content.of(memory).equals(contents.get(name)));
  }
}
