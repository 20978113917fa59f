package winofuzz.metal.sim.lower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.Variable;
import winofuzz.metal.sim.instruction.Block;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Exit;
import winofuzz.metal.sim.instruction.FunctionScope;
import winofuzz.metal.sim.instruction.IfInstruction;
import winofuzz.metal.sim.instruction.LocalArray;
import winofuzz.metal.sim.instruction.LoopInstruction;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.WrittenMark;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.memory.MemorySlot;

/** Emits statements; called functions are inlined. */
final class StatementLowering {

  /**
   * A function being inlined.
   *
   * @param early whether lanes may return before its end
   * @param result where an early return leaves its value; null when there is none
   */
  private record Activation(Function function, boolean early, Place.@Nullable Local result) {}

  private final LoweringContext context;
  private final Emitter emitter;
  private final Regions regions;
  private final Deque<Activation> activations = new ArrayDeque<>();
  private final Deque<Integer> loopMasks = new ArrayDeque<>();
  private List<Register> returned = List.of();

  StatementLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
    this.regions = context.regions();
  }

  /** The body of the kernel itself. */
  void kernel(Function kernel) {
    activations.push(new Activation(kernel, true, null));
    statement(kernel.body());
    activations.pop();
  }

  private void statement(Statement statement) {
    context.checkSize(statement.offset());
    switch (statement) {
      case Statement.Block s -> {
        for (Statement each : s.statements()) {
          statement(each);
          if (Exits.always(each)) {
            return;
          }
        }
      }
      case Statement.Declare s -> declare(s);
      case Statement.Evaluate s -> context.expressions().effect(s.expression());
      case Statement.If s -> ifStatement(s);
      case Statement.Loop s -> loop(s);
      case Statement.Break _ -> emitter.append(new Exit(Exit.Kind.BREAK, loopMasks.element()));
      case Statement.Continue _ ->
          emitter.append(new Exit(Exit.Kind.CONTINUE, loopMasks.element()));
      case Statement.Return s -> returnStatement(s);
    }
  }

  /** A variable: a register for each component, or a place in memory for what others share. */
  void declare(Statement.Declare s) {
    Variable variable = s.variable();
    int line = context.line(s.offset());
    Type type = variable.type();
    if (variable.space() == MetalAddressSpace.THREADGROUP) {
      declareShared(variable);
    } else if (type instanceof Type.Pointer) {
      if (s.initial().isEmpty()) {
        throw context.unsupported(s.offset(), "a pointer without an initial value");
      }
      PointerLowering pointers = context.expressions().pointers();
      pointers.declare(variable, pointers.pointer(s.initial().get(0)));
    } else if (type instanceof Type.Array array) {
      declareArray(variable, array, s.initial(), line);
    } else if (s.initial().isEmpty()) {
      declareUnwritten(variable);
    } else {
      bindValue(variable, context.expressions().value(s.initial().get(0)), line);
    }
  }

  private void declareShared(Variable variable) {
    Type type = variable.type();
    MemorySlot slot =
        context.slot(MetalAddressSpace.THREADGROUP, variable, type.scalar(), type.stride());
    Pointer first = new Pointer.ToMemory(slot, type.scalar(), emitter.constant(0), 0);
    context.bind(variable, new Binding.Memory(first));
  }

  private void declareArray(
      Variable variable, Type.Array type, List<TypedExpression> initial, int line) {
    ScalarType scalar = type.scalar();
    LocalArray array =
        new LocalArray(
            variable.name(),
            scalar,
            emitter.pinnedArray(Bank.of(scalar), type.stride()),
            emitter.pinnedFlags(type.stride()));
    for (int i = 0; i < array.length(); i++) {
      context.places().mark(array.written().get(i), WrittenMark.Kind.NONE);
      regions.markUnassigned(array.elements().get(i));
    }
    context.fields().declare(scalar, array.elements());
    Pointer first = new Pointer.ToArray(array, regions.current(), emitter.constant(0), 0);
    context.bind(variable, new Binding.Memory(first));
    int stride = type.element().stride();
    for (int i = 0; i < initial.size(); i++) {
      Pointer element =
          new Pointer.ToArray(array, regions.current(), emitter.constant(0), i * stride);
      List<Register> value = context.expressions().value(initial.get(i));
      context.places().write(new Place.Pointed(element, type.element()), value, line);
    }
  }

  private void declareUnwritten(Variable variable) {
    int size = variable.type() instanceof Type.Matrix8x8 ? 2 : variable.type().components();
    List<Register> registers = new ArrayList<>();
    List<Register> written = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Register register = emitter.register(Bank.of(variable.type().scalar())).makeVariable();
      Register flag = emitter.flag();
      emitter.define(register);
      context.places().mark(flag, WrittenMark.Kind.NONE);
      registers.add(register);
      written.add(flag);
    }
    context.fields().declare(variable.type().scalar(), registers);
    context.bind(
        variable,
        new Binding.Value(
            new Place.Local(
                variable.name(), variable.type(), registers, written, regions.current())));
  }

  /** Gives a new variable its value; one that never changes shares the value's registers. */
  private void bindValue(Variable variable, List<Register> value, int line) {
    List<Register> registers = new ArrayList<>(value.size());
    if (variable.reassigned()) {
      for (Register source : value) {
        registers.add(emitter.register(source.bank()).makeVariable());
      }
    } else {
      for (Register source : value) {
        registers.add((source.isVariable() ? context.places().copy(source) : source).name());
      }
    }
    Place.Local place =
        new Place.Local(variable.name(), variable.type(), registers, List.of(), regions.current());
    if (variable.reassigned()) {
      context.places().write(place, value, line);
    }
    context.bind(variable, new Binding.Value(place));
  }

  private void ifStatement(Statement.If s) {
    Register condition = context.expressions().scalar(s.condition());
    int masks = emitter.openLevel();
    emitter.openBlock();
    Regions.Region yesRegion = regions.enter();
    statement(s.whenTrue());
    regions.leave();
    Block yes = emitter.closeBlock();
    Block no = null;
    Statement otherwise = s.whenFalse();
    if (otherwise != null) {
      emitter.openBlock();
      Regions.Region noRegion = regions.enter();
      statement(otherwise);
      regions.leave();
      no = emitter.closeBlock();
      regions.merge(yesRegion, noRegion);
    }
    emitter.closeLevel();
    emitter.use(condition);
    emitter.append(new IfInstruction(condition, yes, no, masks, Exits.of(s).any()));
  }

  private void loop(Statement.Loop s) {
    regions.enter();
    Statement start = s.start();
    if (start != null) {
      statement(start);
    }
    int masks = emitter.openLevel();
    loopMasks.push(masks);
    emitter.openLoop();
    emitter.openBlock();
    TypedExpression test = s.condition();
    Register condition = test == null ? null : context.expressions().scalar(test);
    if (condition != null) {
      emitter.use(condition);
    }
    Block testBlock = emitter.closeBlock();
    emitter.openBlock();
    regions.enter();
    statement(s.body());
    regions.leave();
    Block body = emitter.closeBlock();
    emitter.openBlock();
    TypedExpression stepExpression = s.step();
    if (stepExpression != null) {
      context.expressions().effect(stepExpression);
    }
    Block step = emitter.closeBlock();
    emitter.closeLoop();
    loopMasks.pop();
    emitter.closeLevel();
    regions.leave();
    Exits exits = Exits.of(s.body());
    emitter.append(
        new LoopInstruction(
            testBlock,
            condition,
            body,
            step,
            s.testFirst(),
            masks,
            exits.any(),
            exits.function(),
            context.line(s.offset())));
  }

  private void returnStatement(Statement.Return s) {
    Activation activation = activations.element();
    TypedExpression expression = s.value();
    List<Register> value = expression == null ? List.of() : context.expressions().value(expression);
    if (!activation.early()) {
      returned = value;
      return;
    }
    Place.Local result = activation.result();
    if (result != null) {
      context.places().write(result, value, context.line(s.offset()));
    }
    emitter.append(new Exit(Exit.Kind.RETURN, 0));
  }

  /** Inlines a call; its value, a register for each component. */
  List<Register> call(TypedExpression.Call call) {
    Function function = call.function();
    if (activations.stream().anyMatch(a -> a.function() == function)) {
      throw context.unsupported(call.offset(), "the recursion of '" + function.name() + "'");
    }
    bindArguments(call);
    if (!Exits.returnsEarly(function.body())) {
      activations.push(new Activation(function, false, null));
      returned = List.of();
      statement(function.body());
      activations.pop();
      List<Register> value = returned;
      returned = List.of();
      Place.Local missing = value.isEmpty() ? resultOf(function) : null;
      return missing == null ? value : context.places().read(missing, context.line(call.offset()));
    }
    Place.Local result = resultOf(function);
    int masks = emitter.openLevel();
    emitter.openBlock();
    regions.enter();
    activations.push(new Activation(function, true, result));
    statement(function.body());
    activations.pop();
    regions.leave();
    Block body = emitter.closeBlock();
    emitter.closeLevel();
    emitter.append(new FunctionScope(body, masks));
    return result == null ? List.of() : context.places().read(result, context.line(call.offset()));
  }

  private Place.@Nullable Local resultOf(Function function) {
    if (function.returnType() == Type.None.VOID) {
      return null;
    }
    int size = function.returnType().components();
    List<Register> registers = new ArrayList<>();
    List<Register> written = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Register register = emitter.register(Bank.of(function.returnType().scalar())).makeVariable();
      Register flag = emitter.flag();
      emitter.define(register);
      context.places().mark(flag, WrittenMark.Kind.NONE);
      registers.add(register);
      written.add(flag);
    }
    context.fields().declare(function.returnType().scalar(), registers);
    return new Place.Local(
        "the result of " + function.name(),
        function.returnType(),
        registers,
        written,
        regions.current());
  }

  private void bindArguments(TypedExpression.Call call) {
    List<Parameter> parameters = call.function().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Variable parameter = parameters.get(i).variable();
      TypedExpression argument = call.arguments().get(i);
      if (parameter.type() instanceof Type.Pointer) {
        PointerLowering pointers = context.expressions().pointers();
        pointers.declare(parameter, pointers.pointer(argument));
      } else {
        bindValue(
            parameter, context.expressions().value(argument), context.line(argument.offset()));
      }
    }
  }
}
