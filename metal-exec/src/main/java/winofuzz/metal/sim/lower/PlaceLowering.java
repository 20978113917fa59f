package winofuzz.metal.sim.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
      case Place.Pointed pointed -> readPointed(pointed, line);
      case Place.Components part -> {
        List<Register> whole =
            part.whole() instanceof Place.Local local
                ? readSome(local, part.components(), line)
                : read(part.whole(), line);
        List<Register> result = new ArrayList<>();
        part.components().forEach(c -> result.add(whole.get(c)));
        yield result;
      }
      case Place.ComputedComponent part ->
          List.of(pick(read(part.whole(), line), part.count(), part.index(), part.whole(), line));
    };
  }

  private List<Register> readLocal(Place.Local local, int line) {
    for (int i = 0; i < local.written().size(); i++) {
      checkWritten(local, i, line);
    }
    return local.registers();
  }

  private List<Register> readSome(Place.Local local, List<Integer> components, int line) {
    if (!local.written().isEmpty()) {
      components.forEach(c -> checkWritten(local, c, line));
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

  /**
   * Emits the choice of a component by a computed number; one out of range reads zero and is
   * reported.
   */
  private Register pick(
      List<Register> components, int count, Register index, Place whole, int line) {
    emitter.use(index);
    emitter.append(new ComponentCheck(index, count, nameOf(whole), line));
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

  private List<Register> readPointed(Place.Pointed pointed, int line) {
    return switch (pointed.pointer()) {
      case Pointer.ToPlace target -> read(target.place(), line);
      case Pointer.ToMemory memory -> load(memory, pointed.type(), line);
      case Pointer.ToArray array -> loadLocal(array, pointed.type(), line);
    };
  }

  /** Returns whether it is memory that each threadgroup of a batch has a part of. */
  private static boolean isOfThreadgroups(Pointer.ToMemory pointer) {
    return pointer.slot().space() == MetalAddressSpace.THREADGROUP;
  }

  private List<Register> load(Pointer.ToMemory pointer, Type type, int line) {
    pointer.slot().markLoaded();
    checkAlignment(pointer, type, line);
    List<Register> result = new ArrayList<>();
    for (int i = 0; i < type.components(); i++) {
      Register register = emitter.register(Bank.of(type.scalar()));
      emitter.emit(
          new Load(
              register,
              pointer.slot().index(),
              type.scalar(),
              pointer.index(),
              pointer.displacement() + i,
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

  private List<Register> loadLocal(Pointer.ToArray pointer, Type type, int line) {
    List<Register> result = new ArrayList<>();
    LocalArray array = pointer.array();
    for (int i = 0; i < type.components(); i++) {
      int displacement = pointer.displacement() + i;
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
      case Place.Local local -> writeLocal(local, allOf(local), value);
      case Place.Pointed pointed -> writePointed(pointed, value, line);
      case Place.Components part -> writeComponents(part, value, line);
      case Place.ComputedComponent part -> {
        List<Register> before = readWhole(part.whole(), line);
        emitter.use(part.index());
        emitter.append(new ComponentCheck(part.index(), part.count(), nameOf(part.whole()), line));
        List<Register> after = new ArrayList<>();
        for (int i = 0; i < part.count(); i++) {
          Register hit =
              context
                  .arithmetic()
                  .ints(IntBinaryOperation.EQUAL, part.index(), emitter.constant(i));
          after.add(context.arithmetic().select(hit, value.get(0), before.get(i)));
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

  private static List<Integer> allOf(Place.Local local) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < local.registers().size(); i++) {
      all.add(i);
    }
    return all;
  }

  private void writeComponents(Place.Components part, List<Register> value, int line) {
    switch (part.whole()) {
      case Place.Local local -> writeLocal(local, part.components(), value);
      case Place.Pointed pointed -> {
        for (int i = 0; i < value.size(); i++) {
          Pointer moved = moved(pointed.pointer(), part.components().get(i));
          if (moved instanceof Pointer.ToPlace target) {
            write(
                new Place.Components(target.place(), List.of(part.components().get(i))),
                List.of(value.get(i)),
                line);
          } else {
            write(new Place.Pointed(moved, pointed.type().scalar()), List.of(value.get(i)), line);
          }
        }
      }
      case Place.Components inner -> {
        List<Integer> composed = new ArrayList<>();
        part.components().forEach(c -> composed.add(inner.components().get(c)));
        writeComponents(new Place.Components(inner.whole(), composed), value, line);
      }
      case Place.ComputedComponent inner -> write(inner, value, line);
    }
  }

  private static Pointer moved(Pointer pointer, int by) {
    return switch (pointer) {
      case Pointer.ToMemory m ->
          new Pointer.ToMemory(m.slot(), m.viewed(), m.index(), m.displacement() + by);
      case Pointer.ToArray a ->
          new Pointer.ToArray(a.array(), a.region(), a.index(), a.displacement() + by);
      case Pointer.ToPlace p -> p;
    };
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
    pointer.slot().markStored();
    if (pointer.viewed().bytes() < pointer.slot().scalar().bytes()) {
      // The rest of the unit is read and written back.
      pointer.slot().markLoaded();
    }
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
