package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.Variable;
import winofuzz.metal.sim.instruction.Block;
import winofuzz.metal.sim.instruction.Position;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.Bits;
import winofuzz.metal.sim.memory.ConstantTable;
import winofuzz.metal.sim.memory.MemorySlot;

/** Turns a kernel's typed tree into instructions. */
public final class KernelLowering {

  private final MslProgram program;
  private final Function kernel;
  private final LoweringContext context;
  private final List<ConstantTable> tables = new ArrayList<>();
  private final List<Position> positions = new ArrayList<>();

  private KernelLowering(MslProgram program, Function kernel, DeviceProfile profile) {
    this.program = program;
    this.kernel = kernel;
    this.context = new LoweringContext(program.source(), profile, program.contract());
  }

  /**
   * Lowers a kernel.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if it uses what is not supported
   * @throws winofuzz.metal.sim.instruction.RefusedOperationException if the program's numbers are
   *     field elements and the kernel has what is no polynomial
   */
  public static LoweredKernel lower(MslProgram program, Function kernel, DeviceProfile profile) {
    return new KernelLowering(program, kernel, profile).run();
  }

  private LoweredKernel run() {
    kernel.parameters().forEach(this::bind);
    program
        .functionConstants()
        .forEach(c -> pointer(c.pointer(), ArgumentSpace.FUNCTION_CONSTANT, c.index()));
    program.constants().forEach(this::constant);
    context.statements().kernel(kernel);
    Block body = context.emitter().closeBlock();
    return new LoweredKernel(
        kernel.name(),
        body,
        context.emitter().layout(),
        List.copyOf(context.slots()),
        List.copyOf(tables),
        List.copyOf(positions),
        context.fields().literals());
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
    MemorySlot slot = context.argument(type.space(), variable, arguments, index);
    context
        .expressions()
        .pointers()
        .declare(variable, new Pointer.ToMemory(slot, scalar, context.emitter().constant(0), 0));
  }

  private void position(Parameter.PositionArgument parameter) {
    Variable variable = parameter.variable();
    List<Register> registers = new ArrayList<>();
    for (int i = 0; i < variable.type().components(); i++) {
      Register register = context.emitter().pinned(Bank.INT, variable.reassigned());
      positions.add(new Position(register, parameter.attribute(), i));
      registers.add(register);
    }
    Place.Local place =
        new Place.Local(
            variable.name(), variable.type(), registers, List.of(), context.regions().current());
    context.bind(variable, new Binding.Value(place));
  }

  /** A program-scope constant: an array of literals is a table, all else a variable. */
  private void constant(Statement.Declare declare) {
    boolean literals =
        declare.initial().stream()
            .allMatch(
                e ->
                    e instanceof TypedExpression.IntegerLiteral
                        || e instanceof TypedExpression.FloatLiteral
                        || e instanceof TypedExpression.FieldLiteral);
    if (declare.variable().type() instanceof Type.Array array
        && array.element() instanceof ScalarType scalar
        && literals) {
      table(declare, scalar);
    } else {
      context.statements().declare(declare);
    }
  }

  private void table(Statement.Declare declare, ScalarType scalar) {
    MemorySlot slot =
        context.slot(
            MetalAddressSpace.CONSTANT, declare.variable(), scalar, declare.initial().size());
    List<Long> bits = new ArrayList<>();
    for (TypedExpression e : declare.initial()) {
      bits.add(bits(scalar, e));
    }
    tables.add(new ConstantTable(slot.index(), bits));
    Pointer first = new Pointer.ToMemory(slot, scalar, context.emitter().constant(0), 0);
    context.bind(declare.variable(), new Binding.Memory(first));
  }

  private long bits(ScalarType scalar, TypedExpression literal) {
    return switch (literal) {
      case TypedExpression.IntegerLiteral i -> i.value();
      case TypedExpression.FloatLiteral f -> Bits.encodeFloat(scalar, f.value());
      case TypedExpression.FieldLiteral f -> context.fields().residue(f);
      // A table has nothing else.
      default -> throw new AssertionError("not a literal: " + literal);
    };
  }
}
