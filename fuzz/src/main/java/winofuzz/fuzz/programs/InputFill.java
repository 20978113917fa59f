package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.ir.DType;

/** What the elements of an input are drawn from. */
sealed interface InputFill {
  /** Small numbers; floats are quarters. */
  record Small() implements InputFill {}

  /** The edges of an integer type and of those it may be taken for, among small numbers. */
  record Edges() implements InputFill {}

  /** Numbers in a range, both ends of which are in it. */
  record Between(int low, int high) implements InputFill {}

  /** Returns a tensor of a type, which depends on the seed alone. */
  default Tensor drawn(TensorType type, Hash seed) {
    List<BigDecimal> elements = new ArrayList<>();
    for (int i = 0; i < type.elements(); i++) {
      elements.add(element(type.dtype(), seed.with(i)));
    }
    return new Tensor(type, elements);
  }

  private BigDecimal element(DType dtype, Hash seed) {
    if (dtype.isBool()) {
      return BigDecimal.valueOf(seed.below(2));
    }
    return switch (this) {
      case Between(int low, int high) -> BigDecimal.valueOf(seed.between(low, high));
      case Small _ -> small(dtype, seed);
      case Edges _ when dtype.isFloat() || seed.with(1).below(2) == 0 -> small(dtype, seed);
      case Edges _ -> edge(dtype, seed);
    };
  }

  private static BigDecimal small(DType dtype, Hash seed) {
    if (dtype.isFloat()) {
      // Half of them are whole, so that some are whole in most tensors.
      BigDecimal quarter = new BigDecimal("0.25");
      return seed.with(2).below(2) == 0
          ? BigDecimal.valueOf(seed.between(-4, 6))
          : quarter.multiply(BigDecimal.valueOf(seed.between(-12, 12)));
    }
    return BigDecimal.valueOf(seed.between(dtype.kind().isUnsigned() ? 0 : -5, 9));
  }

  private static BigDecimal edge(DType dtype, Hash seed) {
    Hash choice = seed.with(3);
    int bits = 8 << choice.with(1).below(4);
    BigInteger power = BigInteger.ONE.shiftLeft(bits - choice.with(2).below(2));
    BigInteger near = power.add(BigInteger.valueOf(choice.with(3).between(-1, 1)));
    BigInteger signed = choice.with(4).below(2) == 0 ? near : near.negate();
    BigDecimal edge = new BigDecimal(signed);
    if (ExactNumbers.isElement(dtype, edge)) {
      return edge;
    }
    return choice.with(5).below(2) == 0 ? ExactNumbers.least(dtype) : ExactNumbers.largest(dtype);
  }
}
