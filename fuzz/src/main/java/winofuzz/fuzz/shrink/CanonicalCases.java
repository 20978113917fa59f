package winofuzz.fuzz.shrink;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.ir.DType;

/**
 * The cases from which a search starts rather than from the one at hand, if one of them fails
 * alike. They do not depend on that case but for its dtype and domain, so that a bug has the same
 * smallest case wherever it was seen first.
 *
 * <p>They are small, as many tries are to come, and have all that makes most bugs show: tiles that
 * are full and others that are cut off, no padding and different ones, one channel and several,
 * groups, and batches.
 */
final class CanonicalCases {
  /** A draw whose first elements have both signs, in the activation and in the weight. */
  static final Inputs INPUTS = new Inputs(InputDomain.REAL, 39);

  /**
   * A draw whose first elements are a zero, the largest float, an infinity and a denormal, all
   * negative, with a first weight of 4.
   */
  static final Inputs SPECIALS = new Inputs(InputDomain.SPECIAL, 13630);

  /** Batch, cin, cout and groups. */
  private static final int[][] CHANNELS = {{2, 2, 3, 1}, {1, 4, 4, 2}, {1, 1, 1, 1}};

  /**
   * What else they have in common.
   *
   * @param window the extent along each axis; Winograd's algorithm needs 3
   * @param sizes of the axes, in several ways
   */
  private record Kind(int window, List<List<Integer>> sizes) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(1, List.of(List.of(4))),
          new Kind(2, List.of(List.of(4))),
          new Kind(3, List.of(List.of(7), List.of(4), List.of(5))),
          new Kind(1, List.of(List.of(4, 6))),
          new Kind(2, List.of(List.of(4, 6))),
          new Kind(3, List.of(List.of(7, 4), List.of(4, 6))));

  /** Before and after, along the first axis; along the second one they change places. */
  private static final int[][] PADDINGS = {{1, 1}, {0, 0}, {2, 1}};

  private final SequencedSet<ConvCase> result = new LinkedHashSet<>();

  private CanonicalCases() {}

  /**
   * Returns them, the simplest kind first: float32 before the dtype of a case, real inputs before
   * those of its domain and infinities last, one axis before two, narrow windows before wide ones.
   */
  static List<ConvCase> of(ConvCase c, FailureScope scope) {
    CanonicalCases canonical = new CanonicalCases();
    DType own = c.convolution().dtype();
    Inputs ownInputs = new Inputs(c.inputs().domain(), 0);
    for (Inputs inputs : List.of(INPUTS, ownInputs, SPECIALS)) {
      for (DType dtype : List.of(DType.FLOAT32, own)) {
        for (Kind kind : KINDS) {
          canonical.add(kind, dtype, inputs, scope);
        }
      }
    }
    return List.copyOf(canonical.result);
  }

  private void add(Kind kind, DType dtype, Inputs inputs, FailureScope scope) {
    for (List<Integer> sizes : kind.sizes) {
      for (int[] padding : PADDINGS) {
        List<Axis> axes = axes(sizes, kind.window, padding);
        for (int[] c : CHANNELS) {
          Convolution convolution = new Convolution(c[0], c[1], c[2], c[3], axes, dtype);
          if (scope.contains(convolution)) {
            result.add(new ConvCase(convolution, inputs));
          }
        }
      }
    }
  }

  private static List<Axis> axes(List<Integer> sizes, int window, int[] padding) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      axes.add(new Axis(sizes.get(i), window, padding[i], padding[1 - i], 1, 1));
    }
    return axes;
  }
}
