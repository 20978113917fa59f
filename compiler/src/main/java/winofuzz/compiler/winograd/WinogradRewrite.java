package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rangeify.RangeSource;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.Defect;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Replaces a convolution in the ranged graph by Winograd's algorithm: three Kronecker transforms,
 * each kept in a buffer, and a multiply and reduce over the remaining reduce ranges in between.
 */
public final class WinogradRewrite {
  static final RuleSet<WinogradRewrite> RULES =
      RuleSet.of(
          "winograd",
          // sum(x[o + k] * w[k]) = A^T ((G w) * (B^T x))
          Rule.with(
              "winograd",
              Pattern.any().times(Pattern.any()).reduce(Op.ADD),
              (m, pass) -> pass.replace(m.root(), m.rewriter())));

  /** Rewrites the convolutions of a ranged graph; a graph without one stays as it is. */
  public static final Pass PASS =
      Pass.whole("winograd", Stage.RANGED, List.of(RULES, TileGate.RULES), WinogradRewrite::rewrite)
          .on(BuiltinPath::rewritesRanges);

  private final AxisChoices choices;
  private final boolean channelsFirstRead;
  private final boolean gateReads;
  private final RangeSource source;

  private WinogradRewrite(BuiltinPath path, Set<Defect> defects, RangeSource source) {
    boolean indexOrder = path == BuiltinPath.HYBRID && defects.contains(Defect.INDEX_ORDER);
    this.choices = indexOrder ? AxisChoices.indexOrderDefect() : AxisChoices.of(path);
    this.channelsFirstRead = indexOrder;
    this.gateReads = !defects.contains(Defect.UNGATED_READS);
    this.source = source;
  }

  private static Draft.Whole rewrite(Draft.Whole draft, Rewriter rewriter) {
    RangeSource source = new RangeSource(draft.ranges());
    WinogradRewrite pass =
        new WinogradRewrite(draft.request().path(), draft.request().defects(), source);
    UOp rewritten = rewriter.rewrite(draft.sink(), RULES, pass);
    return rewritten == draft.sink()
        ? draft
        : draft.withSink(rewritten, source.next()).asWinograd();
  }

  private @Nullable UOp replace(UOp reduce, Rewriter rewriter) {
    ConvolutionPattern c = ConvolutionPattern.find(reduce);
    if (c == null) {
      return null;
    }
    List<UOp> reduced = reduce.srcFrom(1);
    List<UOp> channels = only(c.activation(), r -> reduced.contains(r) && !c.taps().contains(r));
    List<UOp> ofActivation =
        only(c.activation(), r -> !reduced.contains(r) && !c.outputs().contains(r));
    List<UOp> ofWeight = only(c.weight(), r -> !reduced.contains(r));

    // The order in which ranges are made here numbers them, and so orders the axes of the kernels.
    List<UOp> tiles = tiles(c);
    List<UOp> productTiles = tiles(c);
    List<UOp> points = points(c, WinogradMatrix.POINTS);
    List<UOp> productPoints = points(c, WinogradMatrix.POINTS);
    List<UOp> taps = points(c, WinogradMatrix.TAPS);
    List<UOp> productActivation = ofActivation.stream().map(source::like).toList();
    List<UOp> productWeight = ofWeight.stream().map(source::like).toList();

    UOp x =
        transform(
            WinogradMatrix.B_TRANSPOSED,
            tiled(c, tiles, points, rewriter),
            join(channels, ofActivation, tiles),
            points);
    UOp w =
        transform(
            WinogradMatrix.G,
            Rewriter.substitute(c.weight(), pairs(c.taps(), taps)),
            join(channels, ofWeight),
            taps);

    UOp xAt = x.at(join(channels, productActivation, productTiles, productPoints));
    UOp wAt = w.at(join(channels, productWeight, productPoints));
    UOp products =
        (choices.weightFirst() ? wAt.times(xAt) : xAt.times(wAt)).reduce(Op.ADD, channels);
    List<UOp> productOrder =
        AxisChoices.arrange(choices.product(), productTiles, productActivation, productWeight);
    UOp kept =
        products.bufferize(
            Arg.Storage.GLOBAL,
            choices.pointsFirst()
                ? join(productPoints, productOrder)
                : join(productOrder, productPoints));

    List<UOp> outputOrder =
        AxisChoices.arrange(choices.output(), productTiles, productActivation, productWeight);
    UOp y = transform(WinogradMatrix.A_TRANSPOSED, kept, outputOrder, productPoints);
    return y.at(readOrder(c, ofActivation, ofWeight));
  }

