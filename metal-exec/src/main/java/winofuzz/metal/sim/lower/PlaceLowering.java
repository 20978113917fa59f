package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import winofuzz.metal.Violation;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;
import winofuzz.metal.sim.instruction.AlignmentCheck;
import winofuzz.metal.sim.instruction.ComponentCheck;
import winofuzz.metal.sim.instruction.Emitter;
import winofuzz.metal.sim.instruction.Load;
import winofuzz.metal.sim.instruction.LocalArray;
import winofuzz.metal.sim.instruction.Move;
import winofuzz.metal.sim.instruction.Register;
import winofuzz.metal.sim.instruction.Store;
import winofuzz.metal.sim.instruction.StoreComponent;
import winofuzz.metal.sim.instruction.WrittenCheck;
import winofuzz.metal.sim.instruction.WrittenMark;
import winofuzz.metal.sim.lanes.Bank;
import winofuzz.metal.sim.lanes.IntBinaryOperation;

/** Emits reads and writes of places. */
final class PlaceLowering {

  private final LoweringContext context;
  private final Emitter emitter;
  private final Regions regions;
  private final Set<LocalArray> computed = Collections.newSetFromMap(new IdentityHashMap<>());

  PlaceLowering(LoweringContext context) {
    this.context = context;
    this.emitter = context.emitter();
    this.regions = context.regions();
  }

  /** Emits the read of a place and returns a register for each component. */
  List<Register> read(Place place, int line) {
    return switch (place) {
      case Place.Local local -> readLocal(local, line);
      case Place.Pointed pointed -> readPointed(pointed, upTo(pointed.type().components()), line);
      case Place.Components part -> readComponents(part, line);
      case Place.ComputedComponent part -> List.of(readComputed(part, line));
    };
  }

  private List<Register> readComponents(Place.Components part, int line) {
    return switch (part.whole()) {
      case Place.Local local -> {
        if (!local.written().isEmpty()) {
          part.components().forEach(c -> checkWritten(local, c, line));
        }
        yield part.components().stream().map(local.registers()::get).toList();
      }
      case Place.Pointed pointed -> readPointed(pointed, part.components(), line);
      case Place.Components inner -> readComponents(composed(part, inner), line);
      case Place.ComputedComponent inner -> List.of(readComputed(inner, line));
    };
  }

  private static Place.Components composed(Place.Components part, Place.Components inner) {
    return new Place.Components(
        inner.whole(), part.components().stream().map(inner.components()::get).toList());
  }

  private List<Register> readLocal(Place.Local local, int line) {
    for (int i = 0; i < local.written().size(); i++) {
      checkWritten(local, i, line);
    }
    return local.registers();
  }

  private void checkWritten(Place.Local local, int component, int line) {
    Violation.Place place =
        new Violation.Place(local.name(), -1, component, local.registers().size());
    checkWritten(local.registers().get(component), local.written().get(component), place, line);
  }

  private void checkWritten(Register register, Register written, Violation.Place place, int line) {
    if (!regions.isAssigned(register)) {
      emitter.use(written);
      emitter.append(new WrittenCheck(written, place, line));
    }
  }

  /** Emits the read of a computed component; one out of range reads the first and is reported. */
  private Register readComputed(Place.ComputedComponent part, int line) {
    checkComponent(part, line);
    if (part.whole() instanceof Place.Pointed(Pointer pointer, Type type)
        && !(pointer instanceof Pointer.ToPlace)) {
      Pointer moved = moved(pointer, within(part, emitter.constant(0)));
      return read(new Place.Pointed(moved, type.scalar()), line).get(0);
    }
    return pick(read(part.whole(), line), part.count(), part.index());
  }

  private Pointer moved(Pointer pointer, Register by) {
    return switch (pointer) {
      case Pointer.ToMemory m ->
          new Pointer.ToMemory(m.slot(), m.viewed(), sum(m.index(), by), m.displacement());
      case Pointer.ToArray a ->
          new Pointer.ToArray(a.array(), a.region(), sum(a.index(), by), a.displacement());
      case Pointer.ToPlace p -> throw new AssertionError("a variable does not move: " + p);
    };
  }

