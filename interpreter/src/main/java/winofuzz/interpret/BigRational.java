package winofuzz.interpret;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import winofuzz.interpret.Values.Integers;
import winofuzz.interpret.Values.Rationals;
import winofuzz.ir.ScalarOp;

/** Exact arithmetic on arrays of big integers over one denominator each. */
final class BigRational {
  private static final BigRows ROWS = BigRows.BIG_INTEGERS;
  private static final Rows.Settling<BigInteger[]> NOTHING = (r, from, n) -> {};

  /** Two arrays of numerators over one denominator. */
  private record Pair(Rationals first, Rationals second, BigInteger denominator) {}

  private static Pair common(Rationals a, Rationals b) {
    if (a.denominator.equals(b.denominator)) {
      return new Pair(a, b, a.denominator);
    }
    BigInteger missing = b.denominator.divide(a.denominator.gcd(b.denominator));
    BigInteger common = ExactIntegers.multiply(a.denominator, missing);
    return new Pair(multiplied(a, missing), multiplied(b, common.divide(b.denominator)), common);
  }

  private static Rationals multiplied(Rationals a, BigInteger factor) {
    return factor.equals(BigInteger.ONE)
        ? a
        : new Rationals(
            a.dtype(),
            each(a.numerators, n -> ExactIntegers.multiply(n, factor)),
            ExactIntegers.multiply(a.denominator, factor));
  }

  private static BigInteger[] each(BigInteger[] numerators, UnaryOperator<BigInteger> f) {
    BigInteger[] r = new BigInteger[numerators.length];
    Arrays.setAll(r, i -> f.apply(numerators[i]));
    return r;
  }

  Rationals negate(Rationals a) {
    return new Rationals(a.dtype(), each(a.numerators, BigInteger::negate), a.denominator);
  }

  Rationals truncate(Rationals a) {
    return new Rationals(
        a.dtype(), each(a.numerators, n -> n.divide(a.denominator)), BigInteger.ONE);
  }

  /** One over each number, over the least common multiple of the numerators. */
  Rationals reciprocal(Rationals a) {
    BigInteger common = BigInteger.ONE;
    for (BigInteger n : a.numerators) {
      if (n.signum() == 0) {
        throw new EvaluationException("RECIP: 1/0 has no rational value");
      }
      common = ExactIntegers.multiply(common, n.abs().divide(common.gcd(n)));
    }
    BigInteger denominator = common;
    BigInteger[] r =
        each(a.numerators, n -> ExactIntegers.multiply(a.denominator, denominator.divide(n)));
    return new Rationals(a.dtype(), r, denominator);
  }

  private static Rows.Kernel<BigInteger[]> kernel(ScalarOp.Binary op) {
    return switch (op) {
      case ADD -> BigRows.elementwise(BigInteger::add);
      case SUB -> BigRows.elementwise(BigInteger::subtract);
      case MUL -> BigRows.elementwise(ExactIntegers::multiply);
      case MAX -> BigRows.elementwise(BigInteger::max);
      // ExactArithmetic divides by multiplying, and refuses the others.
      case FDIV, POW, SHL, SHR, IDIV, MOD, XOR, OR, AND ->
          throw new AssertionError("not computed exactly: " + op);
    };
  }

  Rationals binary(ScalarOp.Binary op, int size, Walk walk, Rationals a, Rationals b) {
    Pair p = pair(op, a, b);
    BigInteger[] r =
        ROWS.binary(size, walk, p.first.numerators, p.second.numerators, kernel(op), NOTHING);
    return new Rationals(a.dtype(), r, p.denominator);
  }

  private static Pair pair(ScalarOp.Binary op, Rationals a, Rationals b) {
    return op == ScalarOp.Binary.MUL
        ? new Pair(a, b, ExactIntegers.multiply(a.denominator, b.denominator))
        : common(a, b);
  }

  Rationals where(int size, Walk walk, Integers condition, Rationals yes, Rationals no) {
    Pair p = common(yes, no);
    return new Rationals(
        yes.dtype(),
        ROWS.where(size, walk, condition, p.first.numerators, p.second.numerators),
        p.denominator);
  }

  long[] compare(ScalarOp.Comparison op, int size, Walk walk, Rationals a, Rationals b) {
    Pair p = common(a, b);
    return ROWS.compare(
        size,
        walk,
        p.first.numerators,
        p.second.numerators,
        (r, ri, x, xi, y, yi, n) -> {
          for (int i = 0; i < n; i++) {
            int order = x[xi + i].compareTo(y[yi + i]);
            boolean truth =
                switch (op) {
                  case CMPLT -> order < 0;
                  case CMPNE -> order != 0;
                  case CMPEQ -> order == 0;
                };
            r[ri + i] = truth ? 1 : 0;
          }
        });
  }

  Rationals fold(Reduction by, int size, Walk walk, Rationals a) {
    if (by == Reduction.MUL && !a.denominator.equals(BigInteger.ONE)) {
      int terms = size == 0 ? 0 : Math.toIntExact(walk.points() / size);
      Rationals product =
          fold(by, size, walk, new Rationals(a.dtype(), a.numerators, BigInteger.ONE));
      return new Rationals(
          a.dtype(), product.numerators, ExactIntegers.power(a.denominator, terms));
    }
    BigInteger[] r = identities(by, size, walk, a);
    ROWS.fold(r, walk, a.numerators, kernel(by.step()), NOTHING);
    return new Rationals(a.dtype(), r, a.denominator);
  }

  private static BigInteger[] identities(Reduction by, int size, Walk walk, Rationals a) {
    BigInteger[] r = ROWS.allocate(size);
    switch (by) {
      case ADD -> {}
      case MUL -> Arrays.fill(r, BigInteger.ONE);
      case MAX -> {
        if (walk.points() == 0 && size > 0) {
          throw new EvaluationException("REDUCE: the MAX of nothing has no rational value");
        }
        Arrays.fill(r, Arrays.stream(a.numerators).reduce(BigInteger.ZERO, BigInteger::min));
      }
    }
    return r;
  }

  Rationals sumProducts(int size, Walk walk, Rationals a, Rationals b) {
    BigInteger[] r = ROWS.allocate(size);
    ROWS.foldProducts(
        r,
        walk,
        a.numerators,
        b.numerators,
        kernel(ScalarOp.Binary.MUL),
        NOTHING,
        kernel(ScalarOp.Binary.ADD),
        NOTHING);
    return new Rationals(a.dtype(), r, ExactIntegers.multiply(a.denominator, b.denominator));
  }

  Rationals copy(int size, Walk walk, Rationals a) {
    return new Rationals(a.dtype(), ROWS.copy(size, walk, a.numerators), a.denominator);
  }

  Rationals gather(long[] indices, Rationals buffer, Rationals outside) {
    Pair p = common(buffer, outside);
    return new Rationals(
        buffer.dtype(),
        ROWS.gather(indices, p.first.numerators, p.second.numerators),
        p.denominator);
  }

  Rationals scatter(Rationals buffer, Walk walk, long[] indices, Rationals values) {
    Pair p = common(buffer, values);
    ROWS.scatter(p.first.numerators, walk, indices, p.second.numerators);
    return new Rationals(buffer.dtype(), p.first.numerators, p.denominator);
  }

  Rationals place(Rationals buffer, int at, Rationals values) {
    Pair p = common(buffer, values);
    BigInteger[] r = p.first.numerators;
    System.arraycopy(p.second.numerators, 0, r, at, values.size());
    return new Rationals(buffer.dtype(), r, p.denominator);
  }
}
