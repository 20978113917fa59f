package winofuzz.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The field against big integers. */
final class PrimeFieldTest {
  private static final BigInteger ORDER = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

  /** Elements, the ends of the range among them. */
  @Provide
  Arbitrary<Long> elements() {
    return Arbitraries.longs().between(0, PrimeField.ORDER - 1);
  }

  private static long expected(BigInteger number) {
    return number.mod(ORDER).longValueExact();
  }

  @Property
  void operationsAreThoseOfIntegersModuloTheOrder(
      @ForAll("elements") long a, @ForAll("elements") long b) {
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    assertEquals(expected(x.add(y)), PrimeField.add(a, b));
    assertEquals(expected(x.subtract(y)), PrimeField.subtract(a, b));
    assertEquals(expected(x.multiply(y)), PrimeField.multiply(a, b));
    assertEquals(expected(x.negate()), PrimeField.negate(a));
  }

  @Property
  void anElementTimesItsInverseIsOne(@ForAll("elements") long a) {
    if (a != 0) {
      assertEquals(1, PrimeField.multiply(a, PrimeField.inverse(a)));
    }
  }

  @Property
  void integersOfAnySign(@ForAll long a) {
    assertEquals(expected(BigInteger.valueOf(a)), PrimeField.of(a));
    assertEquals(
        expected(BigInteger.valueOf(a).pow(3)), PrimeField.of(BigInteger.valueOf(a).pow(3)));
  }

  @Test
  void rationalsAreQuotients() {
    assertEquals(PrimeField.of(-5), PrimeField.multiply(PrimeField.of(Rational.of(-5, 24)), 24));
    assertEquals(PrimeField.ORDER - 1, PrimeField.of(Rational.of(-1)));
  }

  @Test
  void zeroHasNoInverse() {
    assertThrows(ArithmeticException.class, () -> PrimeField.inverse(0));
    Rational undefined = new Rational(BigInteger.ONE, ORDER);
    assertThrows(ArithmeticException.class, () -> PrimeField.of(undefined));
  }
}
