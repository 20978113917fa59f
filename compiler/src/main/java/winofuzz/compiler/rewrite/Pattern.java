package winofuzz.compiler.rewrite;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;

/**
 * Matches a node by its operation, type, argument and operands, and names parts of it.
 *
 * <p>Immutable: every refinement gives a new pattern. A name that occurs twice must match one and
 * the same node. Where several readings of a node match, as for commuted operands, they are tried
 * in order: the operands as written first, the first alternative first, the leftmost operand's
 * readings in the outer loop.
 */
public final class Pattern {

  /** What a pattern asks of the operands. */
  sealed interface Operands {
    /** Nothing. */
    enum Whatever implements Operands {
      WHATEVER
    }

    /** One pattern for each operand, in one of these orders. */
    record Exactly(List<List<Pattern>> orders) implements Operands {}

    /** One pattern for each of the leading operands; any others may follow. */
    record Starting(List<Pattern> prefix) implements Operands {}

    /** One pattern for all operands, of which there is at least one. */
    record Every(Pattern each) implements Operands {}

    /** Each of these operations among the operands. */
    record Including(Set<Op> ops) implements Operands {}

    /** Not a node of its own: the node matches one of these. */
    record OneOf(List<Pattern> alternatives) implements Operands {}
  }

  private static final Pattern ANY =
      new Pattern(null, null, null, null, Operands.Whatever.WHATEVER);

  private final @Nullable Set<Op> ops;
  private final @Nullable Predicate<DType> type;
  private final @Nullable Predicate<Arg> argument;
  private final @Nullable String name;
  private final Operands operands;

  private Pattern(
      @Nullable Set<Op> ops,
      @Nullable Predicate<DType> type,
      @Nullable Predicate<Arg> argument,
      @Nullable String name,
      Operands operands) {
    this.ops = ops;
    this.type = type;
    this.argument = argument;
    this.name = name;
    this.operands = operands;
  }

  // *** leaves

  /** Matches every node. */
  public static Pattern any() {
    return ANY;
  }

  /** Matches every node, and names it. */
  public static Pattern any(String name) {
    return ANY.named(name);
  }

  /** Matches a constant, scalar or vector. */
  public static Pattern constant(String name) {
    return op(Op.CONST, Op.VCONST).named(name);
  }

  /** Matches a CONST: a constant whose lanes all have one value. */
  public static Pattern scalarConstant(String name) {
    return op(Op.CONST).named(name);
  }

  /** Matches a CONST of any type that is equal to a number; a negative zero is equal to 0. */
  public static Pattern value(long value) {
    return op(Op.CONST).arg(a -> equals(a, value));
  }

  /** Matches the CONST that marks an access that must not happen. */
  public static Pattern invalid() {
    return op(Op.CONST).arg(a -> a == Arg.Invalid.INVALID);
  }

  /** Matches these operations. */
  public static Pattern op(Op... ops) {
    return op(Set.copyOf(Arrays.asList(ops)));
  }

  /** Matches these operations. */
  public static Pattern op(Set<Op> ops) {
    return new Pattern(EnumSet.copyOf(ops), null, null, null, Operands.Whatever.WHATEVER);
  }

  /** Matches what one of the alternatives matches, tried in order. */
  public static Pattern oneOf(Pattern... alternatives) {
    return new Pattern(null, null, null, null, new Operands.OneOf(List.of(alternatives)));
  }

  private static boolean equals(Arg arg, long value) {
    return switch (arg) {
      case Arg.Int i -> i.value() == value;
      case Arg.Bool b -> (b.value() ? 1 : 0) == value;
      case Arg.Real r ->
          r.computed() == null
              && r.value().isInteger()
              && r.value().numerator().equals(BigInteger.valueOf(value));
      case Arg.Special s -> s == Arg.Special.NEGATIVE_ZERO && value == 0;
      // Every other argument is no number.
      default -> false;
    };
  }

  // *** refinements

  /**
   * Returns the same pattern, with the node named; the alternatives of {@link #oneOf} are all given
   * the name.
   */
  public Pattern named(String other) {
    if (operands instanceof Operands.OneOf(List<Pattern> alternatives)) {
      return oneOf(alternatives.stream().map(p -> p.named(other)).toArray(Pattern[]::new));
    }
    return new Pattern(ops, type, argument, other, operands);
  }

  /** Returns the same pattern, for nodes of a type that passes. */
  public Pattern dtype(Predicate<DType> other) {
    return new Pattern(ops, requireSingle(type, other), argument, name, operands);
  }

  /** Returns the same pattern, for nodes with an argument that passes. */
  public Pattern arg(Predicate<Arg> other) {
    return new Pattern(ops, type, requireSingle(argument, other), name, operands);
  }

  /** Returns the same pattern, for nodes with an argument equal to this one. */
  public Pattern argIs(Arg other) {
    return arg(other::equals);
  }

  /**
   * Returns the same pattern, for nodes with as many operands as patterns, each matching its own.
   */
  public Pattern src(Pattern... exact) {
    return withOperands(new Operands.Exactly(List.of(List.of(exact))));
  }

  /** Returns the same pattern, for nodes whose leading operands match; any others may follow. */
  public Pattern srcStarting(Pattern... prefix) {
    return withOperands(new Operands.Starting(List.of(prefix)));
  }

  /**
   * Returns the same pattern, for nodes with at least one operand, all matching one pattern. Its
   * names must be given to the same nodes each time; of several readings of an operand the first
   * counts.
   */
  public Pattern srcEvery(Pattern each) {
    return withOperands(new Operands.Every(each));
  }

