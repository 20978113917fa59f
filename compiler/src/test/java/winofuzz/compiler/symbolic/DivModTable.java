package winofuzz.compiler.symbolic;

import static winofuzz.compiler.symbolic.RuleTable.*;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.symbolic.RuleTable.Row;
import winofuzz.ir.UOp;

/** Examples of rules on quotients and remainders. */
final class DivModTable {
  private DivModTable() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(recombination());
    rows.addAll(folding());
    rows.addAll(signs());
    return rows;
  }

  private static List<Row> recombination() {
    UOp quotient = X.divide(4);
    UOp remainder = X.modulo(4);
    return List.of(
        row("x%c + (x//c)*c -> x", quotient.times(4).plus(remainder), X),
        unchanged("x%c + (x//c)*c -> x", quotient.times(3).plus(remainder)),
        row(
            "(x//c1)*c3 + (x%c1)*c2 -> x*c2, if c1*c2 = c3",
            quotient.times(12).plus(remainder.times(3)), X.times(3)),
        unchanged(
            "(x//c1)*c3 + (x%c1)*c2 -> x*c2, if c1*c2 = c3",
            quotient.times(12).plus(remainder.times(2))),
        row("y + (x//c)*c + x%c -> y + x", Y.plus(quotient.times(4)).plus(remainder), Y.plus(X)),
        row("y + x%c + (x//c)*c -> y + x", Y.plus(remainder).plus(quotient.times(4)), Y.plus(X)),
        row(
            "y + (x//c1)*c3 + (x%c1)*c2 -> y + x*c2, if c1*c2 = c3",
            Y.plus(quotient.times(12)).plus(remainder.times(3)), Y.plus(X.times(3))),
        row(
            "y + (x%c1)*c2 + (x//c1)*c3 -> y + x*c2, if c1*c2 = c3",
            Y.plus(remainder.times(3)).plus(quotient.times(12)), Y.plus(X.times(3))),
        row("x//c1//c2 -> x//(c1*c2)", X.divide(2).divide(3), X.divide(c(2).times(3))),
        row(
            "(x//c + a)//d -> (x + a*c)//(c*d), if c, d > 0 and x, a have one sign",
            X.divide(2).plus(3).divide(5),
            X.plus(c(3).times(2)).divide(c(2).times(5))),
        unchanged(
            "(x//c + a)//d -> (x + a*c)//(c*d), if c, d > 0 and x, a have one sign",
            X.divide(2).plus(-3).divide(5)));
  }

  private static List<Row> folding() {
    UOp four = range(3, 4);
    UOp two = range(4, 2);
    return List.of(
        row("range(n) % n -> range(n)", X.modulo(10), X),
        unchanged("range(n) % n -> range(n)", X.modulo(9)),
        row("range(n) // n -> 0", X.divide(10), c(0)),
        row("x / y, one quotient for all x and y", X.plus(10).divide(10), c(1)),
        tidied("x / y, one quotient for all x and y", X.plus(10).modulo(10), X.plus(10).plus(-10)),
        unchanged("x / y, one quotient for all x and y", X.plus(9).divide(10)),
        tidied("x / c, two values of x", two.times(5).plus(3).divide(4), two.times(2)),
        tidied("x / c, two values of x", two.times(5).plus(3).modulo(4), two.times(-3).plus(3)),
        unchanged("x / c, two values of x", Z.times(5).divide(4)),
        tidied("x / c, by congruence", X.times(8).plus(four).modulo(4), four),
        tidied("x / c, by congruence", X.times(8).plus(four).divide(4), X.times(2)),
        unchanged("x / c, by congruence", X.times(9).plus(two).plus(6).divide(5)),
        unchanged("x / c, by congruence", X.times(5).plus(four).divide(4)),
        tidied("x / y, common divisor", X.times(6).divide(4), X.times(3).divide(2)),
        tidied("x / y, common divisor", X.times(6).modulo(4), X.times(3).modulo(2).times(2)),
        tidied("x / y, common divisor", X.times(Y).modulo(Y), X.modulo(1).times(Y)),
        unchanged("x / y, common divisor", X.times(6).modulo(5)),
        tidied(
            "x / c, common divisor of all but a constant",
            X.times(6).plus(5).divide(4),
            X.times(3).divide(2).plus(1)),
        tidied(
            "x / c, common divisor of all but a constant",
            X.times(6).plus(5).modulo(4),
            X.times(3).modulo(2).times(2).plus(1)),
        row("(x%(n*c) + y) % c -> (x + y) % c", X.modulo(4).plus(Y).modulo(2), X.plus(Y).modulo(2)),
        unchanged("(x%(n*c) + y) % c -> (x + y) % c", X.modulo(3).plus(Y).modulo(2)),
        tidied(
            "x // (a*b) -> x//a//b, if x//a simplifies",
            X.times(4).plus(Z).divide(12),
            X.divide(3)),
        unchanged("x // (a*b) -> x//a//b, if x//a simplifies", X.plus(Y).divide(12)),
        tidied(
            "(y*x + r) / y, exact terms apart", X.times(4).plus(Y).divide(4), Y.divide(4).plus(X)),
        tidied(
            "(y*x + r) / y, exact terms apart",
            X.times(6).plus(Y).modulo(4),
            X.times(2).plus(Y).modulo(4)),
        unchanged("(y*x + r) / y, exact terms apart", X.times(3).plus(Y).modulo(4)));
  }

  private static List<Row> signs() {
    return List.of(
        row("x // d -> -(x // -d), if d < 0", X.divide(-3), X.divide(c(-3).negate()).negate()),
        row(
            "x // d -> -(-x // d), if x <= 0",
            NEGATIVE.divide(3),
            NEGATIVE.negate().divide(3).negate()),
        unchanged("x // d -> -(-x // d), if x <= 0", U.divide(3)),
        row(
            "x % d -> -(-x % d), if x <= 0",
            NEGATIVE.modulo(3), NEGATIVE.negate().modulo(3).negate()),
        row("x % d -> x % -d, if d < 0", X.modulo(-3), X.modulo(c(-3).negate())),
        row(
            "(x + c)//d -> (x + c%d)//d + c//d, if x >= 0",
            X.plus(11).divide(4), X.plus(3).divide(4).plus(2)),
        unchanged("(x + c)//d -> (x + c%d)//d + c//d, if x >= 0", X.plus(3).divide(4)),
        row(
            "(x + c)//d -> c//d - (d-1 - c%d - x)//d, if x <= 0",
            NEGATIVE.plus(21).divide(4),
            c(1).plus(NEGATIVE).minus(3).negate().divide(4).negate().plus(5)),
        unchanged(
            "(x + c)//d -> c//d - (d-1 - c%d - x)//d, if x <= 0", NEGATIVE.plus(3).divide(4)));
  }
}
