package winofuzz.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.number.Rational;

/**
 * One node of the graph: an operation, the type of its value, its operands and its argument.
 *
 * <p>Nodes are immutable and interned: two nodes with equal parts are one object, so equality is
 * identity. {@link #of} is the only way to make one. What follows from the parts alone is computed
 * once, on construction: {@link #shapeOrNull shape}, {@link #ranges open ranges}, {@link #bounds}.
 */
public final class UOp implements Comparable<UOp> {
  private static final UOp[] NO_RANGES = {};

  /** States of a walk: on the way to a node's operands, and back from them. */
  private static final byte ENTERED = 1;

  private static final byte LEFT = 2;

  private final Op op;
  private final DType dtype;
  private final UOp[] src;
  private final Arg arg;
  private final int hash;
  private final @Nullable List<Integer> shape;
  private final UOp[] ranges;
  private final long min;
  private final long max;

  /**
   * The number that some {@link NodeNumbers} gave this node last. A hint, no more: any thread may
   * overwrite it, and whoever reads it makes sure.
   */
  int latestNumber;

  /** Only the interner makes nodes; {@code hash} is {@link #hash} of the parts. */
  UOp(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    this.op = op;
    this.dtype = dtype;
    this.src = src;
    this.arg = arg;
    this.hash = hash;
    this.shape = Shapes.of(op, dtype, src, arg);
    this.ranges = openRanges();
    // Kept apart: each node looks at those of its operands, which are then read with the rest of
    // it.
    Interval bounds = Interval.of(op, dtype, src, arg);
    this.min = bounds.min();
    this.max = bounds.max();
  }

  /**
   * The node with these parts. A contradiction between them is an {@link InvalidGraphException}.
   */
  public static UOp of(Op op, DType dtype, Arg arg, UOp... src) {
    return Interner.intern(op, dtype, arg, src);
  }

  /**
   * The node with these parts. A contradiction between them is an {@link InvalidGraphException}.
   */
  public static UOp of(Op op, DType dtype, Arg arg, List<UOp> src) {
    return Interner.intern(op, dtype, arg, src.toArray(UOp[]::new));
  }

  /** The node with these parts and no argument. */
  public static UOp of(Op op, DType dtype, UOp... src) {
    return of(op, dtype, Arg.None.NONE, src);
  }

  // *** parts

  public Op op() {
    return op;
  }

  public DType dtype() {
    return dtype;
  }

  public Arg arg() {
    return arg;
  }

  /** The operands, in order. */
  public List<UOp> src() {
    return Collections.unmodifiableList(Arrays.asList(src));
  }

  /** The operands in an array of the caller's own. */
  public UOp[] copyOfSrc() {
    return src.clone();
  }

  /** One operand. */
  public UOp src(int index) {
    return src[index];
  }

  /** How many operands there are. */
  public int arity() {
    return src.length;
  }

  /** The operands from an index on. */
  public List<UOp> srcFrom(int start) {
    return src().subList(start, src.length);
  }

  public boolean is(Op other) {
    return op == other;
  }

  // *** what follows from the parts

  /** The shape, or null for a node that has none (after stage tensor, most). */
  public @Nullable List<Integer> shapeOrNull() {
    return shape;
  }

  /** The shape of a node that has one. */
  public List<Integer> shape() {
    if (shape == null) {
      throw new InvalidGraphException(op + ": expected a node with a shape");
    }
    return shape;
  }

  /** The ranges this value depends on, in order of first use. */
  public List<UOp> ranges() {
    return Collections.unmodifiableList(Arrays.asList(ranges));
  }

  /** Whether this value depends on a range. */
  public boolean dependsOn(UOp range) {
    for (UOp r : ranges) {
      if (r == range) {
        return true;
      }
    }
    return false;
  }

  /** Bounds of an integer or boolean value. */
  public Interval bounds() {
    return new Interval(min, max);
  }

  public long min() {
    return min;
  }

  public long max() {
    return max;
  }

