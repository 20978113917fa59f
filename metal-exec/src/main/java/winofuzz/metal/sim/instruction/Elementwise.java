package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import winofuzz.metal.sim.lanes.FloatBinaryOperation;
import winofuzz.metal.sim.lanes.FloatCompareOperation;
import winofuzz.metal.sim.lanes.FloatPredicate;
import winofuzz.metal.sim.lanes.FloatTernaryOperation;
import winofuzz.metal.sim.lanes.FloatToIntConversion;
import winofuzz.metal.sim.lanes.FloatToLongConversion;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntBinaryOperation;
import winofuzz.metal.sim.lanes.IntToFloatConversion;
import winofuzz.metal.sim.lanes.IntToLongConversion;
import winofuzz.metal.sim.lanes.IntUnaryOperation;
import winofuzz.metal.sim.lanes.LaneSelection;
import winofuzz.metal.sim.lanes.LongBinaryOperation;
import winofuzz.metal.sim.lanes.LongCompareOperation;
import winofuzz.metal.sim.lanes.LongShiftOperation;
import winofuzz.metal.sim.lanes.LongToFloatConversion;
import winofuzz.metal.sim.lanes.LongToIntConversion;
import winofuzz.metal.sim.lanes.LongUnaryOperation;

/**
 * Instructions that compute every lane from the same lane of their operands. They need no mask:
 * what they compute for a lane that takes no part is never read.
 */
public final class Elementwise {

  private Elementwise() {}

  public record FloatUnary(FloatUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.floats(result), f.floats(operand), f.lanes());
    }
  }

  public record FloatBinary(
      FloatBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      float[] d = f.floats(result);
      int n = f.lanes();
      if (!left.isUniform() && !right.isUniform()) {
        operation.apply(d, f.floats(left), f.floats(right), n);
      } else if (!left.isUniform()) {
        operation.apply(d, f.floats(left), f.uniform(right), n);
      } else if (!right.isUniform()) {
        operation.apply(d, f.floats(right), f.uniform(left), n);
      } else {
        Arrays.fill(d, 0, n, f.uniform(left));
        operation.apply(d, d, f.uniform(right), n);
      }
    }
  }

  public record FloatTernary(
      FloatTernaryOperation operation, Register result, Register a, Register b, Register c)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.floats(result), f.floats(a), f.floats(b), f.floats(c), f.lanes());
    }
  }

  public record FloatCompare(
      FloatCompareOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.floats(left), f.floats(right), f.lanes());
    }
  }

  public record FloatTest(FloatPredicate predicate, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      predicate.apply(f.ints(result), f.floats(operand), f.lanes());
    }
  }

  public record IntUnary(IntUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.ints(operand), f.lanes());
    }
  }

  public record IntBinary(
      IntBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.ints(left), f.ints(right), f.lanes());
    }
  }

  public record LongUnary(LongUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(operand), f.lanes());
    }
  }

  public record LongBinary(
      LongBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(left), f.longs(right), f.lanes());
    }
  }

  public record LongShift(
      LongShiftOperation operation, Register result, Register left, Register count)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(left), f.ints(count), f.lanes());
    }
  }

  public record LongCompare(
      LongCompareOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.longs(left), f.longs(right), f.lanes());
    }
  }

  public record IntToFloat(IntToFloatConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.floats(result), f.ints(operand), f.lanes());
    }
  }

  public record LongToFloat(LongToFloatConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.floats(result), f.longs(operand), f.lanes());
    }
  }

  public record FloatToInt(FloatToIntConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.ints(result), f.floats(operand), f.lanes());
    }
  }

  public record FloatToLong(FloatToLongConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.longs(result), f.floats(operand), f.lanes());
    }
  }

  public record LongToInt(LongToIntConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.ints(result), f.longs(operand), f.lanes());
    }
  }

  public record IntToLong(IntToLongConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.longs(result), f.ints(operand), f.lanes());
    }
  }

  /** Takes the first value where the condition is 1, and the second elsewhere. */
  public record Select(Register result, Register condition, Register yes, Register no)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      int[] c = f.ints(condition);
      int n = f.lanes();
      switch (result.bank()) {
        case FLOAT -> LaneSelection.select(f.floats(result), c, f.floats(yes), f.floats(no), n);
        case INT -> LaneSelection.select(f.ints(result), c, f.ints(yes), f.ints(no), n);
        case LONG -> {
          int degree = degree(f, c);
          LaneSelection.select(f.longs(result), c, f.longs(yes), f.longs(no), n);
          f.setDegree(result, degree);
        }
      }
    }

    /** Returns the degree of what is taken: that of a side which no lane takes does not count. */
    private int degree(Frame f, int[] c) {
      int whenTrue = f.degree(yes);
      int whenFalse = f.degree(no);
      int larger = whenTrue > whenFalse ? 1 : 0;
      for (int i = 0; whenTrue != whenFalse && i < f.lanes(); i++) {
        if (f.mask()[i] != 0 && c[i] == larger) {
          return Math.max(whenTrue, whenFalse);
        }
      }
      return Math.min(whenTrue, whenFalse);
    }
  }
}
