package winofuzz.compiler.frontend;

import static winofuzz.compiler.frontend.Tensors.count;
import static winofuzz.compiler.frontend.Tensors.expand;
import static winofuzz.compiler.frontend.Tensors.join;
import static winofuzz.compiler.frontend.Tensors.multiply;
import static winofuzz.compiler.frontend.Tensors.narrow;
import static winofuzz.compiler.frontend.Tensors.pad;
import static winofuzz.compiler.frontend.Tensors.permute;
import static winofuzz.compiler.frontend.Tensors.reshape;
import static winofuzz.compiler.frontend.Tensors.sum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import winofuzz.convolution.Convolution;
import winofuzz.ir.AxisRole;
import winofuzz.ir.UOp;

/** The plain convolution: all windows, times the weight, summed over channels and taps. */
final class DirectConvolution {
  private DirectConvolution() {}

  static UOp of(Convolution c, Map<UOp, List<AxisRole>> roles, UOp x, UOp w) {
    int axes = c.spatial().size();
    List<Integer> outputs = c.outputShape().subList(2, 2 + axes);
    List<Integer> kernel = c.weightShape().subList(2, 2 + axes);
    int cin = c.cin() / c.groups();
    int cout = c.cout() / c.groups();
    List<Windows.Slide> slides =
        c.spatial().stream()
            .map(a -> new Windows.Slide(a.kernel(), a.stride(), a.dilation()))
            .toList();

    UOp windows = Windows.gather(padded(c, x), slides);
    // [batch, groups, cin, cout, outputs, kernel], then cin moved to before the kernel.
    List<Integer> head = List.of(c.batch(), c.groups(), cin);
    UOp spread =
        expand(
            reshape(windows, join(head, List.of(1), outputs, kernel)),
            join(head, List.of(cout), outputs, kernel));
    UOp activation =
        permute(
            spread,
            join(List.of(0, 1, 3), count(4, 4 + axes), List.of(2), count(4 + axes, 4 + 2 * axes)));
    UOp weight =
        reshape(
            w,
            join(List.of(1, c.groups(), cout), Collections.nCopies(axes, 1), List.of(cin), kernel));

    UOp product = multiply(activation, weight);
    UOp total = sum(product, count(3 + axes, 4 + 2 * axes));
    roles.put(total, roles(axes));
    return reshape(narrow(total, c.dtype()), c.outputShape());
  }

  /** Returns the activation with its zeros around. */
  static UOp padded(Convolution c, UOp x) {
    return pad(
        x,
        join(List.of(0, 0), c.spatial().stream().map(Convolution.Axis::padBefore).toList()),
        join(List.of(0, 0), c.spatial().stream().map(Convolution.Axis::padAfter).toList()));
  }

  private static List<AxisRole> roles(int axes) {
    List<AxisRole> result = new ArrayList<>(List.of(AxisRole.BATCH, AxisRole.GROUP, AxisRole.COUT));
    result.addAll(spatial(axes, AxisRole.OUT_Y, AxisRole.OUT_X));
    result.add(AxisRole.CIN);
    result.addAll(spatial(axes, AxisRole.KERNEL_Y, AxisRole.KERNEL_X));
    return result;
  }

  /** Roles of the spatial axes, outermost first; a third one in front has no name of its own. */
  static List<AxisRole> spatial(int axes, AxisRole y, AxisRole x) {
    return List.of(AxisRole.OTHER, y, x).subList(3 - axes, 3);
  }
}