  private UOp[] openRanges() {
    if (op == Op.RANGE) {
      return new UOp[] {this};
    }
    int start = op.closedRangesStart();
    int inside = start < 0 ? src.length : Math.min(start, src.length);
    UOp[] open = NO_RANGES;
    for (int i = 0; i < inside; i++) {
      open = union(open, src[i].ranges);
    }
    if (start >= 0 && open.length > 0) {
      UOp[] closed = NO_RANGES;
      for (int i = inside; i < src.length; i++) {
        closed = union(closed, src[i].ranges);
      }
      open = minus(open, closed);
    }
    return open;
  }

  private static UOp[] union(UOp[] a, UOp[] b) {
    if (a.length == 0 || a == b) {
      return b;
    }
    UOp[] result = a;
    int n = a.length;
    for (UOp r : b) {
      if (!contains(a, a.length, r)) {
        if (n == result.length) {
          result = Arrays.copyOf(result, n + b.length);
        }
        result[n++] = r;
      }
    }
    return n == result.length ? result : Arrays.copyOf(result, n);
  }

  private static UOp[] minus(UOp[] a, UOp[] b) {
    return Arrays.stream(a).filter(r -> !contains(b, b.length, r)).toArray(UOp[]::new);
  }

  private static boolean contains(UOp[] ranges, int n, UOp range) {
    for (int i = 0; i < n; i++) {
      if (ranges[i] == range) {
        return true;
      }
    }
    return false;
  }

  // *** the same node with another part

  public UOp withSrc(UOp... other) {
    return of(op, dtype, arg, other);
  }

  public UOp withSrc(List<UOp> other) {
    return of(op, dtype, arg, other);
  }

  public UOp withArg(Arg other) {
    return of(op, dtype, other, src);
  }

  public UOp withDType(DType other) {
    return of(op, other, arg, src);
  }

  // *** constants and ranges

  /** An integer constant of the index type. */
  public static UOp index(long value) {
    return of(Op.CONST, DType.INDEX, new Arg.Int(value));
  }

  public static UOp bool(boolean value) {
    return of(Op.CONST, DType.BOOL, new Arg.Bool(value));
  }

  /** A constant of a floating-point type with an exact value. */
  public static UOp real(DType dtype, Rational value) {
    return of(Op.CONST, dtype, new Arg.Real(value));
  }

  /** The integer as a constant of any scalar or vector type. */
  public static UOp constant(DType dtype, long value) {
    if (dtype.isBool()) {
      return of(Op.CONST, dtype, new Arg.Bool(value != 0));
    }
    return of(
        Op.CONST, dtype, dtype.isFloat() ? new Arg.Real(Rational.of(value)) : new Arg.Int(value));
  }

  /** A constant index that marks an access that must not happen. */
  public static UOp invalid(int lanes) {
    return of(Op.CONST, DType.INDEX.vector(lanes), Arg.Invalid.INVALID);
  }

  /**
   * A vector of integer constants, as movement ops take their amounts: a VCONST, or a CONST where
   * all are the same.
   */
  public static UOp indices(List<Integer> values) {
    DType type = DType.INDEX.vector(values.size());
    List<Arg.Constant> constants = values.stream().<Arg.Constant>map(v -> new Arg.Int(v)).toList();
    return !values.isEmpty() && constants.stream().distinct().count() == 1
        ? of(Op.CONST, type, constants.getFirst())
        : of(Op.VCONST, type, new Arg.Constants(constants));
  }

  /** A range over {@code [0, end)}. */
  public static UOp range(UOp end, Arg.Axis axis) {
    return of(Op.RANGE, DType.INDEX, axis, end);
  }

  /** A constant of this node's type. */
  public UOp constLike(long value) {
    return constant(dtype, value);
  }

