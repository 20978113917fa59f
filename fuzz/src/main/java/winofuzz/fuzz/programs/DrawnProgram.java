package winofuzz.fuzz.programs;

import java.util.List;

/**
 * A program with several inputs, as its kernels do not depend on them.
 *
 * @param values for each sample, a value for each input
 */
public record DrawnProgram(TensorProgram program, List<List<Tensor>> values) {
  public DrawnProgram {
    values = values.stream().map(List::copyOf).toList();
  }

  /** Returns the program on one of its inputs. */
  public ProgramSample sample(int number) {
    return new ProgramSample(program, values.get(number));
  }

  /** Returns the program on each of its inputs. */
  public List<ProgramSample> samples() {
    return values.stream().map(v -> new ProgramSample(program, v)).toList();
  }
}
