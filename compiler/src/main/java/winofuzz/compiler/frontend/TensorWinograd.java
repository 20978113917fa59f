package winofuzz.compiler.frontend;

import static winofuzz.compiler.frontend.Tensors.add;
import static winofuzz.compiler.frontend.Tensors.concatenate;
import static winofuzz.compiler.frontend.Tensors.count;
import static winofuzz.compiler.frontend.Tensors.expand;
import static winofuzz.compiler.frontend.Tensors.full;
import static winofuzz.compiler.frontend.Tensors.join;
import static winofuzz.compiler.frontend.Tensors.multiply;
import static winofuzz.compiler.frontend.Tensors.narrow;
import static winofuzz.compiler.frontend.Tensors.pad;
import static winofuzz.compiler.frontend.Tensors.permute;
import static winofuzz.compiler.frontend.Tensors.reshape;
import static winofuzz.compiler.frontend.Tensors.select;
import static winofuzz.compiler.frontend.Tensors.shrink;
import static winofuzz.compiler.frontend.Tensors.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.winograd.WinogradMatrix;
import winofuzz.convolution.Convolution;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/**
 * Winograd's F(4x4,3x3) in tensor operations: overlapping 6-wide tiles, three transforms, and one
 * reduction over channels in between.
 */
final class TensorWinograd {
  private final Convolution c;
  private final Map<UOp, List<AxisRole>> roles;
  private final boolean padOrderDefect;
  private final int axes;

  TensorWinograd(Convolution c, Map<UOp, List<AxisRole>> roles, boolean padOrderDefect) {
    this.c = c;
    this.roles = roles;
    this.padOrderDefect = padOrderDefect;
    this.axes = c.spatial().size();
  }

  /** Whether every window axis is 3 wide, with stride 1 and dilation 1. */
  static boolean applies(Convolution c) {
    return c.spatial().stream()
        .allMatch(a -> a.kernel() == WinogradMatrix.TAPS && a.stride() == 1 && a.dilation() == 1);
  }

  UOp of(UOp x, UOp w) {
    int cin = c.cin() / c.groups();
    int cout = c.cout() / c.groups();
    List<Integer> points = Collections.nCopies(axes, WinogradMatrix.POINTS);

    Windows.Slide tile = new Windows.Slide(WinogradMatrix.POINTS, WinogradMatrix.TILE, 1);
    UOp tiles = windowToFront(Windows.gather(paddedToTiles(x), Collections.nCopies(axes, tile)));
    List<Integer> tileCounts = tiles.shape().subList(axes + 2, 2 * axes + 2);
    UOp taps = windowToFront(w);

    UOp weight =
        reshape(
            transform(WinogradMatrix.G, taps),
            join(points, List.of(1, c.groups(), cout, cin), Collections.nCopies(axes, 1)));
    UOp activation =
        reshape(
            transform(WinogradMatrix.B_TRANSPOSED, tiles),
            join(points, List.of(c.batch(), c.groups(), 1, cin), tileCounts));

    UOp product = multiply(weight, activation);
    UOp total = sum(product, List.of(axes + 3));
    roles.put(total, productRoles());
    UOp summed = reshape(total, join(points, List.of(c.batch(), c.groups(), cout), tileCounts));
    UOp outputs = transform(WinogradMatrix.A_TRANSPOSED, narrow(summed, c.dtype()));
    return contiguous(shrink(interleaved(outputs, tileCounts), c.outputShape()));
  }

  /** Zeros around the input, with so many more after it that the outputs fill whole tiles. */
  private UOp paddedToTiles(UOp x) {
    List<Integer> before = new ArrayList<>(List.of(0, 0));
    List<Integer> after = new ArrayList<>(List.of(0, 0));
    for (int i = 0; i < axes; i++) {
      Convolution.Axis axis = c.spatial().get(i);
      // The defect rounds up by the extent of the axis in the mirrored place.
      int size = c.spatial().get(padOrderDefect ? axes - 1 - i : i).size();
      int outputs = size + axis.padBefore() + axis.padAfter() - (WinogradMatrix.TAPS - 1);
      before.add(axis.padBefore());
      after.add(axis.padAfter() + Math.floorMod(-outputs, WinogradMatrix.TILE));
    }
    return pad(x, before, after);
  }

