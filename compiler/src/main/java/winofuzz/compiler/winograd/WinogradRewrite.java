package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
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
          .on(BuiltinPath::rewritesRanges)
          .reading(Wanted::of);

  private final Wanted wanted;
  private final RangeSource source;

  private WinogradRewrite(Wanted wanted, RangeSource source) {
    this.wanted = wanted;
    this.source = source;
  }

  /** How it rewrites: paths that choose the same share what it makes. */
  private record Wanted(Set<RewriteChoice> choices, boolean gateReads) {
    static Wanted of(LoweringRequest request) {
      BuiltinPath path = request.path();
      Set<Defect> defects = request.defects();
      boolean indexOrder = path == BuiltinPath.HYBRID && defects.contains(Defect.INDEX_ORDER);
      return new Wanted(
          indexOrder ? RewriteChoice.indexOrderDefect() : RewriteChoice.of(path),
          !defects.contains(Defect.UNGATED_READS));
    }
  }

  private static Draft.Whole rewrite(Draft.Whole draft, Rewriter rewriter) {
    RangeSource source = new RangeSource(draft.ranges());
    WinogradRewrite pass = new WinogradRewrite(Wanted.of(draft.request()), source);
    UOp rewritten = rewriter.rewrite(draft.sink(), RULES, pass);
    return rewritten == draft.sink()
        ? draft
        : draft.withSink(rewritten, source.next()).asWinograd();
  }

  private boolean has(RewriteChoice choice) {
    return wanted.choices.contains(choice);
  }

  private @Nullable UOp replace(UOp reduce, Rewriter rewriter) {
    ConvolutionPattern found = ConvolutionPattern.find(reduce);
    if (found == null) {
      return null;
    }
    ConvolutionPattern c = has(RewriteChoice.AXES_IN_ORDER) ? found.inOrderOfOutputs() : found;
    List<UOp> reduced = reduce.srcFrom(1);
    List<UOp> channels = axes(c.activation(), r -> reduced.contains(r) && !c.taps().contains(r));
    List<UOp> ofActivation =
        axes(c.activation(), r -> !reduced.contains(r) && !c.outputs().contains(r));
    List<UOp> inWeight = axes(c.weight(), r -> !reduced.contains(r));
    List<UOp> common =
        has(RewriteChoice.COMMON_AXES_ONCE)
            ? inWeight.stream().filter(ofActivation::contains).toList()
            : List.of();
    List<UOp> ofWeight = inWeight.stream().filter(r -> !common.contains(r)).toList();
    ProductAxes axes = productAxes(c, ofActivation, ofWeight, common);

    List<UOp> tiles = tiles(c);
    List<UOp> points = points(c, WinogradMatrix.POINTS);
    UOp x =
        transform(
            WinogradMatrix.B_TRANSPOSED,
            tiled(c, tiles, points, rewriter),
            join(channels, ofActivation, tiles),
            points);
    List<UOp> taps = points(c, WinogradMatrix.TAPS);
    UOp w =
        transform(
            WinogradMatrix.G,
            Rewriter.substitute(c.weight(), pairs(c.taps(), taps)),
            join(channels, common, ofWeight),
            taps);
    UOp y =
        transform(
            WinogradMatrix.A_TRANSPOSED,
            products(x, w, channels, axes),
            outputOrder(axes.tiles, axes.ofActivation, axes.ofWeight),
            axes.points);
    return y.at(readOrder(c, ofActivation, ofWeight));
  }

  /**
   * The axes of the buffer of products.
   *
   * @param ofActivation those of the activation, the common ones included
   * @param common those of both factors, as far as these share them
   * @param ofWeight those of the weight alone
   * @param tiles one for each spatial axis
   * @param points of the Winograd domain, one for each spatial axis
   */
  private record ProductAxes(
      List<UOp> ofActivation,
      List<UOp> common,
      List<UOp> ofWeight,
      List<UOp> tiles,
      List<UOp> points) {}

  private ProductAxes productAxes(
      ConvolutionPattern c, List<UOp> ofActivation, List<UOp> ofWeight, List<UOp> common) {
    List<UOp> early = has(RewriteChoice.WEIGHT_AXES_LAST) ? List.of() : copies(ofWeight);
    List<UOp> tiles = tiles(c);
    List<UOp> points = points(c, WinogradMatrix.POINTS);
    List<UOp> activation = copies(ofActivation);
    return new ProductAxes(
        activation,
        common.stream().map(r -> activation.get(ofActivation.indexOf(r))).toList(),
        has(RewriteChoice.WEIGHT_AXES_LAST) ? copies(ofWeight) : early,
        tiles,
        points);
  }

  /**
   * Returns the products of both transformed factors, summed over channels and kept. The order of
   * the axes of what is kept is that of the kernel's axes, and so decides its launch.
   */
  private UOp products(UOp x, UOp w, List<UOp> channels, ProductAxes axes) {
    UOp xAt = x.at(join(channels, axes.ofActivation, axes.tiles, axes.points));
    UOp wAt = w.at(join(channels, axes.common, axes.ofWeight, axes.points));
    UOp product = has(RewriteChoice.WEIGHT_FIRST) ? wAt.times(xAt) : xAt.times(wAt);
    boolean sums = !channels.isEmpty() || !has(RewriteChoice.NO_EMPTY_REDUCE);
    List<UOp> outer =
        has(RewriteChoice.TILES_FIRST_IN_PRODUCTS)
            ? join(axes.tiles, axes.ofWeight, axes.ofActivation)
            : join(axes.ofActivation, axes.ofWeight, axes.tiles);
    return (sums ? product.reduce(Op.ADD, channels) : product)
        .bufferize(
            Arg.Storage.GLOBAL,
            has(RewriteChoice.POINTS_FIRST) ? join(axes.points, outer) : join(outer, axes.points));
  }

  private List<UOp> outputOrder(List<UOp> tiles, List<UOp> ofActivation, List<UOp> ofWeight) {
    return has(RewriteChoice.TILES_FIRST_IN_OUTPUTS)
        ? join(tiles, ofActivation, ofWeight)
        : join(ofActivation, ofWeight, tiles);
  }

  private List<UOp> readOrder(ConvolutionPattern c, List<UOp> ofActivation, List<UOp> ofWeight) {
    List<UOp> tile = c.outputs().stream().map(o -> o.divide(WinogradMatrix.TILE)).toList();
    List<UOp> inTile = c.outputs().stream().map(o -> o.modulo(WinogradMatrix.TILE)).toList();
    List<UOp> outer =
        has(RewriteChoice.READ_CHANNELS_FIRST)
            ? join(ofActivation, ofWeight, tile)
            : outputOrder(tile, ofActivation, ofWeight);
    return join(outer, inTile);
  }

  /** Returns a new loop for each of some, in their order. */
  private List<UOp> copies(List<UOp> ranges) {
    return ranges.stream().map(source::like).toList();
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
    if (!wanted.gateReads || inside.isEmpty()) {
      return result;
    }
    return has(RewriteChoice.PADDED_TILES)
        ? TileGate.padded(result, TileGate.all(inside.reversed()))
        : TileGate.of(result, TileGate.all(inside), rewriter);
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
    boolean innerFirst = matrix == WinogradMatrix.A_TRANSPOSED && has(RewriteChoice.POINTS_FIRST);
    return new KroneckerTransform(matrix, innerFirst, wanted.choices, source)
        .apply(operand, outer, inner);
  }

  private List<UOp> axes(UOp factor, Predicate<UOp> isAxis) {
    Stream<UOp> axes = factor.ranges().stream().filter(isAxis);
    return (has(RewriteChoice.AXES_IN_ORDER) ? axes.sorted(ConvolutionPattern.BY_NUMBER) : axes)
        .toList();
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
