package winofuzz.metal.sim;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.NumericProfile;
import winofuzz.metal.msl.AddressSpace;
import winofuzz.metal.msl.Expression;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.Program;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.Variable;

/** Turns a kernel's typed tree into instructions. */
final class KernelLowering {

  private final Program program;
  private final Function kernel;
  private final Lowering lowering;
  private final List<LoweredKernel.ConstantTable> tables = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();

  private KernelLowering(Program program, Function kernel, NumericProfile profile) {
    this.program = program;
    this.kernel = kernel;
    this.lowering = new Lowering(program.source(), profile, program.contract());
  }

  static LoweredKernel lower(Program program, Function kernel, NumericProfile profile) {
    return new KernelLowering(program, kernel, profile).run();
  }

  private LoweredKernel run() {
    kernel.parameters().forEach(this::bind);
    program
        .functionConstants()
        .forEach(c -> pointer(c.pointer(), ArgumentSpace.FUNCTION_CONSTANT, c.index()));
    program.constants().forEach(this::constant);
    lowering.statements().kernel(kernel);
    Block body = lowering.emitter().closeBlock();
    return new LoweredKernel(
        kernel.name(),
        body,
        lowering.emitter().layout(),
        List.copyOf(lowering.slots()),
        List.copyOf(tables),
        List.copyOf(positions));
  }

  private void bind(Parameter parameter) {
    switch (parameter) {
      case Parameter.BufferArgument p -> pointer(p.variable(), ArgumentSpace.BUFFER, p.index());
      case Parameter.ThreadgroupArgument p ->
          pointer(p.variable(), ArgumentSpace.THREADGROUP, p.index());
      case Parameter.PositionArgument p -> position(p);
      case Parameter.Argument p ->
          throw new AssertionError("kernel parameter without attribute: " + p.variable());
    }
  }

  private void pointer(Variable variable, ArgumentSpace arguments, int index) {
    if (!(variable.type() instanceof Type.Pointer type)) {
      throw new AssertionError("not a pointer: " + variable);
    }
    ScalarType scalar = type.target().scalar();
    MemorySlot slot = lowering.argument(type.space(), variable, arguments, index);
    lowering
        .expressions()
        .pointers()
        .declare(variable, new Pointer.ToMemory(slot, scalar, lowering.emitter().constant(0), 0));
  }

  private void position(Parameter.PositionArgument parameter) {
    Variable variable = parameter.variable();
    List<Register> registers = new ArrayList<>();
    for (int i = 0; i < variable.type().components(); i++) {
      Register register = lowering.emitter().pinned(Bank.INT, variable.reassigned());
      positions.add(new Position(register, parameter.attribute(), i));
      registers.add(register);
    }
    Place.Local place =
        new Place.Local(
            variable.name(), variable.type(), registers, List.of(), lowering.regions().current());
    lowering.bind(variable, new Binding.Value(place));
  }

  /** A program-scope constant: an array of literals is a table, all else a variable. */
  private void constant(Statement.Declare declare) {
    boolean literals =
        declare.initial().stream()
            .allMatch(
                e ->
                    e instanceof Expression.IntegerLiteral || e instanceof Expression.FloatLiteral);
    if (declare.variable().type() instanceof Type.Array array
        && array.element() instanceof ScalarType scalar
        && literals) {
      table(declare, scalar);
    } else {
      lowering.statements().declare(declare);
    }
  }

  private void table(Statement.Declare declare, ScalarType scalar) {
    MemorySlot slot =
        lowering.slot(AddressSpace.CONSTANT, declare.variable(), scalar, declare.initial().size());
    List<Long> bits = new ArrayList<>();
    for (Expression e : declare.initial()) {
      bits.add(
          e instanceof Expression.IntegerLiteral i
              ? i.value()
              : Bits.encodeFloat(scalar, ((Expression.FloatLiteral) e).value()));
    }
    tables.add(new LoweredKernel.ConstantTable(slot.index(), bits));
    Pointer first = new Pointer.ToMemory(slot, scalar, lowering.emitter().constant(0), 0);
    lowering.bind(declare.variable(), new Binding.Memory(first));
  }
}
