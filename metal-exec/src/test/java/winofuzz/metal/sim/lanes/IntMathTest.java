package winofuzz.metal.sim.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is computed without a branch is what a comparison says. */
class IntMathTest {

  @Property
  void comparisons(@ForAll int a, @ForAll int b) {
    assertEquals(a < b ? 1 : 0, IntMath.less(a, b));
    assertEquals(1, IntMath.equal(a, a));
    assertEquals(a == b ? 1 : 0, IntMath.equal(a, b));
  }

  @Property
  void unsignedOnes(@ForAll int a, @ForAll int b) {
    boolean less = Integer.compareUnsigned(a, b) < 0;
    assertEquals(less ? a : b, IntMath.minimumUnsigned(a, b));
    assertEquals(less ? b : a, IntMath.maximumUnsigned(a, b));
  }
}