  /** Whether this is a CONST with an integer, boolean or real value equal to the integer. */
  public boolean isConst(long value) {
    return op == Op.CONST
        && switch ((Arg.Constant) arg) {
          case Arg.Int i -> i.value() == value;
          case Arg.Bool b -> (b.value() ? 1 : 0) == value;
          case Arg.Real r -> r.computed() == null && r.value().equals(Rational.of(value));
          case Arg.Special _ -> false;
          case Arg.Invalid _ -> false;
        };
  }

  public boolean isInvalid() {
    return op == Op.CONST && arg == Arg.Invalid.INVALID;
  }

  /** The value of an integer or boolean CONST. */
  public long intValue() {
    return switch (arg) {
      case Arg.Int i -> i.value();
      case Arg.Bool b -> b.value() ? 1 : 0;
      // No other argument is an integer.
      default -> throw new InvalidGraphException(op + ": expected an integer, found " + arg);
    };
  }

  /** The values of a vector of integer constants, lane by lane. */
  public List<Integer> integers() {
    return switch (arg) {
      case Arg.Int i -> Collections.nCopies(dtype.lanes(), Math.toIntExact(i.value()));
      case Arg.Constants constants -> constants.values().stream().map(this::integer).toList();
      // No other argument is a list of integers.
      default -> throw new InvalidGraphException(op + ": expected constant amounts, found " + arg);
    };
  }

  private Integer integer(Arg.Constant constant) {
    if (constant instanceof Arg.Int i) {
      return Math.toIntExact(i.value());
    }
    throw new InvalidGraphException(op + ": expected integers, found " + constant);
  }

  /** The axis of a RANGE. */
  public Arg.Axis axis() {
    return (Arg.Axis) arg;
  }

  // *** arithmetic; the operands' types are not checked here but by the verifier

  /** An arithmetic operation with this node as first operand; comparisons give bool. */
  public UOp alu(Op operation, UOp... rest) {
    UOp[] all = new UOp[rest.length + 1];
    all[0] = this;
    System.arraycopy(rest, 0, all, 1, rest.length);
    DType type = all[all.length - 1].dtype;
    return of(
        operation,
        operation.isComparison() ? DType.BOOL.vector(type.count()) : type,
        Arg.None.NONE,
        all);
  }

  public UOp plus(UOp other) {
    return alu(Op.ADD, other);
  }

  public UOp plus(long other) {
    return plus(constLike(other));
  }

  public UOp minus(UOp other) {
    return plus(other.negate());
  }

  public UOp minus(long other) {
    return plus(-other);
  }

  public UOp times(UOp other) {
    return alu(Op.MUL, other);
  }

  public UOp times(long other) {
    return times(constLike(other));
  }

  /** Minus this value; of a bool, its negation. */
  public UOp negate() {
    return dtype.kind() == DType.Kind.BOOL ? not() : times(-1);
  }

  /** Integer division, truncated toward zero. */
  public UOp divide(UOp other) {
    return alu(Op.IDIV, other);
  }

  public UOp divide(long other) {
    return divide(constLike(other));
  }

  /** The remainder of {@link #divide}, with the sign of this value. */
  public UOp modulo(UOp other) {
    return alu(Op.MOD, other);
  }

  public UOp modulo(long other) {
    return modulo(constLike(other));
  }

  public UOp and(UOp other) {
    return alu(Op.AND, other);
  }

  public UOp or(UOp other) {
    return alu(Op.OR, other);
  }

  public UOp max(UOp other) {
    return alu(Op.MAX, other);
  }

  public UOp min(UOp other) {
    return negate().max(other.negate()).negate();
  }

  public UOp lessThan(UOp other) {
    return alu(Op.CMPLT, other);
  }

  public UOp lessThan(long other) {
    return lessThan(constLike(other));
  }

  public UOp atLeast(long other) {
    return lessThan(other).not();
  }

  public UOp notEqual(UOp other) {
    return alu(Op.CMPNE, other);
  }

  public UOp equal(UOp other) {
    return notEqual(other).not();
  }

  public UOp equal(long other) {
    return equal(constLike(other));
  }

  /** The negation of a bool. */
  public UOp not() {
    return notEqual(constLike(1));
  }

