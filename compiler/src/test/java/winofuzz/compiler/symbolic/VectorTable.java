package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** Examples of rules on lanes and matrix products. */
final class VectorTable {
  private VectorTable() {}

  private static final DType FLOAT4 = FLOAT.vector(4);
  private static final UOp V = UOp.of(Op.DEFINE_VAR, FLOAT4, new Arg.Variable("v", 0, 0));
  private static final UOp W = UOp.of(Op.DEFINE_VAR, FLOAT4, new Arg.Variable("w", 0, 0));

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(lanes());
    rows.addAll(vectors());
    rows.addAll(products());
    return rows;
  }

  private static UOp gep(UOp x, Integer... lanes) {
    DType type = x.dtype().scalar().vector(lanes.length);
    return UOp.of(Op.GEP, type, new Arg.Lanes(List.of(lanes)), x);
  }

  private static List<Row> lanes() {
    UOp fg = vector(F, G);
    UOp constants = constants(1, 2, 3, 4);
    UOp cat =
        UOp.of(
            Op.CAT,
            FLOAT4,
            fg,
            UOp.of(Op.DEFINE_VAR, FLOAT.vector(2), new Arg.Variable("p", 0, 0)));
    UOp pair = cat.src(1);
    return List.of(
        row("lanes of lanes", gep(gep(V, 3, 1), 1, 0), gep(V, 1, 3)),
        row("lanes of a vector of scalars", gep(fg, 1), G),
        row("lanes of a vector of scalars", gep(fg, 1, 0), vector(G, F)),
        row(
            "lanes of one constant",
            gep(UOp.constant(FLOAT4, 3), 0, 1),
            UOp.constant(FLOAT.vector(2), 3)),
        row("lanes of constants", gep(constants, 3, 1), constants(4, 2)),
        row("lanes of constants", gep(constants, 2), UOp.constant(FLOAT, 3)),
        row("lanes of nothing", gep(UOp.sink(), 0), UOp.sink()),
        row("all lanes in order -> x", gep(V, 0, 1, 2, 3), V),
        unchanged("all lanes in order -> x", gep(V, 0, 1, 2)),
        row(
            "lanes of f(x) -> f(lanes of x)",
            gep(V.plus(W), 2, 0),
            gep(V, 2, 0).plus(gep(W, 2, 0))),
        row(
            "vectors side by side -> a vector of their lanes",
            cat,
            vector(F, G, gep(pair, 0), gep(pair, 1))),
        row("a vector of lanes of x -> lanes of x", vector(gep(V, 2), gep(V, 0)), gep(V, 2, 0)),
        unchanged("a vector of lanes of x -> lanes of x", vector(gep(V, 2), gep(W, 0))));
  }

  private static UOp constants(long... values) {
    List<Arg.Constant> lanes = new ArrayList<>();
    for (long v : values) {
      lanes.add(new Arg.Real(Rational.of(v)));
    }
    return UOp.of(Op.VCONST, FLOAT.vector(values.length), new Arg.Constants(lanes));
  }

  private static List<Row> vectors() {
    UOp barrier = UOp.of(Op.BARRIER, DType.VOID);
    UOp store = BUFFER.at(X).store(F, List.of());
    return List.of(
        row("a vector of constants -> a constant", vector(f("1"), f("2")), constants(1, 2)),
        row(
            "a vector of constants -> a constant",
            vector(f("1"), f("1")),
            UOp.constant(FLOAT.vector(2), 1)),
        row(
            "f(vector of x, vector of y) -> vector of f(x, y)",
            vector(F, F).times(vector(G, G)),
            vector(F.times(G), F.times(G))),
        unchanged(
            "f(vector of x, vector of y) -> vector of f(x, y)", vector(F, F).times(vector(G, F))),
        row("a vector of x -> x", vector(F), F),
        row(
            "a vector of one barrier -> the barrier",
            UOp.of(Op.VECTORIZE, DType.VOID, barrier, barrier),
            barrier),
        row(
            "a vector of nothing -> a sink",
            UOp.of(Op.VECTORIZE, DType.VOID, store, barrier),
            UOp.sink(store, barrier)));
  }

  /** A product of a 1-lane and a 2-lane fragment into a 2-lane accumulator. */
  private static UOp product(UOp x, UOp y, UOp accumulator) {
    Arg.LaneAxes one = new Arg.LaneAxes(List.of());
    Arg.LaneAxes two = new Arg.LaneAxes(List.of(new Arg.LaneAxis(7, 2)));
    Arg.MatrixMultiply arg =
        new Arg.MatrixMultiply(8, 8, 8, FLOAT, FLOAT, 32, List.of(one, two, two));
    return UOp.of(Op.WMMA, accumulator.dtype(), arg, x, y, accumulator);
  }

  private static List<Row> products() {
    UOp zero = UOp.constant(FLOAT.vector(2), 0);
    UOp left = UOp.of(Op.DEFINE_VAR, FLOAT.vector(2), new Arg.Variable("left", 0, 0));
    UOp whole = product(left, V, W);
    return List.of(
        row("0 @ y + acc -> acc", product(f("0"), zero, W), W),
        row("x @ 0 + acc -> acc", product(F, zero, W), W),
        row(
            "fragments of a matrix product -> a product of fragments",
            gep(whole, 2, 3),
            product(gep(left, 1), gep(V, 2, 3), gep(W, 2, 3))),
        unchanged("fragments of a matrix product -> a product of fragments", gep(whole, 2, 1)));
  }
}
