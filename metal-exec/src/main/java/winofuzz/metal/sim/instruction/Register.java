package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.Bank;

/**
 * One value a lane. Made while lowering; where its array lies in the frame is decided at the end,
 * from the span of instructions over which it is needed.
 */
public final class Register {

  private static final int UNSET = -1;

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

  /**
   * A register.
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

  /** Index of its array in the frame's bank, or of its number among the frame's uniforms. */
  public int slot() {
    return slot;
  }

  public void place(int index) {
    slot = index;
  }

  /** Makes the span of instructions that need it reach to this one. */
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

  /** Notes that one of its reads takes a single number as well as one a lane. */
  public void markNumberRead() {
    numberReads++;
  }

  /** Notes that it is given the same value in all lanes. */
  public void markOneForAll() {
    oneForAll = true;
  }

  /** Whether one number can stand for it: all lanes have the same, and every reader takes that. */
  boolean canBeUniform() {
    return oneForAll && !variable && bank == Bank.FLOAT && reads == numberReads;
  }

  /** Lets one number stand for it, at an index of the frame's uniforms. */
  void placeUniform(int index) {
    uniform = true;
    slot = index;
  }

  /** Whether one number stands for it. */
  boolean isUniform() {
    return uniform;
  }

  /** Makes it hold one value in all lanes for good; a float's as its raw bits. */
  Register makeConstant(long bits) {
    constant = true;
    constantBits = bits;
    oneForAll = true;
    return name();
  }

  public boolean isConstant() {
    return constant;
  }

  /** The bits of a constant. */
  public long constantBits() {
    return constantBits;
  }

  /** Whether it only notes whether another was written, which nobody may ever ask. */
  boolean isFlag() {
    return flag;
  }

  Register makeFlag() {
    flag = true;
    return makeVariable();
  }

  /** Whether any instruction needs its value. */
  boolean isRead() {
    return reads > 0;
  }

  /** Whether something beside the expression at hand holds on to it: a variable or constant. */
  public boolean isNamed() {
    return named;
  }

  public Register name() {
    named = true;
    return this;
  }

  /** Whether its value may change after it was given one. */
  public boolean isVariable() {
    return variable;
  }

  public Register makeVariable() {
    variable = true;
    return name();
  }
}
