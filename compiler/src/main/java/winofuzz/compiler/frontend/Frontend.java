package winofuzz.compiler.frontend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Writes a convolution as a tensor graph: shapes and movement ops. */
public final class Frontend {
  /** From a convolution to the tensor graph that a path starts from. */
  public static final Pass PASS =
      Pass.first("frontend", Stage.TENSOR, Frontend::lower).reading(Wanted::of);

  private Frontend() {}

  /** What decides the graph: paths that do not begin with Winograd's algorithm begin alike. */
  private record Wanted(Convolution convolution, boolean winograd, boolean padOrder) {
    static Wanted of(LoweringRequest request) {
      Convolution c = request.convolution();
      boolean winograd = request.path() == BuiltinPath.OLD && TensorWinograd.applies(c);
      return new Wanted(c, winograd, winograd && request.defects().contains(Defect.PAD_ORDER));
    }
  }

  /**
   * Returns the tensor graph that a path starts from. Paths that rewrite the ranged graph start
   * from the plain convolution. A graph that contradicts itself is an {@code
   * InvalidGraphException}.
   */
  static Draft.Whole lower(LoweringRequest request) {
    Wanted wanted = Wanted.of(request);
    Convolution convolution = wanted.convolution;
    UOp x = Tensors.buffer(0, convolution.inputShape(), convolution.dtype());
    UOp w = Tensors.buffer(1, convolution.weightShape(), convolution.dtype());
    var roles = new HashMap<UOp, List<AxisRole>>();
    UOp y =
        wanted.winograd
            ? new TensorWinograd(convolution, roles, wanted.padOrder).of(x, w)
            : DirectConvolution.of(convolution, roles, x, w);
    Map<UOp, String> inputs = Map.of(x.base(), "x", w.base(), "w");
    return new Draft.Whole(request, UOp.sink(y), inputs, roles, 0, wanted.winograd);
  }
}
