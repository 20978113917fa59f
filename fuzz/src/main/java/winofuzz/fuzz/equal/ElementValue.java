package winofuzz.fuzz.equal;

import winofuzz.fuzz.oracle.Ulps;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Integers;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.number.Rational;

/**
 * One element as people read it.
 *
 * @param decimal the number; of an exact number a fraction where that is short
 * @param bits of the nearest number of its type, in hexadecimal
 */
public record ElementValue(String decimal, String bits) {
  private static final int SHORT = 20;

  static ElementValue of(Values values, int index, Semantics semantics) {
    DType dtype = values.dtype();
    return switch (values) {
      case Integers integers -> {
        long value = integers.longAt(index);
        yield new ElementValue(
            dtype.kind() == DType.Kind.UINT64 ? Long.toUnsignedString(value) : "" + value,
            hexadecimal(value, dtype));
      }
      case Residues residues ->
          new ElementValue(
              residues.residueAt(index) + " modulo 2^61 - 1",
              "0x%016x".formatted(residues.residueAt(index)));
      case Values.Floats _,
          Values.Doubles _,
          Values.Scaled _,
          Values.Rationals _,
          Values.Bounded _ ->
          new ElementValue(
              semantics == Semantics.EXACT
                  ? exact(values, index)
                  : shortest(dtype, values.at(index)),
              hexadecimal(bits(dtype, values.at(index)), dtype));
    };
  }

  private static String exact(Values values, int index) {
    Rational value = values.exactAt(index);
    String text = value.toString();
    return text.length() <= SHORT ? text : "" + values.at(index);
  }

  /** Returns the shortest number that only this float is the nearest one to. */
  private static String shortest(DType dtype, double value) {
    return dtype.kind() == DType.Kind.FLOAT64 ? "" + value : "" + (float) value;
  }

  private static long bits(DType dtype, double value) {
    return Ulps.bits(dtype, dtype.kind().format().round(value));
  }

  private static String hexadecimal(long bits, DType dtype) {
    int bytes = Math.max(1, dtype.kind().bytes());
    long mask = bytes == Long.BYTES ? -1 : (1L << (8 * bytes)) - 1;
    return ("0x%0" + 2 * bytes + "x").formatted(bits & mask);
  }

  /** Whether two elements differ; all NaNs are one. */
  static boolean differ(Values a, int i, Values b, int j, Semantics semantics) {
    if (a instanceof Integers x && b instanceof Integers y) {
      return x.longAt(i) != y.longAt(j);
    }
    if (a instanceof Residues x && b instanceof Residues y) {
      return x.residueAt(i) != y.residueAt(j);
    }
    return semantics == Semantics.EXACT
        ? !a.exactAt(i).equals(b.exactAt(j))
        : Double.doubleToLongBits(a.at(i)) != Double.doubleToLongBits(b.at(j));
  }
}
