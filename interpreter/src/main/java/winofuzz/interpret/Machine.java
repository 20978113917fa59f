package winofuzz.interpret;

import java.util.Arrays;
import java.util.List;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.ScalarOp;
import winofuzz.ir.UOp;
import winofuzz.number.NumericProfile;
import winofuzz.number.Rational;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/**
 * What one evaluation computes with: arithmetic for real numbers and for integers, the watch over
 * its memory accesses, and the meter of its work.
 */
final class Machine {
  private final Arithmetic reals;
  private final Arithmetic integers = new IntegerArithmetic();
  private final AccessMonitor monitor;

  private final MatrixUnit matrixUnit;
  private final NumericProfile profile;
  private final Statements statements;
  private final WorkMeter meter;

  Machine(
      Arithmetic reals,
      AccessMonitor monitor,
      NumericProfile profile,
      Statements statements,
      WorkMeter meter) {
    this.reals = reals;
    this.monitor = monitor;
    this.profile = profile;
    this.statements = statements;
    this.meter = meter;
    this.matrixUnit = new MatrixUnit(this, profile.matrixAccumulation());
  }

  MatrixUnit matrixUnit() {
    return matrixUnit;
  }

  /** Which products of a kernel are fused into sums. */
  Contractions contractions(Kernel.Linear kernel) {
    return new Contractions(profile, kernel.instructions(), statements.inlined(kernel));
  }

  AccessMonitor monitor() {
    return monitor;
  }

  /** Counts a node or an instruction that is evaluated. */
  void countEvaluation() {
    meter.spend(Work.EVALUATION, 1);
  }

  /** Counts elements that are about to be computed. */
  void countElements(long elements) {
    meter.spend(Work.ELEMENT, elements);
  }

  /** Returns the arithmetic for values of a type. */
  Arithmetic of(DType dtype) {
    return dtype.kind().isFloat() ? reals : integers;
  }

  Values input(Values given) {
    return of(given.dtype()).input(given);
  }

  Values zeros(DType dtype, long size) {
    int elements = Space.requireSize((double) size, () -> "memory of " + size + " " + dtype);
    return of(dtype).zeros(dtype.scalar(), elements);
  }

  /** Returns memory that was never written: it holds what a read outside of a buffer gives. */
  Values unwritten(DType dtype, long size) {
    Values zeros = zeros(dtype, size);
    if (monitor.garbage() == 0) {
      return zeros;
    }
    long[] outside = new long[zeros.size()];
    Arrays.fill(outside, Access.OUTSIDE);
    return gather(dtype, outside, zeros);
  }

  /** Returns the element of a CONST, one element even if it has several equal lanes. */
  Values constant(UOp node) {
    return of(node.dtype()).constant(node.dtype().scalar(), (Arg.Constant) node.arg());
  }

  /** Returns the elements at indices that have been checked. */
  Values gather(DType dtype, long[] indices, Values buffer) {
    countElements(indices.length);
    DType scalar = dtype.scalar();
    return of(scalar).gather(scalar, indices, buffer, outside(scalar));
  }

  /** Returns what a read outside of a buffer gives. */
  private Values outside(DType scalar) {
    double garbage = monitor.garbage();
    if (garbage == 0) {
      return of(scalar).zeros(scalar, 1);
    }
    Arg.Constant value =
        Double.isFinite(garbage) ? new Arg.Real(Rational.of(garbage)) : special(garbage);
    return of(scalar).constant(scalar, value);
  }

  private static Arg.Constant special(double value) {
    if (Double.isNaN(value)) {
      return Arg.Special.NAN;
    }
    return value > 0 ? Arg.Special.POSITIVE_INFINITY : Arg.Special.NEGATIVE_INFINITY;
  }

  /**
   * Returns the value of an elementwise node.
   *
   * @param walk over the result and the operands
   */
  Values elementwise(UOp node, int size, Walk walk, List<Values> operands) {
    countElements(size);
    DType dtype = node.dtype().scalar();
    Values first = operands.getFirst();
    return switch (node.op().scalar()) {
      case ScalarOp.Conversion op -> convert(op, dtype, laidOut(size, walk, first));
      case ScalarOp.Unary op -> of(dtype).unary(op, dtype, laidOut(size, walk, first));
      case ScalarOp.Binary op -> of(dtype).binary(op, dtype, size, walk, first, operands.get(1));
      case ScalarOp.Comparison op ->
          of(first.dtype()).compare(op, size, walk, first, operands.get(1));
      case ScalarOp.Ternary op -> ternary(op, dtype, size, walk, operands);
      case null -> throw new AssertionError("not an operation on elements: " + node);
    };
  }

  private Values ternary(
      ScalarOp.Ternary op, DType dtype, int size, Walk walk, List<Values> operands) {
    Values a = operands.get(0);
    Values b = operands.get(1);
    Values c = operands.get(2);
    return switch (op) {
      case WHERE -> of(dtype).where(dtype, size, walk, (Integers) a, b, c);
      case MULACC -> of(dtype).multiplyAdd(dtype, size, walk, a, b, c);
    };
  }

  /** Returns the first operand of a walk with its elements in the order of the result. */
  private Values laidOut(int size, Walk walk, Values operand) {
    return walk.isContiguous(1) && operand.size() == size
        ? operand
        : of(operand.dtype()).copy(operand.dtype(), size, walk, operand);
  }

  private Values convert(ScalarOp.Conversion op, DType dtype, Values a) {
    return switch (op) {
      case CAST -> cast(dtype, a);
      case BITCAST -> {
        DType bits = DType.INT64;
        Integers raw = a instanceof Integers i ? i : of(a.dtype()).toBits(bits, a);
        yield of(dtype).fromBits(dtype, raw);
      }
    };
  }

  private Values cast(DType dtype, Values a) {
    boolean fromReal = a.dtype().kind().isFloat();
    if (dtype.kind().isFloat()) {
      return fromReal ? reals.convert(dtype, a) : reals.fromIntegers(dtype, (Integers) a);
    }
    return of(a.dtype()).toIntegers(dtype, a);
  }

  /**
   * Returns the first value where the condition holds, the second elsewhere; each of a size or of
   * one.
   */
  Values choose(int size, Integers condition, Values yes, Values no) {
    Walk walk = Walk.flat(size, condition, yes, no);
    return of(yes.dtype()).where(yes.dtype(), size, walk, condition, yes, no);
  }

  /** Returns integers from a start, one apart. */
  static Integers counting(DType dtype, int start, int count) {
    long[] cells = new long[count];
    Arrays.setAll(cells, i -> start + i);
    return new Integers(dtype.scalar(), cells);
  }
}
