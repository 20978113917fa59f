package winofuzz.metal.sim.instruction;

import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;

/**
 * One value for each lane. It is created while lowering; its slot in the frame is chosen at the
 * end, from the span of instructions that need it.
 */
public final class Register {

  private static final int UNSET = -1;

  /**
   * How an index was computed that is kept within the range of int: {@code first * factor +
   * second}. It lets a report say where an access out of bounds would have been.
   *
   * @param type of the first
   * @param second an int, null for zero
   */
  public record Origin(Register first, ScalarType type, int factor, @Nullable Register second) {}

  private final Bank bank;
  private final LoopSpan loop;
  private int first = UNSET;
  private int last = UNSET;
  private int slot = UNSET;
  private boolean named;
  private boolean variable;
  private boolean flag;
  private boolean oneForAll;
  private boolean uniform;
  private int reads;
  private int numberReads;
  private boolean constant;
  private long constantBits;
  private @Nullable Origin origin;

  /**
   * Creates a register.
   *
   * @param loop the innermost loop around its definition
   */
  Register(Bank bank, LoopSpan loop) {
    this.bank = bank;
    this.loop = loop;
  }

  public Bank bank() {
    return bank;
  }

  public LoopSpan loop() {
    return loop;
  }

  /**
   * Returns the index of its array in the frame's bank, or of its value among the frame's uniforms.
   */
  public int slot() {
    return slot;
  }

  /** Returns whether it has a place, which it lacks if nothing needs it. */
  boolean isPlaced() {
    return slot != UNSET;
  }

  public void place(int index) {
    slot = index;
  }

  /** Extends the span of instructions that need it to this one. */
  void touch(int position) {
    if (first == UNSET) {
      first = position;
    }
    last = Math.max(last, position);
  }

  public int first() {
    return first;
  }

  int last() {
    return last;
  }

  boolean isTouched() {
    return first != UNSET;
  }

  void markRead() {
    reads++;
  }

  /** Notes that one of its readers also accepts a single number for all lanes. */
  public void markNumberRead() {
    numberReads++;
  }

  /** Notes that it has the same value in all lanes. */
  public void markOneForAll() {
    oneForAll = true;
  }

  /**
   * Returns whether one number can stand for it: all lanes agree, and every reader accepts that.
   */
  boolean canBeUniform() {
    return oneForAll && !variable && bank == Bank.FLOAT && reads == numberReads;
  }

  /** Lets one number stand for it, at an index of the frame's uniforms. */
  void placeUniform(int index) {
    uniform = true;
    slot = index;
  }

  /** Returns whether one number stands for it. */
  boolean isUniform() {
    return uniform;
  }

  /** Makes it a constant, given by its bits: the same value in all lanes at all times. */
  Register makeConstant(long bits) {
    constant = true;
    constantBits = bits;
    oneForAll = true;
    return name();
  }

  public boolean isConstant() {
    return constant;
  }

  /** Returns the bits of a constant. */
  public long constantBits() {
    return constantBits;
  }

  /**
   * Returns whether it only notes which lanes wrote another register. No check may ever read it.
   */
  boolean isFlag() {
    return flag;
  }

  Register makeFlag() {
    flag = true;
    return makeVariable();
  }

  /** Returns whether any instruction needs its value. */
  boolean isRead() {
    return reads > 0;
  }

  /** Returns whether a variable or a constant keeps it beyond the expression that computed it. */
  public boolean isNamed() {
    return named;
  }

  public Register name() {
    named = true;
    return this;
  }

  /** Returns whether it may be assigned more than once. */
  public boolean isVariable() {
    return variable;
  }

  public Register makeVariable() {
    variable = true;
    return name();
  }

  /** Returns how it was computed as an index, or null if it was not or is as it was computed. */
  public @Nullable Origin origin() {
    return origin;
  }

  /** Notes how it is computed as an index; a constant is as it is. */
  public void setOrigin(@Nullable Origin computed) {
    origin = constant ? null : computed;
  }
}
