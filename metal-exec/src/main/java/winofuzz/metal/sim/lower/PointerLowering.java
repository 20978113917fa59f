package winofuzz.metal.sim.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.Variable;
import winofuzz.metal.sim.instruction.AlignmentCheck;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.IntBinaryOperation;

/** Follows pointers and places to the memory or variable behind them. */
final class PointerLowering {

  private final LoweringContext context;

  PointerLowering(LoweringContext context) {
    this.context = context;
  }

  /** Returns what a place expression names. */
  Place place(TypedExpression expression) {
    if (!(expression instanceof TypedExpression.Access access)) {
      throw new AssertionError("not a place: " + expression);
    }
    return switch (access) {
      case TypedExpression.Use e -> local(e.variable());
      case TypedExpression.Dereference e -> new Place.Pointed(pointer(e.pointer()), e.type());
      case TypedExpression.Swizzle e -> new Place.Components(place(e.vector()), e.components());
      case TypedExpression.Component e ->
          new Place.ComputedComponent(
              place(e.vector()),
              e.vector().type().components(),
              context.expressions().scalar(e.index()));
      case TypedExpression.ThreadElement e -> {
        Place matrix = place(e.matrix());
        if (e.index() instanceof TypedExpression.IntegerLiteral literal) {
          yield new Place.Components(matrix, List.of((int) literal.value()));
        }
        yield new Place.ComputedComponent(matrix, 2, context.expressions().scalar(e.index()));
      }
    };
  }

  private Place local(Variable variable) {
    return switch (context.binding(variable)) {
      case Binding.Value value -> value.place();
      case Binding.Memory memory -> new Place.Pointed(memory.first(), variable.type());
      case Binding.FixedPointer p -> throw new AssertionError("a pointer is no place: " + p);
      case Binding.MovingPointer p -> throw new AssertionError("a pointer is no place: " + p);
    };
  }

