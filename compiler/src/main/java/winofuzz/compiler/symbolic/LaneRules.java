package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.op;
import static winofuzz.compiler.rewrite.Pattern.scalarConstant;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Picks of lanes, moved towards where the lanes were put together. */
final class LaneRules {
  private LaneRules() {}

  private static final Set<Op> LANEWISE =
      ConstantRules.ops(o -> o.isAlu() || o == Op.CAST || o == Op.BITCAST);
  private static final Pattern VECTOR = op(Op.VECTORIZE).named("vec");

  static final RuleSet<Object> RULES =
      RuleSet.of(
          "lanes",
          Rule.of(
              "lanes-of-lanes",
              "lanes of lanes",
              op(Op.GEP).named("inner").lanes(),
              LaneRules::ofLanes),
          Rule.of(
              "lanes-of-vector",
              "lanes of a vector of scalars",
              VECTOR.lanes(),
              LaneRules::ofVector),
          Rule.of(
              "lanes-of-constant",
              "lanes of one constant",
              scalarConstant("c").lanes(),
              m -> UOp.of(Op.CONST, m.root().dtype(), m.get("c").arg())),
          Rule.of(
              "lanes-of-vector-constant",
              "lanes of constants",
              op(Op.VCONST).named("c").lanes(),
              m ->
                  Constants.of(
                      m.root().dtype(),
                      picked(m.root()).stream().map(i -> Constants.lane(m.get("c"), i)).toList())),
          Rule.of(
              "lanes-of-nothing",
              "lanes of nothing",
              any("x").dtype(DType.VOID::equals).lanes(),
              m -> m.get("x")),
          Rule.of(
              "all-lanes-in-order",
              "all lanes in order -> x",
              op(Op.GEP).src(any("x")),
              LaneRules::ifAll),
          Rule.of(
              "lanes-of-operation",
              "lanes of f(x) -> f(lanes of x)",
              op(LANEWISE).named("alu").lanes(),
              LaneRules::throughArithmetic),
          Rule.of(
              "concatenate-vectors",
              "vectors side by side -> a vector of their lanes",
              op(Op.CAT),
              m -> m.root().dtype().isPointer() ? null : flattened(m.root())),
          Rule.of(
              "vector-of-lanes",
              "a vector of lanes of x -> lanes of x",
              op(Op.VECTORIZE).srcEvery(op(Op.GEP).src(any("x"))),
              LaneRules::gathered),
          Rule.of(
              "lanes-of-matrix-product",
              "fragments of a matrix product -> a product of fragments",
              op(Op.WMMA).named("product").lanes(),
              LaneRules::throughProduct));

  private static List<Integer> picked(UOp lanes) {
    return ((Arg.Lanes) lanes.arg()).lanes();
  }

  private static UOp ofLanes(Match m) {
    List<Integer> inner = picked(m.get("inner"));
    return m.get("inner").src(0).lanes(picked(m.root()).stream().map(inner::get).toList());
  }

  private static UOp ofVector(Match m) {
    List<Integer> lanes = picked(m.root());
    UOp vector = m.get("vec");
    return lanes.size() == 1
        ? vector.src(lanes.getFirst())
        : UOp.of(
            Op.VECTORIZE,
            m.root().dtype(),
            Arg.None.NONE,
            lanes.stream().map(vector::src).toList());
  }

  private static @Nullable UOp ifAll(Match m) {
    UOp x = m.get("x");
    List<Integer> all = IntStream.range(0, x.dtype().count()).boxed().toList();
    return !m.root().dtype().isPointer() && picked(m.root()).equals(all) ? x : null;
  }

  private static @Nullable UOp throughArithmetic(Match m) {
    if (m.root().dtype().isPointer()) {
      return null;
    }
    UOp alu = m.get("alu");
    List<Integer> lanes = picked(m.root());
    return UOp.of(
        alu.op(),
        alu.dtype().scalar().vector(m.root().dtype().count()),
        alu.arg(),
        alu.src().stream().map(x -> x.lanes(lanes)).toList());
  }

  private static UOp flattened(UOp cat) {
    List<UOp> lanes = new ArrayList<>();
    for (UOp part : cat.src()) {
      for (int i = 0; i < part.dtype().count(); i++) {
        lanes.add(part.lane(i));
      }
    }
    return UOp.of(Op.VECTORIZE, cat.dtype(), Arg.None.NONE, lanes);
  }

  /** Of a vector whose lanes are each one lane of x: those lanes of x. */
  static @Nullable UOp gathered(Match m) {
    List<Integer> lanes = new ArrayList<>();
    for (UOp lane : m.root().src()) {
      lanes.addAll(picked(lane));
    }
    return lanes.size() == m.root().arity() ? m.get("x").lanes(lanes) : null;
  }

  /** Only whole fragments of the product can be told apart. */
  private static @Nullable UOp throughProduct(Match m) {
    UOp product = m.get("product");
    List<Integer> lanes = picked(m.root());
    List<Arg.LaneAxes> fragments = ((Arg.MatrixMultiply) product.arg()).lanes();
    int outputs = size(fragments.getLast());
    List<Integer> starts = everyNth(lanes, 0, outputs);
    if (starts.stream().anyMatch(start -> start % outputs != 0)) {
      return null;
    }
    for (int i = 1; i < outputs; i++) {
      int offset = i;
      if (!everyNth(lanes, i, outputs).stream().map(l -> l - offset).toList().equals(starts)) {
        return null;
      }
    }
    List<UOp> operands = new ArrayList<>();
    for (int k = 0; k < product.arity(); k++) {
      int inputs = size(fragments.get(k));
      List<Integer> needed = new ArrayList<>();
      for (int start : starts) {
        for (int i = 0; i < inputs; i++) {
          needed.add(Math.floorDiv(start, outputs) * inputs + i);
        }
      }
      operands.add(product.src(k).lanes(needed));
    }
    return UOp.of(Op.WMMA, m.root().dtype(), product.arg(), operands);
  }

  private static int size(Arg.LaneAxes axes) {
    return axes.axes().stream().mapToInt(Arg.LaneAxis::size).reduce(1, (a, b) -> a * b);
  }

  private static List<Integer> everyNth(List<Integer> lanes, int first, int step) {
    List<Integer> result = new ArrayList<>();
    for (int i = first; i < lanes.size(); i += step) {
      result.add(lanes.get(i));
    }
    return result;
  }
}
