package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

class DirectFoldingTest {
  private static final List<UOp> INDICES =
      List.of(
          UOp.index(0),
          UOp.index(1),
          UOp.index(-5),
          UOp.index(Long.MAX_VALUE),
          UOp.invalid(1),
          variable("i", DType.INDEX),
          variable("i", DType.INDEX).plus(5),
          variable("i", DType.INDEX).plus(1),
          variable("i", DType.INDEX).lessThan(3).where(variable("j", DType.INDEX), UOp.invalid(1)));
  private static final List<UOp> FLOATS =
      List.of(
          UOp.constant(DType.FLOAT32, 0),
          UOp.constant(DType.FLOAT32, 1),
          UOp.constant(DType.FLOAT32, -3),
          UOp.of(Op.CONST, DType.FLOAT32, Arg.Special.NEGATIVE_ZERO),
          UOp.of(Op.CONST, DType.FLOAT32, Arg.Special.POSITIVE_INFINITY),
          UOp.of(Op.CONST, DType.FLOAT32, Arg.Special.NAN),
          variable("i", DType.INDEX).cast(DType.FLOAT32));
  private static final List<UOp> CONDITIONS =
      List.of(UOp.bool(true), UOp.bool(false), variable("i", DType.INDEX).lessThan(3));

  private static UOp variable(String name, DType type) {
    return UOp.of(Op.DEFINE_VAR, type, new Arg.Variable(name, 0, 9));
  }

  @Test
  void whatIsFoldedIsWhatTheRulesMakeOfIt() {
    long folded =
        Stream.of(INDICES, FLOATS)
            .flatMap(values -> values.stream().flatMap(a -> operations(a, values)))
            .filter(DirectFoldingTest::isFoldedAsByRules)
            .count();
    assertNotEquals(0, folded);
  }

  private static Stream<UOp> operations(UOp a, List<UOp> values) {
    return values.stream()
        .flatMap(
            b ->
                Stream.concat(
                    Stream.of(a.plus(b), a.times(b), a.lessThan(b)),
                    CONDITIONS.stream().map(condition -> condition.where(a, b))));
  }

  private static boolean isFoldedAsByRules(UOp node) {
    UOp folded = DirectFolding.fold(node.op(), node.dtype(), node.copyOfSrc());
    if (folded == null) {
      return false;
    }
    assertSame(
        Rewriter.PLAIN.rewrite(node, SymbolicRules.SYMBOLIC),
        folded,
        () -> node + " " + node.src());
    return true;
  }
}
