package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.MatrixAccumulation;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.FieldMatrixMultiply;
import winofuzz.metal.sim.instruction.FieldReduce;
import winofuzz.metal.sim.instruction.Instruction;
import winofuzz.metal.sim.instruction.MatrixIndex;
import winofuzz.metal.sim.instruction.MatrixMultiply;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.SimdReduce;
import winofuzz.metal.sim.instruction.SimdShuffle;
import winofuzz.metal.sim.instruction.SimdShuffleAndFill;
import winofuzz.metal.sim.instruction.SimdgroupCheck;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.memory.Batch;

/** Emits what a simdgroup does together: shuffles, reductions and 8x8 matrices. */
final class SimdgroupLowering {

  private final LoweringContext context;
  private final Emitter emitter;

  SimdgroupLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
  }

  List<Register> call(TypedExpression.LibraryCall call) {
    return switch (call.function()) {
      case SIMD_SUM -> reduce(call, SimdReduce.Kind.SUM);
      case SIMD_PRODUCT -> reduce(call, SimdReduce.Kind.PRODUCT);
      case SIMD_MAX -> reduce(call, SimdReduce.Kind.MAXIMUM);
      case SIMD_MIN -> reduce(call, SimdReduce.Kind.MINIMUM);
      case SIMD_AND, SIMD_ALL -> reduce(call, SimdReduce.Kind.AND);
      case SIMD_OR, SIMD_ANY -> reduce(call, SimdReduce.Kind.OR);
      case SIMD_XOR -> reduce(call, SimdReduce.Kind.XOR);
      case SIMD_PREFIX_INCLUSIVE_SUM -> reduce(call, SimdReduce.Kind.PREFIX_INCLUSIVE_SUM);
      case SIMD_PREFIX_EXCLUSIVE_SUM -> reduce(call, SimdReduce.Kind.PREFIX_EXCLUSIVE_SUM);
      case SIMD_BROADCAST_FIRST -> shuffle(call, SimdShuffle.Kind.FIRST);
      case SIMD_BROADCAST, SIMD_SHUFFLE -> shuffle(call, SimdShuffle.Kind.FROM);
      case SIMD_SHUFFLE_XOR -> shuffle(call, SimdShuffle.Kind.XOR);
      case SIMD_SHUFFLE_UP -> shuffle(call, SimdShuffle.Kind.UP);
      case SIMD_SHUFFLE_DOWN -> shuffle(call, SimdShuffle.Kind.DOWN);
      case SIMD_SHUFFLE_ROTATE_UP -> shuffle(call, SimdShuffle.Kind.ROTATE_UP);
      case SIMD_SHUFFLE_ROTATE_DOWN -> shuffle(call, SimdShuffle.Kind.ROTATE_DOWN);
      case SIMD_SHUFFLE_AND_FILL_UP, SIMD_SHUFFLE_AND_FILL_DOWN -> shuffleAndFill(call);
      case SIMDGROUP_MULTIPLY_ACCUMULATE, SIMDGROUP_MULTIPLY -> multiply(call);
      case SIMDGROUP_LOAD -> load(call);
      case SIMDGROUP_STORE -> store(call);
      case MAKE_FILLED_SIMDGROUP_MATRIX -> {
        Register value = context.expressions().scalar(call.arguments().get(0));
        yield List.of(value, value);
      }
      // Every other function has another shape, by which calls get here.
      default -> throw new AssertionError(call.function() + " is not of simdgroups");
    };
  }

  private List<Register> reduce(TypedExpression.LibraryCall call, SimdReduce.Kind kind) {
    ScalarType type = call.type().scalar();
    List<Register> results = new ArrayList<>();
    for (Register value : context.expressions().value(call.arguments().get(0))) {
      Register result = emitter.register(value.bank());
      emitter.emit(reduction(call, kind, type, result, value), result, value);
      results.add(result);
    }
    return results;
  }

  private Instruction reduction(
      TypedExpression.LibraryCall call,
      SimdReduce.Kind kind,
      ScalarType type,
      Register result,
      Register value) {
    if (type != ScalarType.FIELD) {
      return new SimdReduce(kind, type, result, value);
    }
    FieldReduce.Kind polynomial =
        switch (kind) {
          case SUM -> FieldReduce.Kind.SUM;
          case PRODUCT -> FieldReduce.Kind.PRODUCT;
          case PREFIX_INCLUSIVE_SUM -> FieldReduce.Kind.PREFIX_INCLUSIVE_SUM;
          case PREFIX_EXCLUSIVE_SUM -> FieldReduce.Kind.PREFIX_EXCLUSIVE_SUM;
          case MINIMUM, MAXIMUM, AND, OR, XOR ->
              throw context.fields().refused(call.function().spelling(), call.offset());
        };
    return new FieldReduce(polynomial, result, value);
  }

  private List<Register> shuffle(TypedExpression.LibraryCall call, SimdShuffle.Kind kind) {
    List<Register> values = context.expressions().value(call.arguments().get(0));
    Register operand =
        call.arguments().size() > 1
            ? context.expressions().scalar(call.arguments().get(1))
            : emitter.constant(0);
    List<Register> results = new ArrayList<>();
    for (Register value : values) {
      Register result = emitter.register(value.bank());
      emitter.emit(
          new SimdShuffle(kind, result, value, operand, context.line(call.offset())),
          result,
          value,
          operand);
      results.add(result);
    }
    return results;
  }

  private List<Register> shuffleAndFill(TypedExpression.LibraryCall call) {
    boolean down = call.function() == LibraryFunction.SIMD_SHUFFLE_AND_FILL_DOWN;
    List<Register> values = context.expressions().value(call.arguments().get(0));
    List<Register> fills = context.expressions().value(call.arguments().get(1));
    Register distance = context.expressions().scalar(call.arguments().get(2));
    Register width =
        call.arguments().size() > 3
            ? context.expressions().scalar(call.arguments().get(3))
            : emitter.constant(Batch.SIMDGROUP_WIDTH);
    List<Register> results = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Register result = emitter.register(values.get(i).bank());
      emitter.emit(
          new SimdShuffleAndFill(
              down,
              result,
              values.get(i),
              fills.get(i),
              distance,
              width,
              context.line(call.offset())),
          result,
          values.get(i),
          fills.get(i),
          distance,
          width);
      results.add(result);
    }
    return results;
  }

  private Place place(TypedExpression matrix) {
    return context.expressions().pointers().place(matrix);
  }

  private List<Register> multiply(TypedExpression.LibraryCall call) {
    int line = context.line(call.offset());
    boolean accumulate = call.function() == LibraryFunction.SIMDGROUP_MULTIPLY_ACCUMULATE;
    List<Register> a = context.expressions().value(call.arguments().get(1));
    List<Register> b = context.expressions().value(call.arguments().get(2));
    List<Register> c = accumulate ? context.expressions().value(call.arguments().get(3)) : a;
    ScalarType type = call.arguments().get(0).type().scalar();
    Register zero = emitter.register(Bank.of(type));
    Register one = emitter.register(Bank.of(type));
    for (List<Register> operand : List.of(a, b, c)) {
      operand.forEach(emitter::use);
    }
    emitter.define(one);
    emitter.emit(
        type == ScalarType.FIELD
            ? new FieldMatrixMultiply(
                zero,
                one,
                a.get(0),
                a.get(1),
                b.get(0),
                b.get(1),
                c.get(0),
                c.get(1),
                accumulate,
                line)
            : new MatrixMultiply(
                type,
                zero,
                one,
                a.get(0),
                a.get(1),
                b.get(0),
                b.get(1),
                c.get(0),
                c.get(1),
                accumulate,
                accumulation(call),
                line),
        zero);
    context.places().write(place(call.arguments().get(0)), List.of(zero, one), line);
    return List.of();
  }

  private MatrixAccumulation accumulation(TypedExpression.LibraryCall call) {
    MatrixAccumulation order = context.profile().matrices();
    if (order == MatrixAccumulation.UNKNOWN) {
      throw context.unsupported(
          call.offset(), call.function().spelling() + " with sums in an unknown order");
    }
    return order;
  }

  /** Returns the places of this thread's two elements, from a pointer and a stride in elements. */
  private List<Place> elements(TypedExpression.LibraryCall call, int line) {
    Pointer pointer = context.expressions().pointers().pointer(call.arguments().get(1));
    Register stride = context.expressions().scalar(call.arguments().get(2));
    if (!(pointer instanceof Pointer.ToMemory memory)) {
      throw context.unsupported(call.offset(), call.function().spelling() + " on thread memory");
    }
    emitter.append(new SimdgroupCheck(line));
    List<Place> places = new ArrayList<>();
    for (int element = 0; element < 2; element++) {
      Register index = emitter.register(Bank.INT);
      emitter.emit(
          new MatrixIndex(index, memory.index(), stride, element), index, memory.index(), stride);
      places.add(
          new Place.Pointed(
              new Pointer.ToMemory(memory.slot(), memory.viewed(), index, memory.displacement()),
              memory.viewed()));
    }
    return places;
  }

  private List<Register> load(TypedExpression.LibraryCall call) {
    int line = context.line(call.offset());
    List<Register> values = new ArrayList<>();
    for (Place element : elements(call, line)) {
      values.addAll(context.places().read(element, line));
    }
    context.places().write(place(call.arguments().get(0)), values, line);
    return List.of();
  }

  private List<Register> store(TypedExpression.LibraryCall call) {
    int line = context.line(call.offset());
    List<Register> values = context.expressions().value(call.arguments().get(0));
    List<Place> places = elements(call, line);
    for (int element = 0; element < 2; element++) {
      context.places().write(places.get(element), List.of(values.get(element)), line);
    }
    return List.of();
  }
}
