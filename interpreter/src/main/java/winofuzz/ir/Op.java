package winofuzz.ir;

import static winofuzz.ir.Operands.atLeast;
import static winofuzz.ir.Operands.exactly;
import static winofuzz.ir.Operands.upTo;
import static winofuzz.ir.StageRules.EVERY_STAGE;
import static winofuzz.ir.StageRules.FROM_KERNEL;
import static winofuzz.ir.StageRules.FROM_OPTIMIZED;
import static winofuzz.ir.StageRules.FROM_RANGED;
import static winofuzz.ir.StageRules.LINEAR;
import static winofuzz.ir.StageRules.NO_STAGE;
import static winofuzz.ir.StageRules.OPTIMIZED;
import static winofuzz.ir.StageRules.RANGED_TO_OPTIMIZED;
import static winofuzz.ir.StageRules.TENSOR;
import static winofuzz.ir.StageRules.TENSOR_AND_RANGED;
import static winofuzz.ir.StageRules.WHERE_VECTORS_ARE_CONSTANT;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the graph, each with the operands and the argument it takes and the stages at
 * which it appears. A {@link ScalarOp} takes no argument and appears at every stage.
 *
 * <p>The order of declaration is meaningful: it is the first key of the canonical order of nodes
 * (see {@link UOp#compareTo}), and with it of commuted operands.
 */
@SuppressWarnings("ImmutableEnumChecker") // immutable, without its annotation
public enum Op {
  // Structure.
  NOOP(atLeast(0), ArgKind.NONE, EVERY_STAGE),
  SINK(atLeast(0), ArgKind.KERNEL_INFO, EVERY_STAGE),
  UNIQUE(exactly(0), ArgKind.SLOT, TENSOR_AND_RANGED),
  DEVICE(exactly(0), ArgKind.NAME, TENSOR_AND_RANGED),
  BUFFER(exactly(2), ArgKind.SIZE, TENSOR_AND_RANGED),
  BUFFERIZE(atLeast(1).closingFrom(1), ArgKind.STORAGE, RANGED_TO_OPTIMIZED),
  SUBSTITUTE(atLeast(1), ArgKind.NONE, NO_STAGE),
  /** At stage ranged: a value that once had to be kept. */
  CONTIGUOUS(atLeast(1), ArgKind.NONE, TENSOR_AND_RANGED),
  // Movement: a new shape over the same elements.
  /** At stage ranged: the shape in which an output is seen. */
  RESHAPE(exactly(2), ArgKind.NONE, TENSOR_AND_RANGED),
  PERMUTE(exactly(1), ArgKind.PERMUTATION, TENSOR),
  EXPAND(exactly(2), ArgKind.NONE, TENSOR),
  PAD(exactly(3), ArgKind.NONE, TENSOR),
  SHRINK(exactly(3), ArgKind.NONE, TENSOR),
  FLIP(exactly(1), ArgKind.FLIPS, TENSOR),
  // Memory and names that a kernel starts from.
  DEFINE_GLOBAL(exactly(0), ArgKind.SLOT, FROM_KERNEL),
  DEFINE_LOCAL(exactly(0), ArgKind.SLOT, LINEAR),
  /**
   * Its operands are what must come before it, as the order of instructions is made of operands.
   */
  DEFINE_REGISTER(atLeast(0), ArgKind.SLOT, LINEAR),
  DEFINE_VAR(exactly(0), ArgKind.VARIABLE, FROM_KERNEL),
  SPECIAL(exactly(1), ArgKind.NAME, LINEAR),
  // Reductions, over axes of a shape and over ranges.
  REDUCE_AXIS(exactly(1), ArgKind.FOLD_AXES, TENSOR),
  REDUCE(atLeast(1).closingFrom(1), ArgKind.FOLD, RANGED_TO_OPTIMIZED),
  // Lanes.
  UNROLL(exactly(1), ArgKind.LANE_AXES, OPTIMIZED),
  CONTRACT(exactly(1), ArgKind.LANE_AXES, OPTIMIZED),
  GEP(exactly(1), ArgKind.LANES, LINEAR),
  VECTORIZE(atLeast(1), ArgKind.NONE, LINEAR),
  CAT(atLeast(1), ArgKind.NONE, NO_STAGE),
  PTRCAT(atLeast(1), ArgKind.NONE, NO_STAGE),
  // Conversions and unary arithmetic.
  CAST(ScalarOp.Conversion.CAST),
  BITCAST(ScalarOp.Conversion.BITCAST),
  EXP2(ScalarOp.Unary.EXP2),
  LOG2(ScalarOp.Unary.LOG2),
  SIN(ScalarOp.Unary.SIN),
  SQRT(ScalarOp.Unary.SQRT),
  RECIP(ScalarOp.Unary.RECIP),
  NEG(ScalarOp.Unary.NEG),
  TRUNC(ScalarOp.Unary.TRUNC),
  // Memory access.
  LOAD(atLeast(1), ArgKind.NONE, FROM_KERNEL),
  STORE(atLeast(2).closingFrom(2), ArgKind.NONE, FROM_KERNEL),
  // The tensor core's matrix multiply-accumulate.
  WMMA(atLeast(3).closingFrom(3), ArgKind.MATRIX_MULTIPLY, FROM_OPTIMIZED),
  INDEX(atLeast(2), ArgKind.NONE, FROM_RANGED),
  // Binary arithmetic.
  ADD(ScalarOp.Binary.ADD),
  MUL(ScalarOp.Binary.MUL),
  SHL(ScalarOp.Binary.SHL),
  SHR(ScalarOp.Binary.SHR),
  IDIV(ScalarOp.Binary.IDIV),
  MAX(ScalarOp.Binary.MAX),
  MOD(ScalarOp.Binary.MOD),
  CMPLT(ScalarOp.Comparison.CMPLT),
  CMPNE(ScalarOp.Comparison.CMPNE),
  CMPEQ(ScalarOp.Comparison.CMPEQ),
  XOR(ScalarOp.Binary.XOR),
  OR(ScalarOp.Binary.OR),
  AND(ScalarOp.Binary.AND),
  SUB(ScalarOp.Binary.SUB),
  FDIV(ScalarOp.Binary.FDIV),
  POW(ScalarOp.Binary.POW),
  // Ternary arithmetic.
  WHERE(ScalarOp.Ternary.WHERE),
  MULACC(ScalarOp.Ternary.MULACC),
  // Control flow. Operands of a RANGE and an ENDRANGE after the first must come before it.
  BARRIER(atLeast(0), ArgKind.NONE, LINEAR),
  RANGE(atLeast(1), ArgKind.AXIS, FROM_RANGED),
  IF(atLeast(1), ArgKind.NONE, LINEAR),
  ENDRANGE(atLeast(1), ArgKind.NONE, LINEAR),
  ENDIF(exactly(1), ArgKind.NONE, LINEAR),
  // Constants.
  VCONST(exactly(0), ArgKind.CONSTANTS, WHERE_VECTORS_ARE_CONSTANT),
  CONST(upTo(1), ArgKind.CONSTANT, EVERY_STAGE);

  private final @Nullable ScalarOp scalar;
  private final Operands operands;
  private final ArgKind argument;
  private final Set<Stage> stages;
  private final int closedRangesStart;

  Op(Operands operands, ArgKind argument, Set<Stage> stages) {
    this(null, operands, argument, stages);
  }

  Op(ScalarOp scalar) {
    this(scalar, exactly(scalar.arity()), ArgKind.NONE, EVERY_STAGE);
  }

  Op(@Nullable ScalarOp scalar, Operands operands, ArgKind argument, Set<Stage> stages) {
    this.scalar = scalar;
    this.operands = operands;
    this.argument = argument;
    this.stages = stages;
    this.closedRangesStart = operands.closesFrom();
  }

  /**
   * Returns the operation on single numbers that this applies to each element, null for any other.
   */
  public @Nullable ScalarOp scalar() {
    return scalar;
  }

  /** Returns how many operands it takes. */
  Operands operands() {
    return operands;
  }

  /** Returns the kind of argument it takes. */
  ArgKind argument() {
    return argument;
  }

  /** Returns the stages at which it appears. */
  Set<Stage> stages() {
    return stages;
  }

  public boolean isUnary() {
    return scalar instanceof ScalarOp.Unary;
  }

  /** Whether it takes two numbers; comparisons are among these. */
  public boolean isBinary() {
    return scalar instanceof ScalarOp.Binary || isComparison();
  }

  public boolean isTernary() {
    return scalar instanceof ScalarOp.Ternary;
  }

  public boolean isComparison() {
    return scalar instanceof ScalarOp.Comparison;
  }

  /** Whether it is arithmetic on values of one type, lane by lane; conversions are not. */
  public boolean isAlu() {
    return scalar != null && !(scalar instanceof ScalarOp.Conversion);
  }

  /** Whether it is arithmetic or a conversion: one result element for each element. */
  public boolean isElementwise() {
    return scalar != null;
  }

  public boolean isMovement() {
    return compareTo(RESHAPE) >= 0 && compareTo(FLIP) <= 0;
  }

  /** Whether it is not defined on floating-point numbers. */
  public boolean isOfIntegers() {
    return scalar != null && scalar.isOfIntegers();
  }

  /** Whether {@code f(a, b) = f(b, a)}. */
  public boolean isCommutative() {
    return scalar != null && scalar.isCommutative();
  }

  /** Whether it is an integer expression that no rule takes apart. */
  public boolean isIrreducible() {
    return this == CONST || this == DEFINE_VAR || this == SPECIAL || this == RANGE;
  }

  /** Whether it allocates memory that the kernel indexes. */
  public boolean isDefine() {
    return this == DEFINE_GLOBAL || this == DEFINE_LOCAL || this == DEFINE_REGISTER;
  }

  /**
   * How many leading operands are inside the ranges that the remaining operands close, or -1 when
   * the operation closes none.
   */
  public int closedRangesStart() {
    return closedRangesStart;
  }
}