  /** This bool chooses between two values. */
  public UOp where(UOp yes, UOp no) {
    return alu(Op.WHERE, yes, no);
  }

  /** This index where the condition holds, no access elsewhere. */
  public UOp valid(UOp condition) {
    return condition.where(this, invalid(dtype.count()));
  }

  /** The index of a possibly invalid index. */
  public UOp indexPart() {
    return op == Op.WHERE && src[2].isInvalid() ? src[1] : this;
  }

  /** The condition under which an index is valid. */
  public UOp validPart() {
    return op == Op.WHERE && src[2].isInvalid() ? src[0] : bool(!isInvalid());
  }

  /** Conversion of the value to a type; lanes are kept. */
  public UOp cast(DType type) {
    DType to = type.count() == 1 && dtype.count() != 1 ? type.vector(dtype.count()) : type;
    return to.equals(dtype) ? this : of(Op.CAST, to, this);
  }

  // *** lanes

  /** This scalar in every lane. */
  public UOp broadcast(int lanes) {
    return lanes == 1
        ? this
        : of(Op.VECTORIZE, dtype.vector(lanes), Collections.nCopies(lanes, this));
  }

  private static UOp of(Op op, DType dtype, List<UOp> src) {
    return of(op, dtype, Arg.None.NONE, src);
  }

  /** Some lanes of this value. */
  public UOp lanes(List<Integer> lanes) {
    if (lanes.size() == 1) {
      return lane(lanes.getFirst());
    }
    return of(Op.GEP, dtype.scalar().vector(lanes.size()), new Arg.Lanes(lanes), this);
  }

  /** One lane of this value. */
  public UOp lane(int lane) {
    return switch (op) {
      case VECTORIZE -> src[lane];
      case VCONST -> of(Op.CONST, dtype.scalar(), ((Arg.Constants) arg).values().get(lane));
      case CONST -> of(Op.CONST, dtype.scalar(), arg);
      // The lanes of any other value are known only when it is computed.
      default -> of(Op.GEP, dtype.scalar(), new Arg.Lanes(List.of(lane)), this);
    };
  }

  // *** memory and structure

  /** The element of this buffer at an index for each of its axes. */
  public UOp at(List<UOp> indices) {
    return of(Op.INDEX, dtype, Arg.None.NONE, prepend(indices));
  }

  /** The element of this buffer at an index for each of its axes. */
  public UOp at(UOp... indices) {
    return at(Arrays.asList(indices));
  }

  /** Folds this value over ranges. */
  public UOp reduce(Op fold, List<UOp> over) {
    return of(Op.REDUCE, dtype, new Arg.Fold(fold), prepend(over));
  }

  /** This value for all points of the ranges, kept in memory. */
  public UOp bufferize(Arg.Storage storage, List<UOp> over) {
    return of(Op.BUFFERIZE, dtype, storage, prepend(over));
  }

  public UOp load(UOp... rest) {
    return of(Op.LOAD, dtype.pointee(), Arg.None.NONE, prepend(Arrays.asList(rest)));
  }

  public UOp store(UOp value, List<UOp> over) {
    List<UOp> all = new ArrayList<>(over.size() + 1);
    all.add(value);
    all.addAll(over);
    return of(Op.STORE, DType.VOID, Arg.None.NONE, prepend(all));
  }

  /** The end of a graph. */
  public static UOp sink(List<UOp> results) {
    return of(Op.SINK, DType.VOID, Arg.None.NONE, results);
  }

  /** The end of a graph. */
  public static UOp sink(UOp... results) {
    return sink(Arrays.asList(results));
  }

  private UOp[] prepend(List<UOp> rest) {
    UOp[] all = new UOp[rest.size() + 1];
    all[0] = this;
    for (int i = 0; i < rest.size(); i++) {
      all[i + 1] = rest.get(i);
    }
    return all;
  }

  // *** walking

  /** This node below all movement ops. */
  public UOp base() {
    UOp node = this;
    while (node.op.isMovement()) {
      node = node.src[0];
    }
    return node;
  }

