package winofuzz.metal.sim;

import java.util.Arrays;

/**
 * Instructions that compute every lane from the same lane of their operands. They need no mask:
 * what they compute for a lane that takes no part is never looked at.
 */
final class Elementwise {

  private Elementwise() {}

  record FloatUnary(FloatUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.floats(result), f.floats(operand), f.lanes());
    }
  }

  record FloatBinary(FloatBinaryOperation operation, Register result, Register left, Register right)
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

  record FloatTernary(
      FloatTernaryOperation operation, Register result, Register a, Register b, Register c)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.floats(result), f.floats(a), f.floats(b), f.floats(c), f.lanes());
    }
  }

  record FloatCompare(
      FloatCompareOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.floats(left), f.floats(right), f.lanes());
    }
  }

  record FloatTest(FloatPredicate predicate, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      predicate.apply(f.ints(result), f.floats(operand), f.lanes());
    }
  }

  record IntUnary(IntUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.ints(operand), f.lanes());
    }
  }

  record IntBinary(IntBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.ints(left), f.ints(right), f.lanes());
    }
  }

  record LongUnary(LongUnaryOperation operation, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(operand), f.lanes());
    }
  }

  record LongBinary(LongBinaryOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(left), f.longs(right), f.lanes());
    }
  }

  record LongShift(LongShiftOperation operation, Register result, Register left, Register count)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.longs(result), f.longs(left), f.ints(count), f.lanes());
    }
  }

  record LongCompare(LongCompareOperation operation, Register result, Register left, Register right)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      operation.apply(f.ints(result), f.longs(left), f.longs(right), f.lanes());
    }
  }

  record IntToFloat(IntToFloatConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.floats(result), f.ints(operand), f.lanes());
    }
  }

  record LongToFloat(LongToFloatConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.floats(result), f.longs(operand), f.lanes());
    }
  }

  record FloatToInt(FloatToIntConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.ints(result), f.floats(operand), f.lanes());
    }
  }

  record FloatToLong(FloatToLongConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.longs(result), f.floats(operand), f.lanes());
    }
  }

  record LongToInt(LongToIntConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.ints(result), f.longs(operand), f.lanes());
    }
  }

  record IntToLong(IntToLongConversion conversion, Register result, Register operand)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      conversion.apply(f.longs(result), f.ints(operand), f.lanes());
    }
  }

  /** Where the condition is 1 the first value, elsewhere the second. */
  record Select(Register result, Register condition, Register yes, Register no)
      implements Instruction {
    @Override
    public void execute(Frame f) {
      int[] c = f.ints(condition);
      int n = f.lanes();
      switch (result.bank()) {
        case FLOAT -> select(f.floats(result), c, f.floats(yes), f.floats(no), n);
        case INT -> select(f.ints(result), c, f.ints(yes), f.ints(no), n);
        case LONG -> select(f.longs(result), c, f.longs(yes), f.longs(no), n);
      }
    }
  }

  static void select(float[] d, int[] c, float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }

  static void select(int[] d, int[] c, int[] a, int[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }

  static void select(long[] d, int[] c, long[] a, long[] b, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = c[i] != 0 ? a[i] : b[i];
    }
  }
}
