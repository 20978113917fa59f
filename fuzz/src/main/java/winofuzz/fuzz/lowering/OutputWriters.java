package winofuzz.fuzz.lowering;

import java.util.List;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.ir.Memory;
import winofuzz.metal.Violation;

/** Who writes the output of a convolution. */
public final class OutputWriters {
  private OutputWriters() {}

  /**
   * Returns what is wrong with who writes the output. The run of a kernel tells whether it writes
   * each element of its first buffer, and once; so one kernel must write the output, and one alone.
   */
  public static List<Fault> faults(List<CompiledKernel> kernels, List<Memory> memories) {
    List<String> writers =
        kernels.stream()
            .filter(k -> memories.get(k.arguments().getFirst()).role() == Memory.Role.OUTPUT)
            .map(CompiledKernel::name)
            .toList();
    return switch (writers.size()) {
      case 0 -> List.of(new Fault(Violation.Kind.NEVER_WRITTEN, "no kernel writes the output"));
      case 1 -> List.of();
      // Any number of kernels more.
      default ->
          List.of(
              new Fault(
                  Violation.Kind.SECOND_WRITE,
                  "the output is written by " + String.join(" and by ", writers),
                  writers.get(1),
                  0,
                  null));
    };
  }
}
