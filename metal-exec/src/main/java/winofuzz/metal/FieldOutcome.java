package winofuzz.metal;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of running a kernel over a finite field. */
public sealed interface FieldOutcome {

  /**
   * It ran, and no check reported anything worse than a warning.
   *
   * @param outputs what the out and inout buffers hold afterwards, by buffer index
   * @param degrees an upper bound of the total degree of the elements of each output, as
   *     polynomials of the point, by buffer index; {@link Integer#MAX_VALUE} stands for any degree
   * @param constants the constants of the text that were taken for other numbers than Metal rounds
   *     them to, each once, in the order of the kernel
   * @param placesDependOnData whether an index or a condition may depend on what a buffer holds:
   *     whether the kernel reads a buffer of integers
   */
  record Ran(
      SortedMap<Integer, Buffer> outputs,
      SortedMap<Integer, Integer> degrees,
      List<RoundedConstant> constants,
      boolean placesDependOnData)
      implements FieldOutcome {
    public Ran {
      outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
      degrees = Collections.unmodifiableSortedMap(new TreeMap<>(degrees));
      constants = List.copyOf(constants);
    }

    /** Returns the residues that an output buffer of numbers holds. */
    public long[] residues(int index) {
      Buffer buffer = outputs.get(index);
      if (buffer == null || buffer.type() != ElementType.UINT64) {
        throw new IllegalArgumentException(
            "buffer %d: expected an output of residues, found %s".formatted(index, buffer));
      }
      long[] residues = new long[buffer.length()];
      buffer.view().asLongBuffer().get(residues);
      return residues;
    }
  }

  /**
   * A constant that was taken for the simplest number that rounds to the same value, as {@code
   * 0.16666667f} for 1/6.
   *
   * @param line of the text, from 1
   * @param text as the program spells it
   */
  record RoundedConstant(int line, String text, BigInteger numerator, BigInteger denominator) {
    @Override
    public String toString() {
      return "%s in line %d is %s/%s".formatted(text, line, numerator, denominator);
    }
  }

  /**
   * It violated a check.
   *
   * @param violations the first ones, in a fixed order, at least one, without warnings
   */
  record Trapped(List<Violation> violations) implements FieldOutcome {
    public Trapped {
      violations = List.copyOf(violations);
    }
  }

  /**
   * It has an operation that leads out of the polynomials, such as a comparison of numbers or a
   * division by zero.
   *
   * @param what the operation or function, and the text around it
   * @param line of the text, from 1
   */
  record NotPolynomial(String what, int line) implements FieldOutcome {

    /** Returns that in words. */
    public String described() {
      return "not a polynomial of its inputs: line %d: %s".formatted(line, what);
    }
  }

  /**
   * It did not run, or not to its end.
   *
   * @param reason why not
   */
  record NotRun(String reason) implements FieldOutcome {}
}
