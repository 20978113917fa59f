package winofuzz.bounds;

import java.util.ArrayList;
import java.util.List;
import winofuzz.ir.Kernel;
import winofuzz.ir.Program;

/**
 * What is known of the integers of a program at stage linear, for all threads and all turns of
 * their loops: every index against its memory, every signed number against its type, every divisor,
 * every shift, and every launch against what a device takes. Costs the same whatever the size of
 * the memories, as nothing is run.
 *
 * @param proven how many of these were proven to be right
 * @param violations those that are wrong, each with a thread that shows it, in the order of the
 *     program
 * @param undecided those of which nothing is known: in what nobody decides in the steps that there
 *     are, and where numbers are loaded from memory
 */
public record ProgramBounds(int proven, List<Counterexample> violations, List<String> undecided) {
  public ProgramBounds {
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
  }

  /**
   * Looks at all kernels of a program.
   *
   * @throws IllegalArgumentException if it is not at stage linear
   */
  public static ProgramBounds of(Program.Scheduled program) {
    int proven = 0;
    List<Counterexample> violations = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      if (!(kernel.body() instanceof Kernel.Linear body)) {
        throw new IllegalArgumentException(kernel.name() + ": expected a list of instructions");
      }
      ProgramBounds one = new KernelBounds(kernel.name()).of(body);
      proven += one.proven;
      violations.addAll(one.violations);
      undecided.addAll(one.undecided);
    }
    return new ProgramBounds(proven, violations, undecided);
  }

  /** Whether everything is proven to be right. */
  public boolean areSafe() {
    return violations.isEmpty() && undecided.isEmpty();
  }
}