  private List<UOp> readOrder(ConvolutionPattern c, List<UOp> ofActivation, List<UOp> ofWeight) {
    List<UOp> tile = c.outputs().stream().map(o -> o.divide(WinogradMatrix.TILE)).toList();
    List<UOp> inTile = c.outputs().stream().map(o -> o.modulo(WinogradMatrix.TILE)).toList();
    List<UOp> outer =
        channelsFirstRead
            ? join(ofActivation, ofWeight, tile)
            : AxisChoices.arrange(choices.output(), tile, ofActivation, ofWeight);
    return join(outer, inTile);
  }

  private List<UOp> tiles(ConvolutionPattern c) {
    List<UOp> result = new ArrayList<>();
    for (UOp output : c.outputs()) {
      long count = Math.ceilDiv(output.max() + 1, WinogradMatrix.TILE);
      result.add(source.loop(count, inTileDomain(output.axis().role())));
    }
    return result;
  }

  private List<UOp> points(ConvolutionPattern c, int count) {
    return c.outputs().stream()
        .map(o -> source.loop(count, inWinogradDomain(o.axis().role())))
        .toList();
  }

  private static AxisRole inTileDomain(AxisRole output) {
    return switch (output) {
      case OUT_Y -> AxisRole.TILE_Y;
      case OUT_X -> AxisRole.TILE_X;
      case BATCH, GROUP, COUT, CIN, LANE, OTHER -> AxisRole.OTHER;
      case TILE_Y, TILE_X, WINOGRAD_U, WINOGRAD_V, KERNEL_Y, KERNEL_X -> AxisRole.OTHER;
    };
  }

  private static AxisRole inWinogradDomain(AxisRole output) {
    return switch (output) {
      case OUT_Y -> AxisRole.WINOGRAD_U;
      case OUT_X -> AxisRole.WINOGRAD_V;
      case BATCH, GROUP, COUT, CIN, LANE, OTHER -> AxisRole.OTHER;
      case TILE_Y, TILE_X, WINOGRAD_U, WINOGRAD_V, KERNEL_Y, KERNEL_X -> AxisRole.OTHER;
    };
  }

  /** Returns the activation read at tile times 4 plus point, in place of output plus tap. */
  private UOp tiled(ConvolutionPattern c, List<UOp> tiles, List<UOp> points, Rewriter rewriter) {
    Map<UOp, UOp> positions = new HashMap<>();
    List<UOp> inside = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      UOp position = tiles.get(i).times(WinogradMatrix.TILE).plus(points.get(i));
      positions.put(c.sums().get(i), position);
      long padded = c.sums().get(i).max() + 1;
      if (position.max() >= padded && !hasUpperBound(c.activation(), c.sums().get(i))) {
        inside.add(position.lessThan(padded));
      }
    }
    UOp result = Rewriter.substitute(c.activation(), positions);
    return gateReads && !inside.isEmpty() ? TileGate.of(result, inside, rewriter) : result;
  }

  /** Whether a gate of the activation already keeps a position below a bound. */
  private static boolean hasUpperBound(UOp activation, UOp position) {
    List<UOp> nodes = activation.toposort();
    List<UOp> lowerBounds =
        nodes.stream()
            .filter(n -> n.is(Op.CMPNE) && n.src(1).isConst(1))
            .map(n -> n.src(0))
            .toList();
    return nodes.stream()
        .anyMatch(n -> n.is(Op.CMPLT) && n.src(0) == position && !lowerBounds.contains(n));
  }

  /**
   * Applies a matrix along each inner axis: a sum over all inner positions of the source there,
   * times a factor that depends on the result's position alone. The source is kept in a buffer, and
   * so is the result, over the outer axes and then the result's.
   */
  private UOp transform(WinogradMatrix matrix, UOp operand, List<UOp> outer, List<UOp> inner) {
    boolean innerFirst = matrix == WinogradMatrix.A_TRANSPOSED && choices.pointsFirst();
    return new KroneckerTransform(matrix, innerFirst, source).apply(operand, outer, inner);
  }

  private static List<UOp> only(UOp node, Predicate<UOp> wanted) {
    return node.ranges().stream().filter(wanted).toList();
  }

  private static Map<UOp, UOp> pairs(List<UOp> keys, List<UOp> values) {
    Map<UOp, UOp> result = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      result.put(keys.get(i), values.get(i));
    }
    return result;
  }

  @SafeVarargs
  static List<UOp> join(List<UOp>... parts) {
    List<UOp> result = new ArrayList<>();
    for (List<UOp> part : parts) {
      result.addAll(part);
    }
    return result;
  }
}
