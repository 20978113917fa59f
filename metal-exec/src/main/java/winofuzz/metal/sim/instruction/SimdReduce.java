package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.Bits;
import winofuzz.metal.sim.lanes.FloatMath;
import winofuzz.metal.sim.lanes.IntMath;
import winofuzz.metal.sim.lanes.Narrow;

/**
 * Combines the values of a simdgroup's lanes that take part, from the lowest lane up, each step
 * rounded to the type.
 */
public record SimdReduce(Kind kind, ScalarType type, Register result, Register value)
    implements Instruction {

  public enum Kind {
    SUM,
    PRODUCT,
    MINIMUM,
    MAXIMUM,
    AND,
    OR,
    XOR,
    /** Each lane gets the sum up to and with its own. */
    PREFIX_INCLUSIVE_SUM,
    /** Each lane gets the sum of the lanes below. */
    PREFIX_EXCLUSIVE_SUM
  }

  @Override
  public void execute(Frame frame) {
    switch (result.bank()) {
      case FLOAT -> Simdgroups.forEach(frame, (first, end) -> floats(frame, first, end));
      case INT, LONG -> Simdgroups.forEach(frame, (first, end) -> integers(frame, first, end));
    }
  }

  private boolean isPrefix() {
    return kind == Kind.PREFIX_INCLUSIVE_SUM || kind == Kind.PREFIX_EXCLUSIVE_SUM;
  }

  private void floats(Frame frame, int first, int end) {
    int[] mask = frame.mask();
    float[] from = frame.floats(value);
    float[] to = frame.floats(result);
    boolean started = false;
    float total = 0;
    for (int i = first; i < end; i++) {
      if (mask[i] != 0) {
        float before = total;
        total = started ? round(combine(total, from[i])) : from[i];
        started = true;
        if (isPrefix()) {
          to[i] = kind == Kind.PREFIX_INCLUSIVE_SUM ? total : before;
        }
      }
    }
    for (int i = first; i < end && !isPrefix(); i++) {
      if (mask[i] != 0) {
        to[i] = total;
      }
    }
  }

  private float combine(float a, float b) {
    return switch (kind) {
      case SUM, PREFIX_INCLUSIVE_SUM, PREFIX_EXCLUSIVE_SUM -> a + b;
      case PRODUCT -> a * b;
      case MINIMUM -> FloatMath.minimum(a, b);
      case MAXIMUM -> FloatMath.maximum(a, b);
      case AND, OR, XOR -> throw new AssertionError(kind + " of floats");
    };
  }

  private float round(float value) {
    return switch (type.format()) {
      case HALF -> Float.float16ToFloat(Float.floatToFloat16(value));
      case BFLOAT -> Narrow.toBfloat(value);
      case FLOAT -> value;
    };
  }

  private void integers(Frame frame, int first, int end) {
    int[] mask = frame.mask();
    boolean started = false;
    long total = 0;
    for (int i = first; i < end; i++) {
      if (mask[i] != 0) {
        long before = total;
        total = started ? wrap(combine(total, get(frame, i))) : get(frame, i);
        started = true;
        if (isPrefix()) {
          set(frame, i, kind == Kind.PREFIX_INCLUSIVE_SUM ? total : before);
        }
      }
    }
    for (int i = first; i < end && !isPrefix(); i++) {
      if (mask[i] != 0) {
        set(frame, i, total);
      }
    }
  }

  private long get(Frame frame, int lane) {
    return value.bank() == Bank.LONG ? frame.longs(value)[lane] : frame.ints(value)[lane];
  }

  private void set(Frame frame, int lane, long total) {
    if (result.bank() == Bank.LONG) {
      frame.longs(result)[lane] = total;
    } else {
      frame.ints(result)[lane] = (int) total;
    }
  }

  private long wrap(long total) {
    return result.bank() == Bank.LONG ? total : Bits.decodeInt(type, total);
  }

  private long combine(long a, long b) {
    return switch (kind) {
      case SUM, PREFIX_INCLUSIVE_SUM, PREFIX_EXCLUSIVE_SUM -> a + b;
      case PRODUCT -> a * b;
      case MINIMUM -> type.isUnsigned() ? IntMath.minimumUnsigned(a, b) : Math.min(a, b);
      case MAXIMUM -> type.isUnsigned() ? IntMath.maximumUnsigned(a, b) : Math.max(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
    };
  }
}
