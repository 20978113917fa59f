package winofuzz.fuzz.inputs;

import java.util.List;
import java.util.SortedSet;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;

/**
 * The values of one draw. A value depends on the domain, the seed, the attempt and its own
 * coordinates, never on the shape around it, so that a case keeps the values of what is left of it
 * when it shrinks. (Elements that alone are kept are named by their place in one shape.) Every
 * value is one of the convolution's dtype.
 *
 * @param convolution what the values are for
 * @param inputs domain and seed
 * @param attempt 0 for the first draw of a seed; a domain that rejects draws counts up
 */
public record Drawing(Convolution convolution, Inputs inputs, int attempt) {
  private static final int ACTIVATION = 1;
  private static final int WEIGHT = 2;

  public static Drawing first(Convolution convolution, Inputs inputs) {
    return new Drawing(convolution, inputs, 0);
  }

  /** The activation {@code [batch, cin, size...]}, row-major. */
  public double[] activation() {
    return values(convolution.inputShape(), ACTIVATION);
  }

  /** The weight {@code [cout, cin / groups, kernel...]}, row-major. */
  public double[] weight() {
    return values(convolution.weightShape(), WEIGHT);
  }

  /** The format that values of a dtype have. */
  public static BinaryFormat format(DType dtype) {
    return switch (dtype.kind()) {
      case FLOAT16 -> BinaryFormat.FLOAT16;
      case BFLOAT16 -> BinaryFormat.BFLOAT16;
      case FLOAT32 -> BinaryFormat.FLOAT32;
      case FLOAT64 -> BinaryFormat.FLOAT64;
      case VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError("no inputs of type " + dtype);
    };
  }

  /** Returns the values of the activation, by their place in a row-major array of any size. */
  public LongToDoubleFunction activationElements() {
    return elements(convolution.inputShape(), ACTIVATION);
  }

  /** Returns the values of the weight, by their place in a row-major array of any size. */
  public LongToDoubleFunction weightElements() {
    return elements(convolution.weightShape(), WEIGHT);
  }

  private LongToDoubleFunction elements(List<Integer> shape, int which) {
    Hash root = root(which);
    Values values = source(root, which);
    SortedSet<Integer> chosen = chosen(which);
    return element -> {
      if (chosen != null && (element > Integer.MAX_VALUE || !chosen.contains((int) element))) {
        return 0;
      }
      int[] at = Convolution.coordinates(element, shape);
      return values.at(at, coordinates(root, at));
    };
  }

  /** Returns the elements that alone are not zero; null if any may be other than that. */
  private @Nullable SortedSet<Integer> chosen(int which) {
    Selection only = inputs.only();
    return only == null ? null : which == ACTIVATION ? only.activation() : only.weight();
  }

  private Hash root(int which) {
    return Hash.of(inputs.seed())
        .with(inputs.domain().label().hashCode())
        .with(which)
        .with(attempt);
  }

  private double[] values(List<Integer> shape, int which) {
    double[] result = new double[Math.toIntExact(Convolution.product(shape))];
    int[] at = new int[shape.size()];
    Hash root = root(which);
    Values values = source(root, which);
    SortedSet<Integer> chosen = chosen(which);
    for (int i = 0; i < result.length; i++) {
      if (chosen == null || chosen.contains(i)) {
        result[i] = values.at(at, coordinates(root, at));
      }
      advance(at, shape);
    }
    return result;
  }

  private Values source(Hash root, int which) {
    BinaryFormat format = format(convolution.dtype());
    boolean activation = which == ACTIVATION;
    return switch (inputs.domain()) {
      case REAL -> (at, hash) -> Reals.value(inputs.seed(), hash, format);
      case LATTICE -> (at, hash) -> Lattice.value(hash, activation, attempt);
      case ONEHOT ->
          activation
              ? new OneHot(convolution, root)
              : (at, hash) -> OneHot.tap(root, at, convolution);
      case ROUNDING -> {
        CloseCalls calls = new CloseCalls(inputs.seed(), format);
        yield activation ? calls : (at, hash) -> calls.sign(hash);
      }
      case SPECIAL -> new Specials(root, format);
      case ONES -> (at, hash) -> 1;
    };
  }

  private static Hash coordinates(Hash root, int[] at) {
    Hash result = root;
    for (int c : at) {
      result = result.with(c);
    }
    return result;
  }

  private static void advance(int[] at, List<Integer> shape) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      if (++at[axis] < shape.get(axis)) {
        return;
      }
      at[axis] = 0;
    }
  }

  /** The value of a domain at some coordinates. */
  interface Values {
    double at(int[] coordinates, Hash hash);
  }
}
