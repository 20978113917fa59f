package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static winofuzz.compiler.symbolic.RuleTable.FLOAT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

class ConstantFoldingTest {

  private static Arg.Constant parse(String text) {
    return switch (text) {
      case "inf" -> Arg.Special.POSITIVE_INFINITY;
      case "-inf" -> Arg.Special.NEGATIVE_INFINITY;
      case "nan" -> Arg.Special.NAN;
      case "-0" -> Arg.Special.NEGATIVE_ZERO;
      case "true", "false" -> new Arg.Bool(text.equals("true"));
      default -> new Arg.Real(Rational.parse(text));
    };
  }

  private static UOp real(String text) {
    return UOp.of(Op.CONST, FLOAT, parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 1/3, 1/6, 1/2",
    "ADD, inf, -inf, nan",
    "ADD, inf, 1, inf",
    "ADD, nan, 1, nan",
    "ADD, 0, -0, 0",
    "ADD, -0, -0, -0",
    "ADD, 1, -1, 0",
    "SUB, 1, 1/4, 3/4",
    "SUB, inf, inf, nan",
    "MUL, 1/3, 3, 1",
    "MUL, inf, 0, nan",
    "MUL, inf, -2, -inf",
    "MUL, -0, 2, -0",
    // The rules do not tell zeros apart: a new zero is plain.
    "MUL, 0, -2, 0",
    "MAX, 1, 2, 2",
    "MAX, -inf, -5, -5",
    "MAX, 0, -0, 0",
    "MAX, -0, 0, -0",
    "CMPLT, 1, 2, true",
    "CMPLT, -0, 0, false",
    "CMPLT, nan, 1, false",
    "CMPLT, -inf, inf, true",
    "CMPLT, inf, inf, false",
    "CMPNE, nan, nan, true",
    "CMPNE, 0, -0, false",
    "CMPNE, inf, inf, false",
    "CMPEQ, 1/2, 1/2, true",
  })
  void realArithmeticIsExactAndKnowsTheSpecialValues(Op op, String a, String b, String expected) {
    DType type = op.isComparison() ? DType.BOOL : FLOAT;
    UOp folded = ConstantFolding.fold(UOp.of(op, type, real(a), real(b)));
    assertEquals(UOp.of(Op.CONST, type, parse(expected)), folded);
  }

  @ParameterizedTest
  @CsvSource({
    "NEG, 1/3, -1/3",
    "NEG, 0, 0",
    "NEG, inf, -inf",
    "NEG, -inf, inf",
    "NEG, nan, nan",
    "RECIP, 6, 1/6",
    "RECIP, 0, inf",
    "RECIP, -0, -inf",
    "RECIP, -inf, 0",
    "RECIP, nan, nan",
    "TRUNC, 7/2, 3",
    "TRUNC, -7/2, -3",
    "TRUNC, -1/2, 0",
    "TRUNC, inf, inf",
    "SQRT, 9/4, 3/2",
    "SQRT, -1, nan",
    "SQRT, -0, -0",
    "EXP2, -3, 1/8",
    "EXP2, -inf, 0",
    "LOG2, 1/8, -3",
    "LOG2, 0, -inf",
    "LOG2, -1, nan",
    "SIN, 0, 0",
    "SIN, inf, nan",
  })
  void unaryArithmeticIsExactAndKnowsTheSpecialValues(Op op, String a, String expected) {
    assertEquals(real(expected), ConstantFolding.fold(UOp.of(op, FLOAT, real(a))));
  }

  @ParameterizedTest
  @CsvSource({"SQRT, 2", "EXP2, 1/2", "EXP2, 2000", "LOG2, 3", "SIN, 1"})
  void whatNoRationalEqualsIsNotComputed(Op op, String a) {
    assertNull(ConstantFolding.fold(UOp.of(op, FLOAT, real(a))));
  }

  @ParameterizedTest
  @CsvSource({
    "IDIV, -7, 2, -3",
    "IDIV, 7, -2, -3",
    "IDIV, 7, 0, 0",
    "MOD, -7, 2, -1",
    "MOD, 7, -2, 1",
    "MOD, 7, 0, 7",
    "SHL, 3, 4, 48",
    "SHR, -5, 1, -3",
    "AND, 12, 10, 8",
    "OR, 12, 10, 14",
    "XOR, 12, 10, 6",
    "MAX, -3, 2, 2",
    "SUB, 3, 5, -2",
  })
  void integerArithmeticTruncates(Op op, long a, long b, long expected) {
    assertEquals(
        UOp.index(expected),
        ConstantFolding.fold(UOp.of(op, DType.INDEX, UOp.index(a), UOp.index(b))));
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, ADD, 127, 1, -128",
    "UINT8, ADD, 255, 1, 0",
    "UINT8, SUB, 0, 1, 255",
    "INT16, MUL, 256, 128, -32768",
    "UINT16, MUL, 256, 256, 0",
    "INT32, ADD, 2147483647, 1, -2147483648",
    "UINT32, SUB, 0, 1, 4294967295",
    "UINT32, MUL, 4294967295, 4294967295, 1",
    "INT64, ADD, 9223372036854775807, 1, -9223372036854775808",
    "INT64, SHL, 3, 62, -4611686018427387904",
  })
  void fixedWidthIntegersWrap(DType.Kind kind, Op op, long a, long b, long expected) {
    DType type = DType.scalar(kind);
    UOp node = UOp.of(op, type, UOp.constant(type, a), UOp.constant(type, b));
    assertEquals(UOp.constant(type, expected), ConstantFolding.fold(node));
  }

  @ParameterizedTest
  @CsvSource({"INDEX, ADD", "INDEX, MUL", "UINT64, MUL"})
  void whatNoArgumentHoldsIsLeftAlone(DType.Kind kind, Op op) {
    DType type = DType.scalar(kind);
    UOp large = UOp.constant(type, Long.MAX_VALUE);
    assertNull(ConstantFolding.fold(UOp.of(op, type, large, large)));
  }

  @Test
  void lanesAreFoldedOneByOne() {
    DType type = DType.INDEX.vector(3);
    UOp vector = UOp.indices(List.of(1, 2, 3));
    UOp two = UOp.constant(type, 2);
    assertEquals(
        UOp.indices(List.of(2, 4, 6)), ConstantFolding.fold(UOp.of(Op.MUL, type, vector, two)));
    UOp zero = ConstantFolding.fold(UOp.of(Op.MUL, type, vector, UOp.constant(type, 0)));
    assertEquals(UOp.constant(type, 0), zero);
  }

  @Test
  void arithmeticOnAnInvalidIndexIsInvalid() {
    UOp invalid = UOp.invalid(1);
    assertEquals(invalid, ConstantFolding.fold(UOp.of(Op.MUL, DType.INDEX, invalid, UOp.index(0))));
  }
}
