package winofuzz.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Exact numbers against big decimals. */
final class RationalTest {

  @Property(tries = 500)
  void sumsAndProductsAreThoseOfDecimals(@ForAll float a, @ForAll float b) {
    Rational x = Rational.of(a);
    Rational y = Rational.of(b);
    BigDecimal p = new BigDecimal(a);
    BigDecimal q = new BigDecimal(b);
    assertEquals(Rational.parse(p.add(q).toPlainString()), x.plus(y));
    assertEquals(Rational.parse(p.multiply(q).toPlainString()), x.times(y));
    assertEquals(Rational.parse(p.subtract(q).toPlainString()), x.minus(y));
    assertEquals(p.compareTo(q), x.compareTo(y));
  }

  @Property(tries = 500)
  void aQuotientTimesItsDivisorIsTheDividend(@ForAll int a, @ForAll int b) {
    if (b == 0) {
      assertThrows(ArithmeticException.class, () -> Rational.of(a).dividedBy(Rational.of(b)));
    } else {
      Rational quotient = Rational.of(a).dividedBy(Rational.of(b));
      assertEquals(Rational.of(a), quotient.times(Rational.of(b)));
      assertEquals((long) a / b, quotient.truncate().longValueExact());
    }
  }

  @Property(tries = 500)
  void doublesComeBack(@ForAll double value) {
    assertEquals(value == 0 ? 0.0 : value, Rational.of(value).toDouble());
  }

  @Test
  void lowestTerms() {
    assertEquals("-1/6", Rational.of(4, -24).toString());
    assertEquals(Rational.of(1, 4), Rational.parse("0.25"));
    assertEquals(Rational.of(-1, 6), Rational.parse("-2/12"));
    assertThrows(ArithmeticException.class, () -> Rational.of(1, 0));
    assertThrows(ArithmeticException.class, () -> Rational.of(Double.NaN));
  }
}
