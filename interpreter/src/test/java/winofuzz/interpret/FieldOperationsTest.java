package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.number.PrimeField;

/** Evaluation over a prime field: what operations give, of which degree, and what is refused. */
final class FieldOperationsTest {
  private static final long[] SOME = {0, 1, PrimeField.ORDER - 1, 1L << 60, 123_456_789_123L};
  private static final Residues X = residues(SOME);
  private static final Residues Y = residues(7, PrimeField.ORDER - 2, 1L << 59, 3, 99);

  private static Residues residues(long... elements) {
    return Values.residues(DType.FLOAT32, elements, 1);
  }

  private static Residues apply(Op op, Values... operands) {
    return (Residues)
        Elementwise.apply(Interpreter.of(Semantics.FIELD), op, DType.FLOAT32, operands);
  }

  @Test
  void sumsAndProductsElementByElement() {
    Residues sum = apply(Op.ADD, X, Y);
    Residues difference = apply(Op.SUB, X, Y);
    Residues product = apply(Op.MUL, X, Y);
    Residues fused = apply(Op.MULACC, X, Y, X);
    for (int i = 0; i < SOME.length; i++) {
      long x = X.residueAt(i);
      long y = Y.residueAt(i);
      assertEquals(PrimeField.add(x, y), sum.residueAt(i));
      assertEquals(PrimeField.subtract(x, y), difference.residueAt(i));
      assertEquals(PrimeField.multiply(x, y), product.residueAt(i));
      assertEquals(PrimeField.add(PrimeField.multiply(x, y), x), fused.residueAt(i));
    }
  }

  @Test
  void degreesAddUpInProductsAlone() {
    assertEquals(1, apply(Op.ADD, X, Y).degree());
    assertEquals(1, apply(Op.NEG, X).degree());
    assertEquals(2, apply(Op.MUL, X, Y).degree());
    assertEquals(2, apply(Op.MULACC, X, Y, X).degree());
    assertEquals(3, apply(Op.MUL, X, apply(Op.MUL, X, Y)).degree());
  }

  @Test
  void numbersAreTakenAsTheirExactValues() {
    Residues halves = apply(Op.ADD, Values.of(0.5f, -0.75f), Values.of(0f, 0f));
    assertEquals(1, PrimeField.multiply(2, halves.residueAt(0)));
    assertEquals(PrimeField.of(-3), PrimeField.multiply(4, halves.residueAt(1)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"EXP2", "LOG2", "SIN", "SQRT", "RECIP", "TRUNC"})
  void whatIsNoPolynomialIsRefusedWithItsNode(Op op) {
    EvaluationException refused = assertThrows(EvaluationException.class, () -> apply(op, X));
    assertInstanceOf(NotPolynomialException.class, refused.getCause());
    assertEquals(op, refused.node().orElseThrow().op());
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"MAX", "POW", "FDIV"})
  void ofTwoOperandsToo(Op op) {
    EvaluationException refused = assertThrows(EvaluationException.class, () -> apply(op, X, Y));
    assertInstanceOf(NotPolynomialException.class, refused.getCause());
  }

  @Test
  void comparisonsAndBitsAreRefused() {
    Interpreter field = Interpreter.of(Semantics.FIELD);
    for (Op op : new Op[] {Op.CMPLT, Op.CMPNE}) {
      EvaluationException refused =
          assertThrows(
              EvaluationException.class, () -> Elementwise.apply(field, op, DType.BOOL, X, Y));
      assertTrue(String.valueOf(refused.getMessage()).contains("no polynomial"));
    }
    assertThrows(
        EvaluationException.class, () -> Elementwise.apply(field, Op.BITCAST, DType.INT32, X));
    assertThrows(
        EvaluationException.class, () -> Elementwise.apply(field, Op.CAST, DType.INT32, X));
  }

  @Test
  void aCastBetweenFloatsChangesNothing() {
    Residues half =
        (Residues) Elementwise.apply(Interpreter.of(Semantics.FIELD), Op.CAST, DType.FLOAT16, X);
    assertEquals(DType.FLOAT16, half.dtype());
    for (int i = 0; i < SOME.length; i++) {
      assertEquals(SOME[i], half.residueAt(i));
    }
  }

  @Test
  void otherSemanticsTakeNoResidues() {
    assertThrows(EvaluationException.class, () -> Elementwise.ieee(Op.ADD, DType.FLOAT32, X, Y));
    assertThrows(EvaluationException.class, () -> Elementwise.exact(Op.ADD, DType.FLOAT32, X, Y));
  }

  /** As expressions of numbers: what is equal for all numbers is equal here, and nothing else. */
  @Property(tries = 50)
  void identitiesHoldAndOthersDoNot(@ForAll long a, @ForAll long b) {
    Residues x = residues(PrimeField.of(a));
    Residues y = residues(PrimeField.of(b));
    Residues factored = apply(Op.MUL, apply(Op.ADD, x, y), apply(Op.SUB, x, y));
    Residues squares = apply(Op.SUB, apply(Op.MUL, x, x), apply(Op.MUL, y, y));
    assertTrue(Values.exactlyEqual(factored, squares));
    boolean differs =
        PrimeField.multiply(2, PrimeField.multiply(y.residueAt(0), y.residueAt(0))) != 0;
    Residues wrong = apply(Op.ADD, apply(Op.MUL, x, x), apply(Op.MUL, y, y));
    assertEquals(!differs, Values.exactlyEqual(factored, wrong));
  }
}