  /** The operands of a chain of one associative operation, left to right. */
  public List<UOp> split(Op separator) {
    List<UOp> result = new ArrayList<>();
    splitInto(separator, result);
    return result;
  }

  private void splitInto(Op separator, List<UOp> result) {
    // The left spine is walked by a loop: sums grow to thousands of terms on their left.
    List<UOp> rights = new ArrayList<>();
    UOp node = this;
    while (node.op == separator) {
      rights.add(node.src[1]);
      node = node.src[0];
    }
    result.add(node);
    for (int i = rights.size() - 1; i >= 0; i--) {
      if (rights.get(i).op == separator) {
        rights.get(i).splitInto(separator, result);
      } else {
        result.add(rights.get(i));
      }
    }
  }

  /** All nodes below and including this one, operands before users. */
  public List<UOp> toposort() {
    return toposort(node -> true);
  }

  /** The nodes that can be reached through nodes that pass the gate, operands before users. */
  public List<UOp> toposort(Predicate<UOp> gate) {
    List<UOp> result = new ArrayList<>();
    Visits visits = new Visits();
    ArrayList<UOp> stack = new ArrayList<>();
    stack.add(this);
    while (!stack.isEmpty()) {
      UOp node = stack.removeLast();
      byte state = visits.state(node);
      if (state == ENTERED) {
        visits.set(node, LEFT);
        result.add(node);
      } else if (state == Visits.NEW && gate.test(node)) {
        visits.set(node, ENTERED);
        stack.add(node);
        for (int i = node.src.length - 1; i >= 0; i--) {
          if (visits.state(node.src[i]) == Visits.NEW) {
            stack.add(node.src[i]);
          }
        }
      }
    }
    return result;
  }

  // *** identity and order

  static int hash(Op op, DType dtype, Arg arg, UOp[] src) {
    int h = (op.hashCode() * 31 + dtype.hashCode()) * 31 + arg.hashCode();
    for (UOp s : src) {
      h = h * 0x9E3779B1 + s.hash;
    }
    // Spread, because the interner takes its part from the high bits and its bucket from the low.
    h *= 0x85EBCA6B;
    return h ^ (h >>> 15);
  }

  /** Whether this is the node with these parts; {@code otherHash} is {@link #hash} of them. */
  boolean hasParts(int otherHash, Op otherOp, DType otherType, Arg otherArg, UOp[] otherSrc) {
    if (hash != otherHash || op != otherOp || src.length != otherSrc.length) {
      return false;
    }
    for (int i = 0; i < src.length; i++) {
      if (src[i] != otherSrc[i]) {
        return false;
      }
    }
    return dtype.equals(otherType) && (arg == otherArg || arg.equals(otherArg));
  }

  /** From the structure; equality is Object's, because equal structure is one object. */
  @Override
  public int hashCode() {
    return hash;
  }

  /** The canonical order: by operation, argument, type, then operands. */
  @Override
  public int compareTo(UOp other) {
    if (this == other) {
      return 0;
    }
    int byOp = op.compareTo(other.op);
    if (byOp != 0) {
      return byOp;
    }
    int byArg = Args.compare(arg, other.arg);
    if (byArg != 0) {
      return byArg;
    }
    int byType = dtype.compareTo(other.dtype);
    if (byType != 0) {
      return byType;
    }
    for (int i = 0; i < Math.min(src.length, other.src.length); i++) {
      int bySource = src[i].compareTo(other.src[i]);
      if (bySource != 0) {
        return bySource;
      }
    }
    return Integer.compare(src.length, other.src.length);
  }

  /** One line: op, type and argument, operands as ops. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(op).append(' ').append(dtype);
    if (arg != Arg.None.NONE) {
      text.append(' ').append(arg);
    }
    text.append('(');
    for (int i = 0; i < src.length; i++) {
      text.append(i == 0 ? "" : ", ").append(src[i].op);
    }
    return text.append(')').toString();
  }
}
