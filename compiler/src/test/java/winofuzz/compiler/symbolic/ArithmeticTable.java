package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Examples of rules on sums, products, casts and bounds. */
final class ArithmeticTable {
  private ArithmeticTable() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(neutral());
    rows.addAll(terms());
    rows.addAll(constants());
    rows.addAll(casts());
    rows.addAll(reals());
    rows.addAll(bounds());
    return rows;
  }

  private static List<Row> neutral() {
    return List.of(
        row("x + 0 -> x", c(0).plus(X), X),
        row("x + 0 -> x", F.plus(special(Arg.Special.NEGATIVE_ZERO)), F),
        unchanged("x + 0 -> x", X.plus(1)),
        row("x * 1 -> x", F.times(f("1")), F),
        row("x ^ 0 -> x", X.alu(Op.XOR, c(0)), X),
        row("x // x -> 1", X.divide(X), c(1)),
        row("x // 1 -> x", X.divide(1), X),
        row("x // -1 -> -x", X.divide(-1), X.times(-1)),
        row("x % y % y -> x % y", X.modulo(Z).modulo(Z), X.modulo(Z)),
        unchanged("x % y % y -> x % y", X.modulo(Z).modulo(Y)),
        row("x % x -> 0", X.modulo(X), c(0)),
        row("x * 0 -> 0", F.times(0), f("0")),
        row(
            "x * 0 -> 0",
            special(Arg.Special.POSITIVE_INFINITY).times(0),
            special(Arg.Special.NAN)),
        row("x / x -> 1", F.times(inverse(F)), f("1")),
        row("x * y / y -> x", F.times(G).times(inverse(G)), F),
        row("trunc x -> x, of integers", X.alu(Op.TRUNC), X),
        unchanged("trunc x -> x, of integers", F.alu(Op.TRUNC)));
  }

  private static List<Row> terms() {
    return List.of(
        row("x op y -> y op x, if y comes first", c(2).times(X), X.times(2)),
        row("x op y -> y op x, if y comes first", Y.plus(X), X.plus(Y)),
        unchanged("x op y -> y op x, if y comes first", G.plus(F)),
        row("x*c0 + x*c1 -> x*(c0+c1)", X.times(2).plus(X.times(3)), X.times(c(2).plus(3))),
        row(
            "y + x*c0 + x*c1 -> y + x*(c0+c1)",
            Y.plus(X.times(2)).plus(X.times(3)),
            Y.plus(X.times(c(2).plus(3)))),
        row("x + x*c -> x*(c+1)", F.plus(F.times(f("1/2"))), F.times(f("1/2").plus(1))),
        row(
            "y + x + x*c -> y + x*(c+1)",
            Y.plus(X).plus(X.times(3)),
            Y.plus(X.times(c(3).plus(1)))),
        row(
            "y + x*c + x -> y + x*(c+1)",
            Y.plus(X.times(3)).plus(X),
            Y.plus(X.times(c(3).plus(1)))),
        row("x + x -> x*2", X.plus(X), X.times(2)),
        row("y + x + x -> y + x*2", Y.plus(X).plus(X), Y.plus(X.times(2))),
        row(
            "x / y / z -> x / (y*z)",
            F.times(inverse(G)).times(inverse(H)),
            F.times(inverse(G.times(H)))),
        unchanged("x / y / z -> x / (y*z)", F.times(inverse(G)).times(inverse(G))),
        row("-(x + c) -> -x + -c", X.plus(3).times(-1), X.times(-1).plus(c(3).times(-1))),
        row(
            "d*(x + c) -> d*x + d*c, of indices",
            X.plus(3).times(2),
            c(2).times(X).plus(c(2).times(3))),
        unchanged("d*(x + c) -> d*x + d*c, of indices", F.plus(3).times(2)),
        row("-(x + y) -> -x + -y", X.plus(Y).times(-1), X.times(-1).plus(Y.times(-1))),
        row("(x + y)*c -> x*c + y*c, of indices", X.plus(Y).times(3), X.times(3).plus(Y.times(3))),
        unchanged("(x + y)*c -> x*c + y*c, of indices", F.plus(G).times(3)),
        row("(x ADD c1) ADD c2 -> x ADD (c1 ADD c2)", X.plus(2).plus(3), X.plus(c(2).plus(3))),
        row("(x MUL c1) MUL c2 -> x MUL (c1 MUL c2)", X.times(2).times(3), X.times(c(2).times(3))),
        row("(x MAX c1) MAX c2 -> x MAX (c1 MAX c2)", X.max(c(2)).max(c(3)), X.max(c(2).max(c(3)))),
        row("(x AND c1) AND c2 -> x AND (c1 AND c2)", X.and(c(6)).and(c(3)), X.and(c(6).and(c(3)))),
        row("(x OR c1) OR c2 -> x OR (c1 OR c2)", X.or(c(6)).or(c(1)), X.or(c(6).or(c(1)))),
        row("c0 + x < c1 -> x < c1 - c0", X.plus(3).lessThan(8), X.lessThan(c(8).minus(c(3)))),
        row("(x + c) + y -> (x + y) + c", X.plus(3).plus(Y), X.plus(Y).plus(3)),
        row("(x * c) * y -> (x * y) * c", X.times(3).times(Y), X.times(Y).times(3)));
  }

  private static List<Row> constants() {
    return List.of(
        row("f(c) -> its value", inverse(f("6")), f("1/6")),
        row("f(c, d) -> its value", f("1/3").plus(f("1/6")), f("1/2")),
        row("f(c, d) -> its value", c(-7).divide(2), c(-3)),
        row("f(c, d) -> its value", c(-7).modulo(2), c(-1)),
        unchanged("f(c, d) -> its value", c(Long.MAX_VALUE).plus(1)),
        row("f(c, d, e) -> its value", UOp.bool(true).where(c(1), c(2)), c(1)),
        row("f(c, d, e) -> its value", f("2").alu(Op.MULACC, f("3"), f("1")), f("7")));
  }

  private static List<Row> casts() {
    UOp i = integer(DType.INT32, "i", -100, 100);
    UOp j = integer(DType.INT64, "j", -100, 100);
    UOp wide = integer(DType.INT64, "w", 0, 1L << 40);
    UOp half = integer(DType.FLOAT16, "h", 0, 0);
    DType int8 = DType.scalar(DType.Kind.INT8);
    return List.of(
        row("cast c -> its value", c(300).cast(int8), UOp.constant(int8, 44)),
        row("cast c -> its value", f("-7/2").cast(DType.INT32), UOp.constant(DType.INT32, -3)),
        row("cast c -> its value", f("1/2").cast(DType.BOOL), UOp.bool(true)),
        unchanged("cast c -> its value", special(Arg.Special.NAN).cast(DType.INT32)),
        row("cast x -> x, to its own type", UOp.of(Op.BITCAST, FLOAT, F), F),
        row(
            "cast b (cast a x) -> x, if x is of type b and a holds all its values",
            half.cast(FLOAT).cast(DType.FLOAT16),
            half),
        unchanged(
            "cast b (cast a x) -> x, if x is of type b and a holds all its values",
            F.cast(DType.FLOAT16).cast(FLOAT)),
        row(
            "cast b (cast a x) -> cast b x, if a holds all values of x's type",
            half.cast(FLOAT).cast(DType.FLOAT64),
            half.cast(DType.FLOAT64)),
        unchanged(
            "cast b (cast a x) -> cast b x, if a holds all values of x's type",
            i.cast(FLOAT).cast(DType.FLOAT64)),
        row(
            "cast b (cast a x) -> cast b x, if a holds x's interval",
            X.cast(int8).cast(DType.INT32),
            X.cast(DType.INT32)),
        unchanged(
            "cast b (cast a x) -> cast b x, if a holds x's interval",
            wide.cast(DType.INT32).cast(DType.INDEX)),
        row(
            "x f y -> cast (cast x f cast y), 64 bits to 32 where all fit",
            j.times(j),
            j.cast(DType.INT32).times(j.cast(DType.INT32)).cast(DType.INT64)),
        unchanged("x f y -> cast (cast x f cast y), 64 bits to 32 where all fit", j.plus(wide)),
        row(
            "cast (x + c) -> cast x + cast c",
            X.plus(3).cast(DType.INT32),
            X.cast(DType.INT32).plus(c(3).cast(DType.INT32))),
        row("x != 0 -> (bool) x", i.notEqual(i.constLike(0)), i.cast(DType.BOOL)),
        row(
            "cast (s ? a : b) -> s ? cast a : cast b",
            A.where(X, Y).cast(DType.INT32),
            A.where(X.cast(DType.INT32), Y.cast(DType.INT32))));
  }

  private static List<Row> reals() {
    UOp d = inverse(f("1").plus(F));
    UOp rest = f("1").plus(d.negate());
    return List.of(
        row("1/(x*x) -> 1/x * 1/x", inverse(F.times(F)), inverse(F).times(inverse(F))),
        row(
            "1/(x*x*x) -> 1/x * 1/x * 1/x",
            inverse(F.times(F).times(F)),
            inverse(F).times(inverse(F)).times(inverse(F))),
        row("1/(x*c) -> 1/x * 1/c", inverse(F.times(3)), inverse(F).times(inverse(f("3")))),
        row("x * 1/(1+x) -> 1 - 1/(1+x)", F.times(d), rest),
        row("x * (1/(1+x) * y) -> y * (1 - 1/(1+x))", F.times(d.times(G)), G.times(rest)),
        row("x * (1/(1+x) + y) -> (1 - 1/(1+x)) + x*y", F.times(d.plus(G)), rest.plus(F.times(G))));
  }

  private static List<Row> bounds() {
    UOp minusInfinity = special(Arg.Special.NEGATIVE_INFINITY);
    return List.of(
        row("x -> c, if min x = max x = c", range(5, 1), c(0)),
        row("x -> c, if min x = max x = c", X.lessThan(10), UOp.bool(true)),
        unchanged("x -> c, if min x = max x = c", X.lessThan(9)),
        unchanged("x -> c, if min x = max x = c", c(Long.MAX_VALUE).plus(1)),
        row("max(x, y) -> x, if x >= y", X.max(c(9)), c(9)),
        row("max(x, y) -> x, if x >= y", X.max(NEGATIVE), X),
        unchanged("max(x, y) -> x, if x >= y", X.max(Y)),
        row("max(x, y) -> x, if x >= y", F.max(minusInfinity), F));
  }
}
