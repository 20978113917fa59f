package winofuzz.compiler.frontend;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import winofuzz.compiler.BuiltinPath;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.ir.AxisRole;
import winofuzz.ir.UOp;

/** Writes a convolution as a tensor graph. */
public final class Frontend {
  private Frontend() {}

  /**
   * The tensor graph that a path starts from. Paths that rewrite the ranged graph start from the
   * plain convolution. A graph that contradicts itself is an {@code InvalidGraphException}.
   */
  public static TensorGraph lower(Convolution convolution, BuiltinPath path, Set<Defect> defects) {
    UOp x = Tensors.buffer(0, convolution.inputShape(), convolution.dtype());
    UOp w = Tensors.buffer(1, convolution.weightShape(), convolution.dtype());
    var roles = new HashMap<UOp, List<AxisRole>>();
    boolean winograd = path == BuiltinPath.OLD && TensorWinograd.applies(convolution);
    UOp y =
        winograd
            ? new TensorWinograd(convolution, roles, defects.contains(Defect.PAD_ORDER)).of(x, w)
            : DirectConvolution.of(convolution, roles, x, w);
    return new TensorGraph(UOp.sink(y), x.base(), w.base(), roles, winograd);
  }
}
