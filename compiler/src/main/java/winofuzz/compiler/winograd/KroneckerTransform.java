package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import winofuzz.compiler.rangeify.RangeSource;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** Multiplies a value by the Kronecker power of a matrix, along its inner axes. */
final class KroneckerTransform {
  private final WinogradMatrix matrix;
  private final boolean innerFirst;
  private final Set<RewriteChoice> choices;
  private final RangeSource source;

  /**
   * @param matrix what to multiply by
   * @param innerFirst whether an operand that is a buffer has its inner axes before its outer ones
   * @param choices of the rewrite
   * @param source of new ranges
   */
  KroneckerTransform(
      WinogradMatrix matrix, boolean innerFirst, Set<RewriteChoice> choices, RangeSource source) {
    this.matrix = matrix;
    this.innerFirst = innerFirst;
    this.choices = choices;
    this.source = source;
  }

  /**
   * Returns the transform of an operand, kept in a buffer over new outer ranges and the result's.
   *
   * @param operand a buffer over {@code outer} and {@code inner}, or a value that becomes one
   * @param outer axes that are passed through
   * @param inner axes that the matrix is applied along
   */
  UOp apply(UOp operand, List<UOp> outer, List<UOp> inner) {
    boolean resultAxesFirst = choices.contains(RewriteChoice.RESULT_AXES_FIRST);
    List<UOp> result = resultAxesFirst ? results(inner) : List.of();
    List<UOp> newOuter = outers(outer);
    if (!resultAxesFirst) {
      result = results(inner);
    }
    UOp buffer =
        operand.is(Op.BUFFERIZE)
            ? operand
            : operand.bufferize(Arg.Storage.GLOBAL, at(outer, inner));
    List<List<UOp>> columns = result.stream().map(r -> columns(r, operand.dtype())).toList();

    UOp sum = null;
    for (List<Integer> position : positions(inner.size())) {
      List<UOp> point = position.stream().map(i -> UOp.index(i)).toList();
      UOp factor = UOp.real(operand.dtype(), Rational.ONE);
      for (int axis = 0; axis < inner.size(); axis++) {
        factor = factor.times(columns.get(axis).get(position.get(axis)));
      }
      UOp term = factor.times(buffer.at(at(newOuter, point)));
      sum = (sum == null ? term.constLike(0) : sum).plus(term);
    }
    if (sum == null) {
      throw new AssertionError("a matrix without columns");
    }
    return sum.bufferize(Arg.Storage.GLOBAL, WinogradRewrite.join(newOuter, result));
  }

  private List<UOp> at(List<UOp> outer, List<UOp> inner) {
    return innerFirst ? WinogradRewrite.join(inner, outer) : WinogradRewrite.join(outer, inner);
  }

  private List<UOp> results(List<UOp> inner) {
    return inner.stream().map(r -> source.loop(matrix.outputs(), role(r))).toList();
  }

  private List<UOp> outers(List<UOp> outer) {
    return outer.stream().map(source::like).toList();
  }

  private static AxisRole role(UOp range) {
    return range.arg() instanceof Arg.Axis axis ? axis.role() : AxisRole.OTHER;
  }

  /**
   * For each column, its entry in the row that a range selects: a sum of choices, so that a known
   * row folds to one constant.
   */
  private List<UOp> columns(UOp row, DType dtype) {
    List<UOp> result = new ArrayList<>();
    UOp zero = UOp.real(dtype, Rational.ZERO);
    for (int column = 0; column < matrix.inputs(); column++) {
      UOp sum = zero;
      for (int r = 0; r < matrix.outputs(); r++) {
        sum = sum.plus(isRow(row, r).where(UOp.real(dtype, matrix.entry(r, column)), zero));
      }
      result.add(sum);
    }
    return result;
  }

  private UOp isRow(UOp row, int number) {
    if (!choices.contains(RewriteChoice.CONCATENATED_ROWS)) {
      return row.equal(number);
    }
    UOp begun = row.atLeast(number);
    UOp notEnded = row.lessThan(number + 1L);
    if (number == 0) {
      return notEnded;
    }
    return number == matrix.outputs() - 1 ? begun : begun.and(notEnded);
  }

  private List<List<Integer>> positions(int axes) {
    List<List<Integer>> result = List.of(List.of());
    for (int axis = 0; axis < axes; axis++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> head : result) {
        for (int i = 0; i < matrix.inputs(); i++) {
          List<Integer> position = new ArrayList<>(head);
          position.add(i);
          longer.add(List.copyOf(position));
        }
      }
      result = longer;
    }
    return result;
  }
}