  /**
   * Returns the same pattern, for nodes with two operands that match in this order or else the
   * other.
   */
  public Pattern srcUnordered(Pattern a, Pattern b) {
    return a.isSameLeaf(b)
        ? src(a, b)
        : withOperands(new Operands.Exactly(List.of(List.of(a, b), List.of(b, a))));
  }

  /** Returns the same pattern, for nodes with each of these operations among their operands. */
  public Pattern srcIncluding(Op... some) {
    return withOperands(new Operands.Including(Set.copyOf(Arrays.asList(some))));
  }

  private Pattern withOperands(Operands other) {
    if (operands != Operands.Whatever.WHATEVER) {
      throw new IllegalStateException("the operands of this pattern are given twice");
    }
    return new Pattern(ops, type, argument, name, other);
  }

  private static <T> Predicate<T> requireSingle(@Nullable Predicate<T> old, Predicate<T> other) {
    return old == null ? other : old.and(other);
  }

  /** Whether both are the same bare name, so that their order cannot matter. */
  private boolean isSameLeaf(Pattern other) {
    return this == other
        || (ops == null
            && other.ops == null
            && Objects.equals(type, other.type)
            && Objects.equals(argument, other.argument)
            && name != null
            && name.equals(other.name)
            && operands == other.operands);
  }

  // *** the same or a cast of it

  /** Matches what this does, and a CAST of it. */
  public Pattern orCast() {
    return oneOf(this, cast());
  }

  /** Matches what this does, and a CAST of it; the name is given to the outer node. */
  public Pattern orCast(String other) {
    return oneOf(named(other), cast().named(other));
  }

  // *** arithmetic; commutative operations match in both orders

  /** Returns an operation with this as its first operand. */
  public Pattern alu(Op operation, Pattern... rest) {
    if (operation.isCommutative()) {
      return op(operation).srcUnordered(this, rest[0]);
    }
    Pattern[] all = new Pattern[rest.length + 1];
    all[0] = this;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return op(operation).src(all);
  }

  public Pattern plus(Pattern other) {
    return alu(Op.ADD, other);
  }

  public Pattern plus(long other) {
    return plus(value(other));
  }

  public Pattern times(Pattern other) {
    return alu(Op.MUL, other);
  }

  public Pattern times(long other) {
    return times(value(other));
  }

  public Pattern divide(Pattern other) {
    return alu(Op.IDIV, other);
  }

  public Pattern divide(long other) {
    return divide(value(other));
  }

  public Pattern modulo(Pattern other) {
    return alu(Op.MOD, other);
  }

  public Pattern max(Pattern other) {
    return alu(Op.MAX, other);
  }

  public Pattern lessThan(Pattern other) {
    return alu(Op.CMPLT, other);
  }

  public Pattern lessThan(long other) {
    return lessThan(value(other));
  }

  public Pattern notEqual(Pattern other) {
    return alu(Op.CMPNE, other);
  }

  public Pattern notEqual(long other) {
    return notEqual(value(other));
  }

  public Pattern and(Pattern other) {
    return alu(Op.AND, other);
  }

  public Pattern or(Pattern other) {
    return alu(Op.OR, other);
  }

  public Pattern xor(Pattern other) {
    return alu(Op.XOR, other);
  }

  /** Returns the negation of a bool. */
  public Pattern not() {
    return notEqual(1);
  }

  public Pattern where(Pattern yes, Pattern no) {
    return alu(Op.WHERE, yes, no);
  }

  public Pattern reciprocal() {
    return alu(Op.RECIP);
  }

  public Pattern trunc() {
    return alu(Op.TRUNC);
  }

  /** Returns a CAST of this to any type. */
  public Pattern cast() {
    return op(Op.CAST).src(this);
  }

  /** Returns a GEP of this. */
  public Pattern lanes() {
    return op(Op.GEP).src(this);
  }

  // *** memory and structure

  /** Returns an INDEX of this buffer with exactly these further operands. */
  public Pattern at(Pattern... rest) {
    return op(Op.INDEX).src(prepend(rest));
  }

  /** Returns a LOAD of this with exactly these further operands. */
  public Pattern load(Pattern... rest) {
    return op(Op.LOAD).src(prepend(rest));
  }

  /** Returns a STORE to this with exactly these further operands. */
  public Pattern store(Pattern... rest) {
    return op(Op.STORE).src(prepend(rest));
  }

  /** Returns a REDUCE of this with an operation over any ranges. */
  public Pattern reduce(Op fold) {
    return op(Op.REDUCE).argIs(new Arg.Fold(fold)).srcStarting(this);
  }

  private Pattern[] prepend(Pattern[] rest) {
    Pattern[] all = new Pattern[rest.length + 1];
    all[0] = this;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  // *** for the compiler of patterns

  @Nullable Set<Op> ops() {
    return ops;
  }

  @Nullable Predicate<DType> type() {
    return type;
  }

  @Nullable Predicate<Arg> argument() {
    return argument;
  }

  @Nullable String name() {
    return name;
  }

  Operands operands() {
    return operands;
  }

  /** Returns the operations a node that matches can have. */
  Set<Op> rootOps() {
    if (operands instanceof Operands.OneOf(List<Pattern> alternatives)) {
      Set<Op> result = EnumSet.noneOf(Op.class);
      alternatives.forEach(p -> result.addAll(p.rootOps()));
      return result;
    }
    return ops == null ? EnumSet.allOf(Op.class) : ops;
  }
}