  /** Returns what a pointer expression points to. */
  Pointer pointer(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.Use e -> variable(e.variable());
      case TypedExpression.Decay e -> array(e);
      case TypedExpression.AddressOf e -> address(e);
      case TypedExpression.PointerAdd e -> add(e);
      case TypedExpression.PointerCast e -> cast(e);
      case TypedExpression.Conditional e -> conditional(e);
      case TypedExpression.Assign e -> assign(e);
      case TypedExpression.Update e -> update(e);
      case TypedExpression.Comma e -> {
        context.expressions().effect(e.first());
        yield pointer(e.second());
      }
      case TypedExpression.Call e ->
          throw context.unsupported(e.offset(), "a function that returns a pointer");
      case TypedExpression.IntegerLiteral _,
          TypedExpression.FloatLiteral _,
          TypedExpression.FieldLiteral _,
          TypedExpression.Dereference _,
          TypedExpression.Component _,
          TypedExpression.ThreadElement _,
          TypedExpression.Swizzle _,
          TypedExpression.Unary _,
          TypedExpression.Binary _,
          TypedExpression.ShortCircuit _,
          TypedExpression.Convert _,
          TypedExpression.Reinterpret _,
          TypedExpression.Splat _,
          TypedExpression.Construct _,
          TypedExpression.LibraryCall _ ->
          throw new AssertionError("not a pointer: " + expression);
    };
  }

  private Pointer address(TypedExpression.AddressOf e) {
    return e.place() instanceof TypedExpression.Use use
            && use.variable().space() == MetalAddressSpace.THREADGROUP
        ? variable(use.variable())
        : new Pointer.ToPlace(place(e.place()));
  }

  private Pointer variable(Variable variable) {
    return switch (context.binding(variable)) {
      case Binding.FixedPointer p -> p.pointer();
      case Binding.Memory m -> m.first();
      case Binding.MovingPointer p ->
          withIndex(
              p.pointer(),
              context.places().read(p.index(), context.line(variable.offset())).get(0),
              0);
      case Binding.Value v -> throw new AssertionError("not a pointer: " + v);
    };
  }

  private Pointer array(TypedExpression.Decay e) {
    if (!(e.array() instanceof TypedExpression.Access array)) {
      throw new AssertionError("not an array: " + e.array());
    }
    return switch (array) {
      case TypedExpression.Use use -> variable(use.variable());
      case TypedExpression.Dereference d -> pointer(d.pointer());
      case TypedExpression.Component _,
          TypedExpression.ThreadElement _,
          TypedExpression.Swizzle _ ->
          throw new AssertionError("not an array: " + array);
    };
  }

  private Pointer add(TypedExpression.PointerAdd e) {
    Pointer base = pointer(e.pointer());
    Register count = context.expressions().scalar(e.index());
    Register index = context.conversions().index(e.index().type().scalar(), count);
    int stride = ((Type.Pointer) e.pointer().type()).target().stride();
    return moved(base, index, e.negative() ? -stride : stride, e.offset());
  }

  private Pointer moved(Pointer base, Register count, int stride, int offset) {
    Register index = indexOf(base);
    if (index == null) {
      boolean nowhere =
          context.emitter().isConstant(count) && context.emitter().constantBits(count) == 0;
      if (nowhere) {
        return base;
      }
      throw context.unsupported(offset, "moving a pointer to a variable");
    }
    Emitter emitter = context.emitter();
    int displacement = displacementOf(base);
    if (emitter.isConstant(count)) {
      long distance = (long) (int) emitter.constantBits(count) * stride + displacement;
      if (distance == (int) distance) {
        return withIndex(base, index, (int) distance);
      }
    }
    Register scaled = scaled(count, stride);
    boolean zero = emitter.isConstant(index) && emitter.constantBits(index) == 0;
    return withIndex(base, zero ? scaled : sum(index, scaled), displacement);
  }

  private Register sum(Register index, Register distance) {
    Register sum = context.arithmetic().ints(IntBinaryOperation.ADD_SATURATING, index, distance);
    if (sum != index && sum != distance) {
      sum.setOrigin(new Register.Origin(index, ScalarType.INT, 1, distance));
    }
    return sum;
  }

  private Register scaled(Register count, int stride) {
    if (stride == 1) {
      return count;
    }
    Register product =
        context
            .arithmetic()
            .ints(
                IntBinaryOperation.MULTIPLY_SATURATING, count, context.emitter().constant(stride));
    product.setOrigin(new Register.Origin(count, ScalarType.INT, stride, null));
    return product;
  }

  private static @Nullable Register indexOf(Pointer pointer) {
    return switch (pointer) {
      case Pointer.ToMemory m -> m.index();
      case Pointer.ToArray a -> a.index();
      case Pointer.ToPlace _ -> null;
    };
  }

  private static int displacementOf(Pointer pointer) {
    return switch (pointer) {
      case Pointer.ToMemory m -> m.displacement();
      case Pointer.ToArray a -> a.displacement();
      case Pointer.ToPlace _ -> 0;
    };
  }

  private static Pointer withIndex(Pointer pointer, Register index, int displacement) {
    return switch (pointer) {
      case Pointer.ToMemory m -> new Pointer.ToMemory(m.slot(), m.viewed(), index, displacement);
      case Pointer.ToArray a -> new Pointer.ToArray(a.array(), a.region(), index, displacement);
      case Pointer.ToPlace p -> p;
    };
  }

  private Pointer cast(TypedExpression.PointerCast e) {
    Pointer pointer = pointer(e.pointer());
    ScalarType to = e.type().target().scalar();
    return switch (pointer) {
      case Pointer.ToMemory m -> viewedAs(m, to, e.offset());
      case Pointer.ToArray a when a.array().scalar() == to -> a;
      case Pointer.ToArray _, Pointer.ToPlace _ ->
          throw context.unsupported(e.offset(), "seeing a local variable as another type");
    };
  }

  private Pointer viewedAs(Pointer.ToMemory pointer, ScalarType to, int offset) {
    ScalarType viewed = pointer.viewed();
    if ((viewed == ScalarType.FIELD) != (to == ScalarType.FIELD)) {
      throw context.fields().refused("memory seen as another type", offset);
    }
    if (viewed.isFloating() && to.isFloating() && viewed != to) {
      pointer.slot().markReformatted(context.line(offset));
    }
    int from = viewed.bytes();
    if (from == to.bytes()) {
      return new Pointer.ToMemory(pointer.slot(), to, pointer.index(), pointer.displacement());
    }
    Register index = sum(pointer.index(), context.emitter().constant(pointer.displacement()));
    if (from > to.bytes()) {
      return new Pointer.ToMemory(pointer.slot(), to, scaled(index, from / to.bytes()), 0);
    }
    int ratio = to.bytes() / from;
    Emitter emitter = context.emitter();
    emitter.use(index);
    emitter.append(
        new AlignmentCheck(pointer.slot().index(), index, 0, ratio, context.line(offset)));
    Register shift = emitter.constant(Integer.numberOfTrailingZeros(ratio));
    return new Pointer.ToMemory(
        pointer.slot(),
        to,
        context.arithmetic().ints(IntBinaryOperation.SHIFT_RIGHT, index, shift),
        0);
  }

  private Pointer conditional(TypedExpression.Conditional e) {
    Register condition = context.expressions().scalar(e.condition());
    Pointer yes = pointer(e.whenTrue());
    Pointer no = pointer(e.whenFalse());
    if (!sameMemory(yes, no)) {
      throw context.unsupported(e.offset(), "choosing between pointers into different memory");
    }
    Register chosen = context.arithmetic().select(condition, wholeIndex(yes), wholeIndex(no));
    return withIndex(yes, chosen, 0);
  }

  /** Returns the index of a pointer with its displacement added. */
  private Register wholeIndex(Pointer pointer) {
    Register index = indexOf(pointer);
    if (index == null) {
      throw new AssertionError("a pointer to a variable has no index");
    }
    int displacement = displacementOf(pointer);
    return displacement == 0 ? index : sum(index, context.emitter().constant(displacement));
  }

  private static boolean sameMemory(Pointer a, Pointer b) {
    return switch (a) {
      case Pointer.ToMemory m ->
          b instanceof Pointer.ToMemory n && m.slot() == n.slot() && m.viewed() == n.viewed();
      case Pointer.ToArray m -> b instanceof Pointer.ToArray n && m.array().equals(n.array());
      case Pointer.ToPlace _ -> false;
    };
  }

  /** Binds a pointer variable to its first value. */
  void declare(Variable variable, Pointer initial) {
    if (!variable.reassigned() || initial instanceof Pointer.ToPlace) {
      Register index = indexOf(initial);
      Pointer kept =
          index != null && index.isVariable()
              ? withIndex(initial, context.places().copy(index), displacementOf(initial))
              : initial;
      Register named = indexOf(kept);
      if (named != null) {
        named.name();
        if (isFromVariable(named)) {
          named.setOrigin(null);
        }
      }
      context.bind(variable, new Binding.FixedPointer(kept));
      return;
    }
    Register index = context.emitter().register(Bank.INT).makeVariable();
    Place.Local place =
        new Place.Local(
            variable.name(),
            ScalarType.INT,
            List.of(index),
            List.of(),
            context.regions().current());
    context.places().write(place, List.of(wholeIndex(initial)), 0);
    context.bind(variable, new Binding.MovingPointer(withIndex(initial, index, 0), place));
  }

  /** Returns whether what an index was computed from may change before the index is used. */
  private static boolean isFromVariable(Register index) {
    Register.Origin origin = index.origin();
    if (origin == null) {
      return false;
    }
    Register second = origin.second();
    return origin.first().isVariable()
        || isFromVariable(origin.first())
        || (second != null && (second.isVariable() || isFromVariable(second)));
  }

  Pointer assign(TypedExpression.Assign e) {
    Pointer value = pointer(e.value());
    Binding.MovingPointer moving = moving(e.place(), e.offset());
    if (!sameMemory(moving.pointer(), value)) {
      throw context.unsupported(e.offset(), "moving a pointer into different memory");
    }
    context.places().write(moving.index(), List.of(wholeIndex(value)), context.line(e.offset()));
    return moving.pointer();
  }

  Pointer update(TypedExpression.Update e) {
    Binding.MovingPointer moving = moving(e.place(), e.offset());
    Register count = context.expressions().scalar(e.operand());
    Register index = context.conversions().index(e.operand().type().scalar(), count);
    int stride = ((Type.Pointer) e.place().type()).target().stride();
    boolean negative = e.operator() == winofuzz.metal.msl.BinaryOperator.SUBTRACT;
    Pointer before = moving.pointer();
    if (e.returnsOld()) {
      Register old = context.places().copy(moving.index().registers().get(0));
      before = withIndex(before, old, 0);
    }
    Pointer after = moved(moving.pointer(), index, negative ? -stride : stride, e.offset());
    context.places().write(moving.index(), List.of(wholeIndex(after)), context.line(e.offset()));
    return before;
  }

  private Binding.MovingPointer moving(TypedExpression place, int offset) {
    if (place instanceof TypedExpression.Use use
        && context.binding(use.variable()) instanceof Binding.MovingPointer moving) {
      return moving;
    }
    throw context.unsupported(offset, "moving this pointer");
  }
}
