package winofuzz.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Nodes made from a node: arithmetic, lanes and memory, the vocabulary in which passes and rules
 * are written.
 *
 * <p>A method interns one node or a few, and does nothing that {@link UOp#of} does not. Operand
 * types are checked by the {@link Verifier}, not here.
 */
public sealed interface NodeBuilding permits UOp {
  /** Returns the operation of this node. */
  Op op();

  /** Returns the type of its value. */
  DType dtype();

  /** Its argument. */
  Arg arg();

  /** One of its operands. */
  UOp src(int index);

  private UOp self() {
    return (UOp) this;
  }

  /** Returns a constant of this node's type. */
  default UOp constLike(long value) {
    return UOp.constant(dtype(), value);
  }

  /** Whether this is the constant that marks an access that must not happen. */
  default boolean isInvalid() {
    return op() == Op.CONST && arg() == Arg.Invalid.INVALID;
  }

  // *** arithmetic

  /**
   * Returns an arithmetic operation with this node as first operand. The result is a bool for
   * comparisons, else it has the type of the last operand.
   */
  default UOp alu(Op operation, UOp... rest) {
    UOp[] all = new UOp[rest.length + 1];
    all[0] = self();
    System.arraycopy(rest, 0, all, 1, rest.length);
    DType type = all[all.length - 1].dtype();
    return UOp.of(
        operation,
        operation.isComparison() ? DType.BOOL.vector(type.count()) : type,
        Arg.None.NONE,
        all);
  }

  default UOp plus(UOp other) {
    return alu(Op.ADD, other);
  }

  default UOp plus(long other) {
    return plus(constLike(other));
  }

  default UOp minus(UOp other) {
    return plus(other.negate());
  }

  default UOp minus(long other) {
    return plus(-other);
  }

  default UOp times(UOp other) {
    return alu(Op.MUL, other);
  }

  default UOp times(long other) {
    return times(constLike(other));
  }

  /** Returns minus this value, or the negation of a bool. */
  default UOp negate() {
    return dtype().kind() == DType.Kind.BOOL ? not() : times(-1);
  }

  /** Returns the integer quotient, truncated toward zero. */
  default UOp divide(UOp other) {
    return alu(Op.IDIV, other);
  }

  default UOp divide(long other) {
    return divide(constLike(other));
  }

  /** Returns the remainder of {@link #divide}, which has the sign of this value. */
  default UOp modulo(UOp other) {
    return alu(Op.MOD, other);
  }

  default UOp modulo(long other) {
    return modulo(constLike(other));
  }

  default UOp and(UOp other) {
    return alu(Op.AND, other);
  }

  default UOp or(UOp other) {
    return alu(Op.OR, other);
  }

  default UOp max(UOp other) {
    return alu(Op.MAX, other);
  }

  default UOp min(UOp other) {
    return negate().max(other.negate()).negate();
  }

  default UOp lessThan(UOp other) {
    return alu(Op.CMPLT, other);
  }

  default UOp lessThan(long other) {
    return lessThan(constLike(other));
  }

  default UOp atLeast(long other) {
    return lessThan(other).not();
  }

  default UOp notEqual(UOp other) {
    return alu(Op.CMPNE, other);
  }

  default UOp equal(UOp other) {
    return notEqual(other).not();
  }

  default UOp equal(long other) {
    return equal(constLike(other));
  }

  /** Returns the negation of this bool. */
  default UOp not() {
    return notEqual(constLike(1));
  }

  /** Returns the first value where this bool holds, the second elsewhere. */
  default UOp where(UOp yes, UOp no) {
    return alu(Op.WHERE, yes, no);
  }

  /** Returns this index where the condition holds, and no access elsewhere. */
  default UOp valid(UOp condition) {
    return condition.where(self(), UOp.invalid(dtype().count()));
  }

  /** Returns the index of {@link #valid}, or this. */
  default UOp indexPart() {
    return op() == Op.WHERE && src(2).isInvalid() ? src(1) : self();
  }

  /** Returns the condition of {@link #valid}, or whether this is an index at all. */
  default UOp validPart() {
    return op() == Op.WHERE && src(2).isInvalid() ? src(0) : UOp.bool(!isInvalid());
  }

  /** Returns this value converted to a type. A scalar type stands for as many lanes as this has. */
  default UOp cast(DType type) {
    DType to = type.count() == 1 && dtype().count() != 1 ? type.vector(dtype().count()) : type;
    return to.equals(dtype()) ? self() : UOp.of(Op.CAST, to, self());
  }

  // *** lanes

  /** Returns this scalar in each of some lanes. */
  default UOp broadcast(int lanes) {
    return lanes == 1
        ? self()
        : UOp.of(
            Op.VECTORIZE, dtype().vector(lanes), Arg.None.NONE, Collections.nCopies(lanes, self()));
  }

  /** Returns some lanes of this value. */
  default UOp lanes(List<Integer> lanes) {
    if (lanes.size() == 1) {
      return lane(lanes.getFirst());
    }
    return UOp.of(Op.GEP, dtype().scalar().vector(lanes.size()), new Arg.Lanes(lanes), self());
  }

  /** Returns one lane of this value. */
  default UOp lane(int lane) {
    return switch (op()) {
      case VECTORIZE -> src(lane);
      case VCONST -> UOp.of(Op.CONST, dtype().scalar(), ((Arg.Constants) arg()).values().get(lane));
      case CONST -> UOp.of(Op.CONST, dtype().scalar(), arg());
      // The lanes of any other value are known only when it is computed.
      default -> UOp.of(Op.GEP, dtype().scalar(), new Arg.Lanes(List.of(lane)), self());
    };
  }

  // *** memory and structure

  /** Returns the element of this buffer at an index for each of its axes. */
  default UOp at(List<UOp> indices) {
    return UOp.of(Op.INDEX, dtype(), Arg.None.NONE, prepend(indices));
  }

  /** Returns the element of this buffer at an index for each of its axes. */
  default UOp at(UOp... indices) {
    return at(Arrays.asList(indices));
  }

  /** Returns the fold of this value over ranges. */
  default UOp reduce(Op fold, List<UOp> over) {
    return UOp.of(Op.REDUCE, dtype(), new Arg.Fold(fold), prepend(over));
  }

  /** Returns this value for all points of the ranges, kept in memory. */
  default UOp bufferize(Arg.Storage storage, List<UOp> over) {
    return UOp.of(Op.BUFFERIZE, dtype(), storage, prepend(over));
  }

  /** Returns the value at this place. */
  default UOp load(UOp... rest) {
    return UOp.of(Op.LOAD, dtype().pointee(), Arg.None.NONE, prepend(Arrays.asList(rest)));
  }

  /** Returns the store of a value at this place, for all points of the ranges. */
  default UOp store(UOp value, List<UOp> over) {
    List<UOp> all = new ArrayList<>(over.size() + 1);
    all.add(value);
    all.addAll(over);
    return UOp.of(Op.STORE, DType.VOID, Arg.None.NONE, prepend(all));
  }

  private UOp[] prepend(List<UOp> rest) {
    UOp[] all = new UOp[rest.size() + 1];
    all[0] = self();
    for (int i = 0; i < rest.size(); i++) {
      all[i + 1] = rest.get(i);
    }
    return all;
  }
}
