package winofuzz.ir;

import java.util.List;

/**
 * One kernel of a program.
 *
 * @param name as the device knows it, empty before it is given one
 * @param body what it computes
 * @param arguments for each DEFINE_GLOBAL slot, the index of the memory it is bound to; the memory
 *     it writes is first
 */
public record Kernel(String name, Body body, List<Integer> arguments) {
  public Kernel {
    arguments = List.copyOf(arguments);
  }

  /** What a kernel computes. */
  public sealed interface Body {}

  /**
   * A graph that ends in a SINK of STOREs, at stages kernel and optimized.
   *
   * @param sink the end of the graph
   */
  public record Graph(UOp sink) implements Body {}

  /**
   * Instructions in order of execution, at stage linear: the operands of each come before it, a
   * RANGE or IF opens a block that its ENDRANGE or ENDIF closes.
   *
   * @param instructions in order
   */
  public record Linear(List<UOp> instructions) implements Body {
    public Linear {
      instructions = List.copyOf(instructions);
    }
  }
}
