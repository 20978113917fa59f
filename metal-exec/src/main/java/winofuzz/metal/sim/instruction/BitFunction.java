package winofuzz.metal.sim.instruction;

import java.math.BigInteger;
import java.util.List;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.Bits;

/** Integer functions that depend on the width of their type. */
public record BitFunction(Kind kind, ScalarType type, Register result, List<Register> operands)
    implements Instruction {

  /** Which function it is. */
  public enum Kind {
    LEADING_ZEROS,
    TRAILING_ZEROS,
    POPULATION_COUNT,
    REVERSE_BITS,
    MULTIPLY_HIGH,
    /** The upper half of a product, plus the third operand. */
    MULTIPLY_ADD_HIGH,
    ROTATE_LEFT,
    ADD_SATURATING,
    SUBTRACT_SATURATING
  }

  @Override
  public void execute(Frame frame) {
    for (int i = 0; i < frame.lanes(); i++) {
      long a = get(frame, 0, i);
      long b = operands.size() > 1 ? get(frame, 1, i) : 0;
      long c = operands.size() > 2 ? get(frame, 2, i) : 0;
      long value = compute(a, b, c);
      if (result.bank() == Bank.LONG) {
        frame.longs(result)[i] = value;
      } else {
        frame.ints(result)[i] = Bits.decodeInt(type, value);
      }
    }
  }

  private long get(Frame frame, int operand, int lane) {
    Register register = operands.get(operand);
    if (register.bank() == Bank.LONG) {
      return frame.longs(register)[lane];
    }
    int value = frame.ints(register)[lane];
    return type.isUnsigned() ? value & 0xffffffffL : value;
  }

  private int width() {
    return 8 * type.bytes();
  }

  private long field(long value) {
    return width() == 64 ? value : value & ((1L << width()) - 1);
  }

  private long compute(long a, long b, long c) {
    return switch (kind) {
      case LEADING_ZEROS -> Long.numberOfLeadingZeros(field(a)) - (64 - width());
      case TRAILING_ZEROS -> Math.min(Long.numberOfTrailingZeros(field(a)), width());
      case POPULATION_COUNT -> Long.bitCount(field(a));
      case REVERSE_BITS -> Long.reverse(field(a)) >>> (64 - width());
      case MULTIPLY_HIGH -> high(a, b);
      case MULTIPLY_ADD_HIGH -> high(a, b) + c;
      case ROTATE_LEFT -> rotated(a, (int) (b & (width() - 1)));
      case ADD_SATURATING -> saturated(exact(a).add(exact(b)));
      case SUBTRACT_SATURATING -> saturated(exact(a).subtract(exact(b)));
    };
  }

  private long high(long a, long b) {
    if (width() < 64) {
      return (a * b) >> width();
    }
    return type.isUnsigned() ? Math.unsignedMultiplyHigh(a, b) : Math.multiplyHigh(a, b);
  }

  private long rotated(long a, int count) {
    long bits = field(a);
    return count == 0 ? bits : bits << count | bits >>> (width() - count);
  }

  private BigInteger exact(long value) {
    return type.isUnsigned()
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  private long saturated(BigInteger value) {
    int bits = type.isUnsigned() ? width() : width() - 1;
    BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger least = type.isUnsigned() ? BigInteger.ZERO : most.not();
    return value.max(least).min(most).longValue();
  }
}
