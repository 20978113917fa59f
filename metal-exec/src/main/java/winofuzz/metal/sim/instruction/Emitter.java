package winofuzz.metal.sim.instruction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.sim.lanes.Bank;

/** Collects instructions, and notes the spans over which registers are needed. */
public final class Emitter {

  private record ConstantKey(Bank bank, long bits) {}

  private final List<Register> registers = new ArrayList<>();
  private final Map<ConstantKey, ConstantRegister> constants = new HashMap<>();
  private final List<Register> pinned = new ArrayList<>();
  private final Deque<List<Instruction>> blocks = new ArrayDeque<>();
  private final Deque<LoopSpan> loops = new ArrayDeque<>();
  private final LoopSpan outermost = new LoopSpan(null);
  private int position;
  private int level;
  private int deepest;

  public Emitter() {
    loops.push(outermost);
    blocks.push(new ArrayList<>());
  }

  public Register register(Bank bank) {
    Register register = new Register(bank, loops.element());
    registers.add(register);
    return register;
  }

  /** Registers in neighbouring slots that last through the whole kernel: an array. */
  public List<Register> pinnedArray(Bank bank, int length) {
    List<Register> array = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      array.add(new Register(bank, outermost).makeVariable());
    }
    pinned.addAll(array);
    return array;
  }

  /** Returns a register that lasts through the whole kernel. */
  public Register pinned(Bank bank, boolean variable) {
    Register register = new Register(bank, outermost).name();
    pinned.add(variable ? register.makeVariable() : register);
    return register;
  }

  /** Returns a register that notes which lanes have written another. */
  public Register flag() {
    return register(Bank.INT).makeFlag();
  }

  public List<Register> pinnedFlags(int length) {
    List<Register> flags = pinnedArray(Bank.INT, length);
    flags.forEach(Register::makeFlag);
    return flags;
  }

  public Register constant(Bank bank, long bits) {
    return constants
        .computeIfAbsent(
            new ConstantKey(bank, bits),
            key -> new ConstantRegister(new Register(bank, outermost).makeConstant(bits), bits))
        .register();
  }

  public Register constant(int value) {
    return constant(Bank.INT, value);
  }

  public boolean isConstant(Register register) {
    return register.isConstant();
  }

  /** Returns the bits of a constant register. */
  public long constantBits(Register register) {
    if (!register.isConstant()) {
      throw new AssertionError("not a constant register");
    }
    return register.constantBits();
  }

  /** Adds an instruction that gives a register its value. */
  public void emit(Instruction instruction, Register result, Register... operands) {
    for (Register operand : operands) {
      use(operand);
    }
    define(result);
    append(instruction);
  }

  /** Adds an instruction that has no result, or whose registers the caller notes itself. */
  public void append(Instruction instruction) {
    blocks.element().add(instruction);
    position++;
  }

  public void use(Register operand) {
    operand.markRead();
    define(operand);
    keepOrigin(operand);
  }

  /** What an index was computed from is needed as long as the index, for reports. */
  private void keepOrigin(Register index) {
    Register.Origin origin = index.origin();
    if (origin != null) {
      define(origin.first());
      keepOrigin(origin.first());
      Register second = origin.second();
      if (second != null) {
        define(second);
        keepOrigin(second);
      }
    }
  }

  public void define(Register result) {
    result.touch(position);
    loops.element().use(result);
  }

  public void openBlock() {
    blocks.push(new ArrayList<>());
  }

  public Block closeBlock() {
    return new Block(blocks.pop());
  }

  /** Returns whether the block being filled has nothing in it yet. */
  boolean isBlockEmpty() {
    return blocks.element().isEmpty();
  }

  public void openLoop() {
    loops.push(new LoopSpan(loops.element()));
  }

  public void closeLoop() {
    loops.pop().end(position);
  }

  /** Enters a control-flow construct; returns the index of its first mask. */
  public int openLevel() {
    level++;
    deepest = Math.max(deepest, level);
    return level * Frame.MASKS_PER_LEVEL;
  }

  public void closeLevel() {
    level--;
  }

  public int size() {
    return position;
  }

  /** Gives every register its slot. */
  public Layout layout() {
    SlotAllocator allocator = new SlotAllocator();
    allocator.assign(registers);
    pinned.stream().filter(SlotAllocator::isNeeded).forEach(allocator::assignForever);
    List<ConstantRegister> needed =
        constants.values().stream().filter(c -> c.register().isRead()).toList();
    needed.forEach(c -> allocator.assignForever(c.register()));
    return allocator.layout(deepest, needed);
  }
}
