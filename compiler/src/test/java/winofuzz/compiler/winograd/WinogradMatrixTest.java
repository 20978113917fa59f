package winofuzz.compiler.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import winofuzz.number.Rational;

class WinogradMatrixTest {

  /** The defining identity: A^T ((G g) * (B^T d)) is the correlation of d with g, exactly. */
  @Property
  void theMatricesComputeACorrelation(@ForAll @Size(6) int[] input, @ForAll @Size(3) int[] weight) {
    Rational[] d = multiply(WinogradMatrix.B_TRANSPOSED, exact(input));
    Rational[] g = multiply(WinogradMatrix.G, exact(weight));
    Rational[] products = new Rational[WinogradMatrix.POINTS];
    for (int i = 0; i < products.length; i++) {
      products[i] = d[i].times(g[i]);
    }
    Rational[] outputs = multiply(WinogradMatrix.A_TRANSPOSED, products);
    for (int o = 0; o < WinogradMatrix.TILE; o++) {
      Rational expected = Rational.ZERO;
      for (int k = 0; k < WinogradMatrix.TAPS; k++) {
        expected = expected.plus(Rational.of(input[o + k]).times(Rational.of(weight[k])));
      }
      assertEquals(expected, outputs[o]);
    }
  }

  private static Rational[] exact(int[] values) {
    Rational[] result = new Rational[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = Rational.of(values[i]);
    }
    return result;
  }

  private static Rational[] multiply(WinogradMatrix matrix, Rational[] vector) {
    Rational[] result = new Rational[matrix.outputs()];
    for (int row = 0; row < matrix.outputs(); row++) {
      Rational sum = Rational.ZERO;
      for (int column = 0; column < matrix.inputs(); column++) {
        sum = sum.plus(matrix.entry(row, column).times(vector[column]));
      }
      result[row] = sum;
    }
    return result;
  }
}
