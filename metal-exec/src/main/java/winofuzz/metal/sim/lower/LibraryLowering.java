package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.MemoryFlags;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.sim.instruction.Barrier;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.SimdgroupBarrier;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntBinaryOperation;

/** Emits calls of Metal's library functions, component by component where they are elementwise. */
final class LibraryLowering {

  private final LoweringContext context;
  private final Emitter emitter;
  private final ArithmeticLowering arithmetic;
  private final FloatFunctions floats;
  private final IntegerFunctions integers;
  private final SimdgroupLowering simdgroups;
  private final AtomicLowering atomics;

  LibraryLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
    this.arithmetic = context.arithmetic();
    this.floats = new FloatFunctions(emitter, arithmetic);
    this.integers = new IntegerFunctions(emitter, arithmetic);
    this.simdgroups = new SimdgroupLowering(context);
    this.atomics = new AtomicLowering(context);
  }

  List<Register> call(TypedExpression.LibraryCall call) {
    return switch (call.function().shape()) {
      case FLOATING, NUMERIC, INTEGRAL, PREDICATE, LDEXP -> elementwise(call);
      case SELECT -> select(call);
      case BOOLEAN_REDUCTION -> List.of(fold(call));
      case VECTOR_REDUCTION -> List.of(vectorReduction(call));
      case BARRIER -> barrier(call);
      case SIMD_NUMERIC,
          SIMD_INTEGRAL,
          SIMD_VOTE,
          SIMD_SHUFFLE,
          SIMD_SHUFFLE_AND_FILL,
          MATRIX_MULTIPLY,
          MATRIX_MEMORY,
          MATRIX_FILL ->
          simdgroups.call(call);
      case ATOMIC -> atomics.call(call);
    };
  }

  private List<List<Register>> arguments(TypedExpression.LibraryCall call) {
    List<List<Register>> values = new ArrayList<>();
    for (TypedExpression argument : call.arguments()) {
      values.add(context.expressions().value(argument));
    }
    return values;
  }

  private List<Register> elementwise(TypedExpression.LibraryCall call) {
    List<List<Register>> arguments = arguments(call);
    ScalarType type = call.arguments().get(0).type().scalar();
    List<Register> result = new ArrayList<>();
    for (int i = 0; i < arguments.get(0).size(); i++) {
      List<Register> operands = new ArrayList<>();
      for (List<Register> argument : arguments) {
        operands.add(argument.get(i));
      }
      result.add(elementwise(call, type, operands));
    }
    return result;
  }

  private Register elementwise(
      TypedExpression.LibraryCall call, ScalarType type, List<Register> operands) {
    if (type == ScalarType.FIELD) {
      return context.fields().function(call.function(), operands, call.offset());
    }
    return type.isFloating()
        ? floats.apply(call.function(), type, operands)
        : integers.apply(call.function(), type, operands);
  }

  /** Emits whether all components of a vector of bools hold, or any. */
  private Register fold(TypedExpression.LibraryCall call) {
    IntBinaryOperation operation =
        call.function() == LibraryFunction.ALL ? IntBinaryOperation.AND : IntBinaryOperation.OR;
    List<Register> values = context.expressions().value(call.arguments().get(0));
    Register result = values.get(0);
    for (Register value : values.subList(1, values.size())) {
      result = arithmetic.ints(operation, result, value);
    }
    return result;
  }

  private List<Register> select(TypedExpression.LibraryCall call) {
    List<List<Register>> arguments = arguments(call);
    List<Register> result = new ArrayList<>();
    for (int i = 0; i < arguments.get(0).size(); i++) {
      result.add(
          arithmetic.select(
              arguments.get(2).get(i), arguments.get(1).get(i), arguments.get(0).get(i)));
    }
    return result;
  }

  /** Sums of products, from the first component on, each step rounded. */
  private Register vectorReduction(TypedExpression.LibraryCall call) {
    ScalarType type = call.arguments().get(0).type().scalar();
    List<List<Register>> arguments = arguments(call);
    List<Register> a = arguments.get(0);
    List<Register> b = arguments.get(arguments.size() - 1);
    if (call.function() == LibraryFunction.DISTANCE
        || call.function() == LibraryFunction.DISTANCE_SQUARED) {
      List<Register> difference = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        difference.add(arithmetic.binary(BinaryOperator.SUBTRACT, type, a.get(i), b.get(i), 0));
      }
      a = difference;
      b = difference;
    }
    Register sum = arithmetic.binary(BinaryOperator.MULTIPLY, type, a.get(0), b.get(0), 0);
    for (int i = 1; i < a.size(); i++) {
      Register product = arithmetic.binary(BinaryOperator.MULTIPLY, type, a.get(i), b.get(i), 0);
      sum = arithmetic.binary(BinaryOperator.ADD, type, sum, product, 0);
    }
    boolean root =
        call.function() == LibraryFunction.LENGTH || call.function() == LibraryFunction.DISTANCE;
    if (root && type == ScalarType.FIELD) {
      throw context.fields().refused(call.function().spelling(), call.offset());
    }
    return root ? arithmetic.floatFunction(FloatUnaryOperation.SQUARE_ROOT, type, sum) : sum;
  }

  private List<Register> barrier(TypedExpression.LibraryCall call) {
    int line = context.line(call.offset());
    Register flags = context.expressions().scalar(call.arguments().get(0));
    if (!emitter.isConstant(flags)) {
      throw context.unsupported(call.offset(), "barrier flags that are not constants");
    }
    long bits = emitter.constantBits(flags);
    boolean device = (bits & MemoryFlags.DEVICE) != 0;
    boolean threadgroup = (bits & MemoryFlags.THREADGROUP) != 0;
    emitter.append(
        call.function() == LibraryFunction.THREADGROUP_BARRIER
            ? new Barrier(device, threadgroup, line)
            : new SimdgroupBarrier(device, threadgroup, line));
    return List.of();
  }
}
