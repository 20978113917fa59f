package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.Variable;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.memory.MemorySlot;

/** The state that the parts of one kernel's lowering share. */
final class LoweringContext {

  /**
   * The most instructions of a kernel, a limit because inlined functions can multiply without end.
   */
  private static final int MOST_INSTRUCTIONS = 4_000_000;

  private final Source source;
  private final Emitter emitter = new Emitter();
  private final Regions regions = new Regions();
  private final List<MemorySlot> slots = new ArrayList<>();
  private final Map<Variable, Binding> bindings = new HashMap<>();
  private final FieldLowering fields;
  private final ArithmeticLowering arithmetic;
  private final ConversionLowering conversions;
  private final PlaceLowering places;
  private final ExpressionLowering expressions;
  private final StatementLowering statements;
  private final boolean contract;
  private final DeviceProfile profile;

  LoweringContext(Source source, DeviceProfile profile, boolean contract) {
    this.source = source;
    this.profile = profile;
    this.contract = contract && profile.contract();
    this.fields = new FieldLowering(emitter, source);
    this.arithmetic = new ArithmeticLowering(emitter, profile, source::line, fields);
    this.conversions = new ConversionLowering(emitter, arithmetic, fields);
    this.places = new PlaceLowering(this);
    this.expressions = new ExpressionLowering(this);
    this.statements = new StatementLowering(this);
  }

  Emitter emitter() {
    return emitter;
  }

  Regions regions() {
    return regions;
  }

  FieldLowering fields() {
    return fields;
  }

  ArithmeticLowering arithmetic() {
    return arithmetic;
  }

  ConversionLowering conversions() {
    return conversions;
  }

  PlaceLowering places() {
    return places;
  }

  ExpressionLowering expressions() {
    return expressions;
  }

  StatementLowering statements() {
    return statements;
  }

  /** Returns whether a multiply within a statement is fused into the add that takes it. */
  boolean contracts() {
    return contract;
  }

  DeviceProfile profile() {
    return profile;
  }

  List<MemorySlot> slots() {
    return slots;
  }

  /** Memory that belongs to no argument. */
  MemorySlot slot(MetalAddressSpace space, Variable variable, ScalarType scalar, int length) {
    return slot(space, variable, scalar, ArgumentSpace.BUFFER, -1, length);
  }

  /** Memory that an argument of the launch gives. */
  MemorySlot argument(
      MetalAddressSpace space, Variable variable, ArgumentSpace arguments, int index) {
    return slot(
        space, variable, variable.type().scalar(), arguments, index, MemorySlot.LENGTH_OF_LAUNCH);
  }

  private MemorySlot slot(
      MetalAddressSpace space,
      Variable variable,
      ScalarType scalar,
      ArgumentSpace arguments,
      int argument,
      int length) {
    MemorySlot slot =
        new MemorySlot(
            slots.size(),
            space,
            variable.name(),
            scalar,
            arguments,
            argument,
            length,
            line(variable.offset()));
    slots.add(slot);
    return slot;
  }

  void bind(Variable variable, Binding binding) {
    bindings.put(variable, binding);
  }

  Binding binding(Variable variable) {
    Binding binding = bindings.get(variable);
    if (binding == null) {
      throw new AssertionError("no binding for " + variable);
    }
    return binding;
  }

  int line(int offset) {
    return source.line(offset);
  }

  MslSyntaxException unsupported(int offset, String construct) {
    return source.unsupported(offset, construct);
  }

  void checkSize(int offset) {
    if (emitter.size() > MOST_INSTRUCTIONS) {
      throw source.unsupported(
          offset, "a kernel of more than " + MOST_INSTRUCTIONS + " instructions");
    }
  }
}
