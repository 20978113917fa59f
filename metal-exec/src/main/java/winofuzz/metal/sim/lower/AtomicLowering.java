package winofuzz.metal.sim.lower;

import java.util.List;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.sim.instruction.AtomicCompareExchange;
import winofuzz.metal.sim.instruction.AtomicUpdate;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;

/** Emits atomic functions. */
final class AtomicLowering {

  private final LoweringContext context;
  private final Emitter emitter;

  AtomicLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
  }

  List<Register> call(TypedExpression.LibraryCall call) {
    Pointer pointer = context.expressions().pointers().pointer(call.arguments().get(0));
    if (!(pointer instanceof Pointer.ToMemory memory)) {
      throw context.unsupported(call.offset(), "an atomic in thread memory");
    }
    ScalarType type = ((Type.Pointer) call.arguments().get(0).type()).target().scalar();
    if (type == ScalarType.FIELD) {
      throw context.fields().refused(call.function().spelling(), call.offset());
    }
    return call.function() == LibraryFunction.ATOMIC_COMPARE_EXCHANGE_WEAK_EXPLICIT
        ? compareExchange(call, memory, type)
        : update(call, memory, type);
  }

  /**
   * Emits a compare-exchange and returns whether it wrote; the value that it found replaces the
   * expected one.
   */
  private List<Register> compareExchange(
      TypedExpression.LibraryCall call, Pointer.ToMemory memory, ScalarType type) {
    int line = context.line(call.offset());
    memory.slot().markLoaded(type);
    memory.slot().markStored(type);
    Pointer pointer = context.expressions().pointers().pointer(call.arguments().get(1));
    Place place = new Place.Pointed(pointer, type);
    Register expected = context.places().read(place, line).get(0);
    Register desired = context.expressions().scalar(call.arguments().get(2));
    Register before = emitter.register(Bank.of(type));
    Register exchanged = emitter.register(Bank.INT);
    emitter.define(exchanged);
    emitter.emit(
        new AtomicCompareExchange(
            type,
            before,
            exchanged,
            memory.slot().index(),
            memory.index(),
            memory.displacement(),
            expected,
            desired,
            line),
        before,
        memory.index(),
        expected,
        desired);
    context.places().write(place, List.of(before), line);
    return List.of(exchanged);
  }

  private List<Register> update(
      TypedExpression.LibraryCall call, Pointer.ToMemory memory, ScalarType type) {
    AtomicUpdate.Kind kind = kind(call);
    boolean arithmetic =
        kind != AtomicUpdate.Kind.AND
            && kind != AtomicUpdate.Kind.OR
            && kind != AtomicUpdate.Kind.XOR;
    if (type == ScalarType.FLOAT && !arithmetic) {
      throw context.unsupported(call.offset(), call.function().spelling() + " on float");
    }
    memory.slot().markLoaded(type);
    if (kind != AtomicUpdate.Kind.LOAD) {
      memory.slot().markStored(type);
    }
    Register operand =
        call.arguments().size() > 1
            ? context.expressions().scalar(call.arguments().get(1))
            : emitter.constant(Bank.of(type), 0);
    Register result = emitter.register(Bank.of(type));
    emitter.emit(
        new AtomicUpdate(
            kind,
            type,
            result,
            memory.slot().index(),
            memory.index(),
            memory.displacement(),
            operand,
            context.line(call.offset())),
        result,
        memory.index(),
        operand);
    return kind == AtomicUpdate.Kind.STORE ? List.of() : List.of(result);
  }

  private static AtomicUpdate.Kind kind(TypedExpression.LibraryCall call) {
    return switch (call.function()) {
      case ATOMIC_LOAD_EXPLICIT -> AtomicUpdate.Kind.LOAD;
      case ATOMIC_STORE_EXPLICIT -> AtomicUpdate.Kind.STORE;
      case ATOMIC_EXCHANGE_EXPLICIT -> AtomicUpdate.Kind.EXCHANGE;
      case ATOMIC_FETCH_ADD_EXPLICIT -> AtomicUpdate.Kind.ADD;
      case ATOMIC_FETCH_SUB_EXPLICIT -> AtomicUpdate.Kind.SUBTRACT;
      case ATOMIC_FETCH_MAX_EXPLICIT -> AtomicUpdate.Kind.MAXIMUM;
      case ATOMIC_FETCH_MIN_EXPLICIT -> AtomicUpdate.Kind.MINIMUM;
      case ATOMIC_FETCH_AND_EXPLICIT -> AtomicUpdate.Kind.AND;
      case ATOMIC_FETCH_OR_EXPLICIT -> AtomicUpdate.Kind.OR;
      case ATOMIC_FETCH_XOR_EXPLICIT -> AtomicUpdate.Kind.XOR;
      // Every other function has another shape, by which calls get here.
      default -> throw new AssertionError(call.function() + " is not atomic");
    };
  }
}
