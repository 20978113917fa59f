package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.UOp;

/** Examples of rules on conditions, comparisons and choices. */
final class BooleanTable {
  private BooleanTable() {}

  private static final UOp TRUE = UOp.bool(true);
  private static final UOp FALSE = UOp.bool(false);

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(conditions());
    rows.addAll(comparisons());
    rows.addAll(choices());
    return rows;
  }

  private static List<Row> conditions() {
    return List.of(
        row("x & c -> c ? x : c", A.and(TRUE), A),
        row("x & c -> c ? x : c", FALSE.and(A), FALSE),
        row("x | c -> c ? c : x", A.or(TRUE), TRUE),
        row("x | c -> c ? c : x", A.or(FALSE), A),
        row("x & x -> x, also | and max", A.and(A), A),
        row("x & x -> x, also | and max", X.max(X), X),
        row("!!x -> x", A.not().not(), A),
        row("x < x -> false", X.lessThan(X), FALSE),
        row("x != x -> false, of integers", X.notEqual(X), FALSE),
        unchanged("x != x -> false, of integers", F.notEqual(F)),
        row("x * y -> x & y", A.times(B), A.and(B)),
        row("x + y -> x | y", A.plus(B), A.or(B)),
        row("max(x, y) -> x | y", A.max(B), A.or(B)),
        row("x | x&y -> x", A.or(B.and(A)), A),
        row("x | !x -> true", A.not().or(A), TRUE),
        unchanged("x | !x -> true", A.or(B.not())),
        row("a & b -> a & (b given a)", X.lessThan(3).and(X.lessThan(5)), X.lessThan(3).and(TRUE)),
        unchanged("a & b -> a & (b given a)", X.lessThan(5).and(Y.lessThan(3))));
  }

  private static List<Row> comparisons() {
    String scaled = "c0*x < c1 -> x < ceil(c1/c0), if both are positive";
    String negative = "c0*x < c1 -> -x < -floor(-c1/-c0), if c0 is negative and c1 not positive";
    String quotient = "x//d < c -> x < c*d, or x < c*d - (d-1) if c is not positive";
    String small = "d*x + rest < c -> x < c//d, if 0 <= rest < d";
    String simplex = "!(a*x + b*y < 1) -> !(x + y < 1), if x, y >= 0 and a, b > 0";
    return List.of(
        row(scaled, X.times(3).lessThan(10), X.lessThan(4)),
        row(scaled, X.times(3).lessThan(9), X.lessThan(3)),
        unchanged(scaled, X.times(3).lessThan(0)),
        row(negative, U.times(-3).lessThan(-10), U.times(-1).lessThan(-3)),
        unchanged(negative, U.times(-1).lessThan(-10)),
        row(quotient, X.divide(4).lessThan(2), X.lessThan(8)),
        row(quotient, U.divide(4).lessThan(-1), U.lessThan(-7)),
        unchanged(quotient, X.divide(-4).lessThan(2)),
        tidied(small, X.times(4).plus(Z).lessThan(12), X.lessThan(3)),
        unchanged(small, X.times(4).plus(Y).lessThan(12)),
        unchanged(small, X.times(4).plus(Z).lessThan(13)),
        row("-x < -y -> y < x", X.times(-1).lessThan(Y.times(-1)), Y.lessThan(X)),
        row(simplex, X.times(3).plus(Y.times(2)).lessThan(1).not(), X.plus(Y).lessThan(1).not()),
        unchanged(simplex, X.times(3).plus(U).lessThan(1).not()),
        unchanged(simplex, X.plus(Y).lessThan(1).not()));
  }

  private static List<Row> choices() {
    String folding = "(c ? t : f) op (c ? tt : ff) -> c ? t op tt : f op ff, if it folds a branch";
    return List.of(
        row("x ? true : false -> x", A.where(TRUE, FALSE), A),
        row("x ? false : true -> !x", A.where(FALSE, TRUE), A.not()),
        row("c ? x : x -> x", A.where(F, F), F),
        row("true ? x : y -> x", TRUE.where(F, G), F),
        row("true ? x : y -> x", FALSE.where(F, G), G),
        row("!c ? t : f -> c ? f : t", A.not().where(F, G), A.where(G, F)),
        unchanged("!c ? t : f -> c ? f : t", A.not().where(X, invalid())),
        row(folding, A.where(c(1), X).plus(A.where(c(2), Y)), A.where(c(1).plus(2), X.plus(Y))),
        unchanged(folding, A.where(c(1), X).plus(A.where(Y, c(2)))),
        unchanged(folding, A.where(c(1), X).plus(B.where(c(2), Y))),
        row(
            "y + (c ? t : f) + (c ? tt : ff) -> y + (c ? t+tt : f+ff), if it folds a branch",
            Z.plus(A.where(X, c(1))).plus(A.where(Y, c(2))),
            Z.plus(A.where(X.plus(Y), c(1).plus(2)))));
  }
}