  private Register sum(Register index, Register by) {
    return context.arithmetic().ints(IntBinaryOperation.ADD_SATURATING, index, by);
  }

  private void checkComponent(Place.ComputedComponent part, int line) {
    emitter.use(part.index());
    emitter.append(new ComponentCheck(part.index(), part.count(), nameOf(part.whole()), line));
  }

  /** Returns the number of a computed component, or another value where there is none of it. */
  private Register within(Place.ComputedComponent part, Register otherwise) {
    Register exists =
        context
            .arithmetic()
            .ints(IntBinaryOperation.LESS_UNSIGNED, part.index(), emitter.constant(part.count()));
    return context.arithmetic().select(exists, part.index(), otherwise);
  }

  private Register pick(List<Register> components, int count, Register index) {
    Register result = components.get(0);
    for (int i = 1; i < count; i++) {
      Register hit =
          context.arithmetic().ints(IntBinaryOperation.EQUAL, index, emitter.constant(i));
      result = context.arithmetic().select(hit, components.get(i), result);
    }
    return result;
  }

  private static String nameOf(Place place) {
    return place instanceof Place.Local local ? local.name() : "a vector";
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private List<Register> readPointed(Place.Pointed pointed, List<Integer> components, int line) {
    return switch (pointed.pointer()) {
      case Pointer.ToPlace target ->
          components.equals(upTo(pointed.type().components()))
              ? read(target.place(), line)
              : readComponents(new Place.Components(target.place(), components), line);
      case Pointer.ToMemory memory -> load(memory, pointed.type(), components, line);
      case Pointer.ToArray array -> loadLocal(array, components, line);
    };
  }

  /** Returns whether it is memory that each threadgroup of a batch has a part of. */
  private static boolean isOfThreadgroups(Pointer.ToMemory pointer) {
    return pointer.slot().space() == MetalAddressSpace.THREADGROUP;
  }

  private List<Register> load(
      Pointer.ToMemory pointer, Type type, List<Integer> components, int line) {
    pointer.slot().markLoaded(type.scalar());
    checkAlignment(pointer, type, line);
    List<Register> result = new ArrayList<>(components.size());
    for (int component : components) {
      Register register = emitter.register(Bank.of(type.scalar()));
      emitter.emit(
          new Load(
              register,
              pointer.slot().index(),
              type.scalar(),
              pointer.index(),
              pointer.displacement() + component,
              line),
          register,
          pointer.index());
      if (emitter.isConstant(pointer.index()) && !isOfThreadgroups(pointer)) {
        register.markOneForAll();
      }
      result.add(register);
    }
    return result;
  }

  private void checkAlignment(Pointer.ToMemory pointer, Type type, int line) {
    int multiple = type.stride();
    boolean aligned =
        multiple == 1
            || (emitter.isConstant(pointer.index())
                && (emitter.constantBits(pointer.index()) + pointer.displacement()) % multiple
                    == 0);
    if (!aligned) {
      emitter.use(pointer.index());
      emitter.append(
          new AlignmentCheck(
              pointer.slot().index(), pointer.index(), pointer.displacement(), multiple, line));
    }
  }

  private List<Register> loadLocal(Pointer.ToArray pointer, List<Integer> components, int line) {
    List<Register> result = new ArrayList<>();
    LocalArray array = pointer.array();
    for (int component : components) {
      int displacement = pointer.displacement() + component;
      long constant = constantElement(pointer.index(), displacement);
      if (constant >= 0 && constant < array.length()) {
        int element = (int) constant;
        Register register = array.elements().get(element);
        checkWritten(register, array.written().get(element), array.place(element), line);
        result.add(register);
      } else {
        Register register = emitter.register(array.elements().get(0).bank());
        useWhole(array);
        emitter.emit(
            new LocalArray.LoadElement(array, register, pointer.index(), displacement, line),
            register,
            pointer.index());
        result.add(register);
      }
    }
    return result;
  }

  /** Notes that an array is accessed at a computed index, so that it is needed as a whole. */
  private void useWhole(LocalArray array) {
    if (computed.add(array)) {
      array.written().forEach(emitter::use);
    }
  }

  private long constantElement(Register index, int displacement) {
    return emitter.isConstant(index) ? (int) emitter.constantBits(index) + (long) displacement : -1;
  }

  /** Gives a place a value for the lanes that take part. */
  void write(Place place, List<Register> value, int line) {
    switch (place) {
      case Place.Local local -> writeLocal(local, upTo(local.registers().size()), value);
      case Place.Pointed pointed -> writePointed(pointed, value, line);
      case Place.Components part -> writeComponents(part, value, line);
      case Place.ComputedComponent part -> writeComputed(part, value.get(0), line);
    }
  }

  private void writeComputed(Place.ComputedComponent part, Register value, int line) {
    checkComponent(part, line);
    switch (part.whole()) {
      case Place.Pointed pointed -> {
        switch (pointed.pointer()) {
          case Pointer.ToMemory memory ->
              storeComponent(memory, pointed.type(), part.index(), value, line);
          case Pointer.ToArray array -> {
            Pointer moved = moved(array, within(part, emitter.constant(Integer.MIN_VALUE)));
            write(new Place.Pointed(moved, pointed.type().scalar()), List.of(value), line);
          }
          case Pointer.ToPlace target ->
              writeComputed(
                  new Place.ComputedComponent(target.place(), part.count(), part.index()),
                  value,
                  line);
        }
      }
      case Place.Local _, Place.Components _, Place.ComputedComponent _ -> {
        List<Register> before = readWhole(part.whole(), line);
        List<Register> after = new ArrayList<>();
        for (int i = 0; i < part.count(); i++) {
          Register hit =
              context
                  .arithmetic()
                  .ints(IntBinaryOperation.EQUAL, part.index(), emitter.constant(i));
          after.add(context.arithmetic().select(hit, value, before.get(i)));
        }
        write(part.whole(), after, line);
      }
    }
  }

  /**
   * Returns the registers of a whole that is about to be written in part; does not check that they
   * were written.
   */
  private List<Register> readWhole(Place whole, int line) {
    return whole instanceof Place.Local local ? local.registers() : read(whole, line);
  }

  private void writeComponents(Place.Components part, List<Register> value, int line) {
    switch (part.whole()) {
      case Place.Local local -> writeLocal(local, part.components(), value);
      case Place.Pointed pointed -> {
        for (int i = 0; i < value.size(); i++) {
          writeComponent(pointed, part.components(), i, value.get(i), line);
        }
      }
      case Place.Components inner -> writeComponents(composed(part, inner), value, line);
      case Place.ComputedComponent inner -> write(inner, value, line);
    }
  }

  /**
   * Writes one of some components of a vector behind a pointer. Only if they are all that the
   * vector has, the others need not be read and written back.
   */
  private void writeComponent(
      Place.Pointed pointed, List<Integer> components, int i, Register value, int line) {
    int component = components.get(i);
    Type type = pointed.type();
    switch (pointed.pointer()) {
      case Pointer.ToPlace target ->
          write(new Place.Components(target.place(), List.of(component)), List.of(value), line);
      case Pointer.ToArray a ->
          storeLocal(
              new Pointer.ToArray(a.array(), a.region(), a.index(), a.displacement() + component),
              List.of(value),
              line);
      case Pointer.ToMemory m -> {
        if (components.size() == type.components()) {
          store(
              new Pointer.ToMemory(m.slot(), m.viewed(), m.index(), m.displacement() + component),
              type.scalar(),
              List.of(value),
              line);
        } else {
          storeComponent(m, type, emitter.constant(component), value, line);
        }
      }
    }
  }

  private void storeComponent(
      Pointer.ToMemory pointer, Type type, Register component, Register value, int line) {
    pointer.slot().markLoaded(type.scalar());
    pointer.slot().markStored(type.scalar());
    checkAlignment(pointer, type, line);
    emitter.use(pointer.index());
    emitter.use(component);
    emitter.use(value);
    emitter.append(
        new StoreComponent(
            value,
            pointer.slot().index(),
            type.scalar(),
            pointer.index(),
            pointer.displacement(),
            component,
            type.components(),
            line));
  }

  private void writeLocal(Place.Local local, List<Integer> components, List<Register> value) {
    List<Register> targets = components.stream().map(local.registers()::get).toList();
    List<Register> flags =
        local.written().isEmpty()
            ? List.of()
            : components.stream().map(local.written()::get).toList();
    move(targets, value, flags, local.region());
  }

  /**
   * Gives registers values; lanes that take no part keep theirs, unless the registers live only
   * within this region.
   */
  private void move(
      List<Register> targets,
      List<Register> values,
      List<Register> flags,
      Regions.Region declared) {
    boolean masked = declared != regions.current();
    List<Register> sources = untangled(targets, values);
    Set<Register> moved = new HashSet<>();
    for (int i = 0; i < targets.size(); i++) {
      Register target = targets.get(i);
      Register source = sources.get(i);
      boolean once = sources.indexOf(source) == sources.lastIndexOf(source);
      if (target != source) {
        boolean last = !source.isNamed() && once && moved.add(source);
        emitter.emit(new Move(target, source, masked, last), target, source);
      }
      if (!flags.isEmpty()) {
        mark(flags.get(i), masked ? WrittenMark.Kind.MASKED : WrittenMark.Kind.ALL);
      }
      regions.markAssigned(target);
    }
  }

  void mark(Register flag, WrittenMark.Kind kind) {
    emitter.define(flag);
    emitter.append(new WrittenMark(flag, kind));
  }

  /** Copies those values that an earlier target would overwrite, as in {@code v = v.yx}. */
  private List<Register> untangled(List<Register> targets, List<Register> values) {
    List<Register> result = new ArrayList<>(values);
    for (int i = 1; i < values.size(); i++) {
      if (targets.subList(0, i).contains(values.get(i))) {
        result.set(i, copy(values.get(i)));
      }
    }
    return result;
  }

  Register copy(Register value) {
    Register copy = emitter.register(value.bank());
    emitter.emit(new Move(copy, value, false, false), copy, value);
    return copy;
  }

  private void writePointed(Place.Pointed pointed, List<Register> value, int line) {
    switch (pointed.pointer()) {
      case Pointer.ToPlace target -> write(target.place(), value, line);
      case Pointer.ToMemory memory -> store(memory, pointed.type(), value, line);
      case Pointer.ToArray array -> storeLocal(array, value, line);
    }
  }

  private void store(Pointer.ToMemory pointer, Type type, List<Register> value, int line) {
    pointer.slot().markStored(type.scalar());
    checkAlignment(pointer, type, line);
    ScalarType scalar = type.scalar();
    for (int i = 0; i < value.size(); i++) {
      emitter.use(pointer.index());
      emitter.use(value.get(i));
      emitter.append(
          new Store(
              value.get(i),
              pointer.slot().index(),
              scalar,
              pointer.index(),
              pointer.displacement() + i,
              line));
    }
  }

  private void storeLocal(Pointer.ToArray pointer, List<Register> value, int line) {
    LocalArray array = pointer.array();
    for (int i = 0; i < value.size(); i++) {
      int displacement = pointer.displacement() + i;
      long constant = constantElement(pointer.index(), displacement);
      if (constant >= 0 && constant < array.length()) {
        int element = (int) constant;
        move(
            List.of(array.elements().get(element)),
            List.of(value.get(i)),
            List.of(array.written().get(element)),
            pointer.region());
      } else {
        useWhole(array);
        emitter.use(pointer.index());
        emitter.use(value.get(i));
        emitter.append(
            new LocalArray.StoreElement(array, value.get(i), pointer.index(), displacement, line));
      }
    }
  }
}
