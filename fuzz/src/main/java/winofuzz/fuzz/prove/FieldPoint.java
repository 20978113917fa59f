package winofuzz.fuzz.prove;

import java.util.List;
import java.util.SplittableRandom;
import winofuzz.convolution.Convolution;
import winofuzz.interpret.FieldConvolution;
import winofuzz.interpret.Values;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.number.PrimeField;

/**
 * Inputs of a convolution as elements of {@link PrimeField}, each drawn uniformly, and the
 * convolution of them.
 *
 * @param seed decides the draw
 * @param expected the convolution by its definition
 */
public record FieldPoint(long seed, Residues activation, Residues weight, Residues expected) {
  /** Draws a point for a convolution. */
  public static FieldPoint draw(Convolution c, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Residues activation = drawn(c.dtype(), c.inputShape(), random);
    Residues weight = drawn(c.dtype(), c.weightShape(), random);
    return new FieldPoint(
        seed, activation, weight, FieldConvolution.evaluate(c, activation, weight));
  }

  private static Residues drawn(DType dtype, List<Integer> shape, SplittableRandom random) {
    long[] elements = random.longs(Convolution.product(shape), 0, PrimeField.ORDER).toArray();
    return Values.residues(dtype, elements, 1);
  }
}