  /** Moves the trailing window axes to the front. */
  private UOp windowToFront(UOp x) {
    int rank = x.shape().size();
    return permute(x, join(count(rank - axes, rank), count(0, rank - axes)));
  }

  /**
   * Applies a matrix along each of the leading axes: {@code [inputs..., rest...]} becomes {@code
   * [outputs..., rest...]}. It is written as a sum over all input positions, each a slice times a
   * product of columns, so that the constants can be folded where the output position is known.
   */
  private UOp transform(WinogradMatrix matrix, UOp x) {
    List<Integer> inputs = x.shape().subList(0, axes);
    List<Integer> rest = x.shape().subList(axes, x.shape().size());
    List<Integer> outputs = Collections.nCopies(axes, matrix.outputs());
    List<Integer> shape = join(outputs, rest);
    UOp spread =
        expand(reshape(x, join(inputs, Collections.nCopies(axes, 1), rest)), join(inputs, shape));

    List<List<UOp>> columns = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      columns.add(columns(matrix, axis, shape, x));
    }
    UOp result = full(shape, Rational.ZERO, x.dtype());
    for (List<Integer> position : positions(matrix.inputs(), axes)) {
      UOp factor = full(shape, Rational.ONE, x.dtype());
      for (int axis = 0; axis < axes; axis++) {
        factor = multiply(factor, columns.get(axis).get(position.get(axis)));
      }
      result = add(result, multiply(factor, select(spread, position)));
    }
    return result;
  }

  /** Each column of the matrix, standing along an axis of the shape. */
  private static List<UOp> columns(WinogradMatrix matrix, int axis, List<Integer> shape, UOp like) {
    List<Integer> slice = Tensors.with(shape, axis, 1);
    List<UOp> result = new ArrayList<>();
    for (int column = 0; column < matrix.inputs(); column++) {
      List<UOp> entries = new ArrayList<>();
      for (int row = 0; row < matrix.outputs(); row++) {
        entries.add(full(slice, matrix.entry(row, column), like.dtype()));
      }
      result.add(concatenate(entries, axis));
    }
    return result;
  }

  /** All positions in a cube, the last axis fastest. */
  private static List<List<Integer>> positions(int extent, int axes) {
    List<List<Integer>> result = List.of(List.of());
    for (int axis = 0; axis < axes; axis++) {
      result =
          result.stream()
              .flatMap(head -> count(0, extent).stream().map(last -> join(head, List.of(last))))
              .toList();
    }
    return result;
  }

  /** From {@code [in tile..., batch, groups, cout, tiles...]} to whole output rows. */
  private UOp interleaved(UOp outputs, List<Integer> tileCounts) {
    List<Integer> order = new ArrayList<>(count(axes, axes + 3));
    List<Integer> shape = new ArrayList<>(List.of(c.batch(), c.cout()));
    for (int i = 0; i < axes; i++) {
      order.addAll(List.of(axes + 3 + i, i));
      shape.add(tileCounts.get(i) * WinogradMatrix.TILE);
    }
    return reshape(permute(outputs, order), shape);
  }

  private UOp contiguous(UOp x) {
    UOp result = UOp.of(Op.CONTIGUOUS, x.dtype(), x);
    List<AxisRole> names = new ArrayList<>(List.of(AxisRole.BATCH, AxisRole.COUT));
    names.addAll(DirectConvolution.spatial(axes, AxisRole.OUT_Y, AxisRole.OUT_X));
    roles.put(result, names);
    return result;
  }

  private List<AxisRole> productRoles() {
    List<AxisRole> result =
        new ArrayList<>(DirectConvolution.spatial(axes, AxisRole.WINOGRAD_U, AxisRole.WINOGRAD_V));
    result.addAll(List.of(AxisRole.BATCH, AxisRole.GROUP, AxisRole.COUT, AxisRole.CIN));
    result.addAll(DirectConvolution.spatial(axes, AxisRole.TILE_Y, AxisRole.TILE_X));
    return result;
  }
}
