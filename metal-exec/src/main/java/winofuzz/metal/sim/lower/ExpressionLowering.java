package winofuzz.metal.sim.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.sim.instruction.Block;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.IfInstruction;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.IntUnaryOperation;

/** Emits expressions: values to one register a component, pointers to what they point to. */
final class ExpressionLowering {

  /** Operators of a chain that there is room for at first. */
  private static final int USUAL_CHAIN = 2;

  private final LoweringContext context;
  private final Emitter emitter;
  private final LibraryLowering library;
  private final PointerLowering pointers;

  ExpressionLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
    this.library = new LibraryLowering(context);
    this.pointers = new PointerLowering(context);
  }

  PointerLowering pointers() {
    return pointers;
  }

  /** Emits an expression for what it does; its value is let go. */
  void effect(TypedExpression expression) {
    switch (expression) {
      case TypedExpression.Assign a when a.type() instanceof Type.Pointer -> pointers.assign(a);
      case TypedExpression.Update u when u.type() instanceof Type.Pointer -> pointers.update(u);
      case TypedExpression.Comma c -> {
        effect(c.first());
        effect(c.second());
      }
      case TypedExpression e when e.type() instanceof Type.Pointer -> pointers.pointer(e);
      case TypedExpression e -> value(e);
    }
  }

  /** Emits an expression and returns a register for each component; none for a void call. */
  List<Register> value(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.IntegerLiteral e -> List.of(integer(e.type(), e.value()));
      case TypedExpression.FloatLiteral e -> List.of(context.arithmetic().floatConstant(e.value()));
      case TypedExpression.FieldLiteral e -> List.of(context.fields().literal(e));
      case TypedExpression.Use e -> read(e);
      case TypedExpression.Dereference e -> read(e);
      case TypedExpression.Component e -> component(e);
      case TypedExpression.ThreadElement e -> read(e);
      case TypedExpression.Swizzle e -> swizzle(e);
      case TypedExpression.Unary e -> map(value(e.operand()), r -> unary(e, r));
      case TypedExpression.Binary e -> binaryChain(e);
      case TypedExpression.ShortCircuit e -> List.of(shortCircuit(e));
      case TypedExpression.Conditional e -> conditional(e);
      case TypedExpression.Convert e -> convert(e);
      case TypedExpression.Reinterpret e ->
          map(
              value(e.operand()),
              r ->
                  context
                      .conversions()
                      .reinterpret(e.operand().type().scalar(), e.type().scalar(), r, e.offset()));
      case TypedExpression.Splat e ->
          Collections.nCopies(e.type().size(), value(e.operand()).get(0));
      case TypedExpression.Construct e -> construct(e);
      case TypedExpression.Assign e -> assign(e);
      case TypedExpression.Update e -> update(e);
      case TypedExpression.Comma e -> {
        effect(e.first());
        yield value(e.second());
      }
      case TypedExpression.Call e -> context.statements().call(e);
      case TypedExpression.LibraryCall e -> library.call(e);
      case TypedExpression.Decay e -> throw new AssertionError("pointer as a value: " + e);
      case TypedExpression.AddressOf e -> throw new AssertionError("pointer as a value: " + e);
      case TypedExpression.PointerAdd e -> throw new AssertionError("pointer as a value: " + e);
      case TypedExpression.PointerCast e -> throw new AssertionError("pointer as a value: " + e);
    };
  }

  Register scalar(TypedExpression expression) {
    return value(expression).get(0);
  }

  private Register integer(ScalarType type, long value) {
    Bank bank = Bank.of(type);
    return emitter.constant(bank, bank == Bank.INT ? (int) value : value);
  }

  private static List<Register> map(
      List<Register> values, java.util.function.UnaryOperator<Register> each) {
    if (values.size() == 1) {
      return List.of(each.apply(values.get(0)));
    }
    List<Register> result = new ArrayList<>(values.size());
    for (Register value : values) {
      result.add(each.apply(value));
    }
    return result;
  }

  private List<Register> read(TypedExpression place) {
    return context.places().read(pointers.place(place), context.line(place.offset()));
  }

  private List<Register> component(TypedExpression.Component e) {
    if (e.isPlace()) {
      return read(e);
    }
    Place whole = temporary(e.vector());
    Register index = scalar(e.index());
    return context
        .places()
        .read(
            new Place.ComputedComponent(whole, e.vector().type().components(), index),
            context.line(e.offset()));
  }

  /** Returns a value as a place that can be read. */
  private Place temporary(TypedExpression expression) {
    return new Place.Local(
        "a vector", expression.type(), value(expression), List.of(), context.regions().current());
  }

  private List<Register> swizzle(TypedExpression.Swizzle e) {
    if (e.isPlace()) {
      return read(e);
    }
    List<Register> whole = value(e.vector());
    return e.components().stream().map(whole::get).toList();
  }

  private Register unary(TypedExpression.Unary e, Register operand) {
    return context.arithmetic().unary(e.operator(), e.operand().type().scalar(), operand);
  }

  /**
   * Returns a binary expression. Chains that lean to the left, as long sums do, are walked without
   * recursion.
   */
  private List<Register> binaryChain(TypedExpression.Binary top) {
    Deque<TypedExpression.Binary> chain = new ArrayDeque<>(USUAL_CHAIN);
    TypedExpression at = top;
    while (at instanceof TypedExpression.Binary binary) {
      chain.push(binary);
      at = binary.left();
    }
    List<Register> value = value(at);
    while (!chain.isEmpty()) {
      TypedExpression.Binary binary = chain.pop();
      if (isProduct(binary) && !chain.isEmpty() && isSum(chain.element())) {
        List<Register> factor = value(binary.right());
        TypedExpression.Binary sum = chain.pop();
        value = fusedSum(sum, value, factor, value(sum.right()));
      } else if (isSum(binary) && isProduct(binary.right())) {
        value = fusedRight(binary, value, (TypedExpression.Binary) binary.right());
      } else {
        value = apply(binary, value, value(binary.right()));
      }
    }
    return value;
  }

  private boolean isSum(TypedExpression expression) {
    return context.contracts()
        && expression instanceof TypedExpression.Binary b
        && (b.operator() == BinaryOperator.ADD || b.operator() == BinaryOperator.SUBTRACT)
        && b.type().scalar().isFloating();
  }

  private boolean isProduct(TypedExpression expression) {
    return context.contracts()
        && expression instanceof TypedExpression.Binary b
        && b.operator() == BinaryOperator.MULTIPLY
        && b.type().scalar().isFloating();
  }

  /** {@code a * b + c} or {@code a * b - c}. */
  private List<Register> fusedSum(
      TypedExpression.Binary sum, List<Register> a, List<Register> b, List<Register> c) {
    boolean subtract = sum.operator() == BinaryOperator.SUBTRACT;
    List<Register> result = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      Register added = subtract ? negated(c.get(i)) : c.get(i);
      result.add(context.arithmetic().fused(sum.type().scalar(), a.get(i), b.get(i), added));
    }
    return result;
  }

  /** {@code c + a * b} or {@code c - a * b}. */
  private List<Register> fusedRight(
      TypedExpression.Binary sum, List<Register> c, TypedExpression.Binary product) {
    List<Register> a = value(product.left());
    List<Register> b = value(product.right());
    boolean subtract = sum.operator() == BinaryOperator.SUBTRACT;
    List<Register> result = new ArrayList<>(a.size());
    for (int i = 0; i < a.size(); i++) {
      Register factor = subtract ? negated(a.get(i)) : a.get(i);
      result.add(context.arithmetic().fused(sum.type().scalar(), factor, b.get(i), c.get(i)));
    }
    return result;
  }

  private Register negated(Register value) {
    return context.arithmetic().floatUnary(FloatUnaryOperation.NEGATE, value);
  }

  private List<Register> apply(
      TypedExpression.Binary e, List<Register> left, List<Register> right) {
    ScalarType type = e.left().type().scalar();
    if (left.size() == 1) {
      return List.of(operate(e.operator(), type, left.get(0), e.right(), right.get(0), e.offset()));
    }
    List<Register> result = new ArrayList<>(left.size());
    for (int i = 0; i < left.size(); i++) {
      result.add(operate(e.operator(), type, left.get(i), e.right(), right.get(i), e.offset()));
    }
    return result;
  }

  private Register operate(
      BinaryOperator operator,
      ScalarType type,
      Register left,
      TypedExpression rightExpression,
      Register right,
      int offset) {
    Register operand =
        operator.isShift()
            ? context.conversions().shiftCount(rightExpression.type().scalar(), right)
            : right;
    return context.arithmetic().binary(operator, type, left, operand, offset);
  }

  private List<Register> convert(TypedExpression.Convert e) {
    ScalarType from = e.operand().type().scalar();
    ScalarType to = e.type().scalar();
    return map(value(e.operand()), r -> context.conversions().convert(from, to, r, e.offset()));
  }

  private List<Register> construct(TypedExpression.Construct e) {
    List<Register> result = new ArrayList<>(e.type().size());
    for (TypedExpression part : e.parts()) {
      result.addAll(value(part));
    }
    return result;
  }

  private Register shortCircuit(TypedExpression.ShortCircuit e) {
    Register left = stable(scalar(e.left()));
    Register condition =
        e.and() ? left : context.arithmetic().intUnary(IntUnaryOperation.NOT, left);
    List<Register> right = new ArrayList<>();
    int masks = emitter.openLevel();
    Block block = branch(() -> right.addAll(value(e.right())));
    emitter.closeLevel();
    emitter.use(condition);
    emitter.append(new IfInstruction(condition, block, null, masks, false));
    return context.arithmetic().select(condition, right.get(0), left);
  }

  /** Returns a register that keeps its value while branches are executed. */
  private Register stable(Register value) {
    return value.isVariable() ? context.places().copy(value) : value;
  }

  private Block branch(Runnable contents) {
    emitter.openBlock();
    context.regions().enter();
    contents.run();
    context.regions().leave();
    return emitter.closeBlock();
  }

  private List<Register> conditional(TypedExpression.Conditional e) {
    Register condition = stable(scalar(e.condition()));
    List<Register> yes = new ArrayList<>();
    List<Register> no = new ArrayList<>();
    if (isHarmless(e.whenTrue())) {
      yes.addAll(value(e.whenTrue()));
    }
    if (isHarmless(e.whenFalse())) {
      no.addAll(value(e.whenFalse()));
    }
    int masks = emitter.openLevel();
    Block whenTrue = yes.isEmpty() ? branch(() -> yes.addAll(value(e.whenTrue()))) : null;
    Block whenFalse = no.isEmpty() ? branch(() -> no.addAll(value(e.whenFalse()))) : null;
    emitter.closeLevel();
    if (whenTrue != null || whenFalse != null) {
      emitter.use(condition);
      Block first = whenTrue == null ? new Block(List.of()) : whenTrue;
      emitter.append(new IfInstruction(condition, first, whenFalse, masks, false));
    }
    List<Register> result = new ArrayList<>(yes.size());
    for (int i = 0; i < yes.size(); i++) {
      result.add(context.arithmetic().select(condition, yes.get(i), no.get(i)));
    }
    return result;
  }

  /** Returns whether it may be evaluated where it does not count, without a visible effect. */
  private static boolean isHarmless(TypedExpression e) {
    return switch (e) {
      case TypedExpression.IntegerLiteral _,
          TypedExpression.FloatLiteral _,
          TypedExpression.FieldLiteral _ ->
          true;
      case TypedExpression.Use u -> !u.variable().reassigned();
      // Every other expression may have an effect or a violation, or takes time.
      default -> false;
    };
  }

  private List<Register> assign(TypedExpression.Assign e) {
    List<Register> value = value(e.value());
    Place place = pointers.place(e.place());
    context.places().write(place, value, context.line(e.offset()));
    return place instanceof Place.Local local ? local.registers() : value;
  }

  private List<Register> update(TypedExpression.Update e) {
    Place place = pointers.place(e.place());
    int line = context.line(e.offset());
    ScalarType placed = e.place().type().scalar();
    ScalarType computed = e.computeType().scalar();
    List<Register> before = context.places().read(place, line);
    List<Register> old = e.returnsOld() ? map(before, context.places()::copy) : before;
    List<Register> operand = value(e.operand());
    List<Register> after = new ArrayList<>(before.size());
    for (int i = 0; i < before.size(); i++) {
      Register left = context.conversions().convert(placed, computed, before.get(i), e.offset());
      Register result =
          operate(e.operator(), computed, left, e.operand(), operand.get(i), e.offset());
      after.add(context.conversions().convert(computed, placed, result, e.offset()));
    }
    context.places().write(place, after, line);
    if (e.returnsOld()) {
      return old;
    }
    return place instanceof Place.Local local ? local.registers() : after;
  }
}
