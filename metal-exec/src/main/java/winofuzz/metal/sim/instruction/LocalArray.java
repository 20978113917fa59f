package winofuzz.metal.sim.instruction;

import java.util.List;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;

/** An array of which each thread has its own: a register for each scalar, in neighbouring slots. */
public record LocalArray(
    String name, ScalarType scalar, List<Register> elements, List<Register> written) {

  public int length() {
    return elements.size();
  }

  public Violation.Place place(long element) {
    return new Violation.Place(name, -1, element, length());
  }

  /** Reads at a computed index. */
  public record LoadElement(
      LocalArray array, Register result, Register index, int displacement, int line)
      implements Instruction {
    @Override
    public void execute(Frame frame) {
      int[] mask = frame.mask();
      int base = array.elements.get(0).slot();
      int flags = array.written.get(0).slot();
      int degree = 0;
      for (int i = 0; i < frame.lanes(); i++) {
        if (mask[i] == 0) {
          continue;
        }
        long element = frame.index(index, i) + displacement;
        if (element < 0 || element >= array.length()) {
          frame.report(Violation.Kind.READ_OUT_OF_BOUNDS, line, i, array.place(element));
          Lane.zero(frame, result, i);
          continue;
        }
        int offset = (int) element;
        if (frame.ints[flags + offset][i] == 0) {
          frame.report(Violation.Kind.UNWRITTEN_READ, line, i, array.place(element));
        }
        Lane.copy(frame, result, i, base + offset);
        if (result.bank() == Bank.LONG) {
          degree = Math.max(degree, frame.degrees()[base + offset]);
        }
      }
      if (result.bank() == Bank.LONG) {
        frame.setDegree(result, degree);
      }
    }
  }

  /** Writes at a computed index. */
  public record StoreElement(
      LocalArray array, Register value, Register index, int displacement, int line)
      implements Instruction {
    @Override
    public void execute(Frame frame) {
      int[] mask = frame.mask();
      int base = array.elements.get(0).slot();
      int flags = array.written.get(0).slot();
      for (int i = 0; i < frame.lanes(); i++) {
        if (mask[i] == 0) {
          continue;
        }
        long element = frame.index(index, i) + displacement;
        if (element < 0 || element >= array.length()) {
          frame.report(Violation.Kind.WRITE_OUT_OF_BOUNDS, line, i, array.place(element));
          continue;
        }
        int offset = (int) element;
        frame.ints[flags + offset][i] = 1;
        Lane.store(frame, value, i, base + offset);
        if (value.bank() == Bank.LONG) {
          int[] degrees = frame.degrees();
          degrees[base + offset] = Math.max(degrees[base + offset], frame.degree(value));
        }
      }
    }
  }

  /** Copies of one lane between a register and a slot of the same bank. */
  private static final class Lane {

    private Lane() {}

    static void zero(Frame frame, Register result, int lane) {
      switch (result.bank()) {
        case FLOAT -> frame.floats(result)[lane] = 0;
        case INT -> frame.ints(result)[lane] = 0;
        case LONG -> frame.longs(result)[lane] = 0;
      }
    }

    static void copy(Frame frame, Register result, int lane, int slot) {
      switch (result.bank()) {
        case FLOAT -> frame.floats(result)[lane] = frame.floats[slot][lane];
        case INT -> frame.ints(result)[lane] = frame.ints[slot][lane];
        case LONG -> frame.longs(result)[lane] = frame.longs[slot][lane];
      }
    }

    static void store(Frame frame, Register value, int lane, int slot) {
      switch (value.bank()) {
        case FLOAT -> frame.floats[slot][lane] = frame.floats(value)[lane];
        case INT -> frame.ints[slot][lane] = frame.ints(value)[lane];
        case LONG -> frame.longs[slot][lane] = frame.longs(value)[lane];
      }
    }
  }
}
