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
 * <p>Nodes are immutable, and {@link #of} is the only way to make one. Within a {@link NodeArena},
 * nodes with equal parts are one object, and so they are outside of arenas, where all threads share
 * a table; nodes without operands come from that table everywhere. A graph is made in one of these
 * places, so that equality of its nodes is identity.
 *
 * <p>What follows from the parts alone is computed on construction: {@link #shapeOrNull shape},
 * {@link #ranges open ranges}, {@link #bounds}.
 */
public final class UOp implements NodeBuilding, Comparable<UOp> {
  private final Op op;
  private final DType dtype;
  private final UOp[] src;
  private final Arg arg;
  private final int hash;
  private final @Nullable List<Integer> shape;
  private final UOp[] ranges;
  private final long min;
  private final long max;

  /** The {@link OpSet#bit bits} of its operation and of all below. */
  private final long ops;

  /** The age of the latest made {@link NodeNumbers} that this node is in, if it is of an arena. */
  long latestTable = NodeNumbers.SHARED;

  /** The number of this node there. */
  int numberInLatest;

  /** The bits of each {@link NodeMark} on it. */
  long marks;

  /** Only the interner makes nodes; {@code hash} is {@link #hash} of the parts. */
  UOp(int hash, Op op, DType dtype, Arg arg, UOp[] src) {
    this.op = op;
    this.dtype = dtype;
    this.src = src;
    this.arg = arg;
    this.hash = hash;
    this.shape = Shapes.of(op, dtype, src, arg);
    this.ranges = op == Op.RANGE ? new UOp[] {this} : OpenRanges.of(op, src);
    // Two fields rather than an Interval, so that a look at an operand's bounds loads one object.
    Interval bounds = Interval.of(op, dtype, src, arg);
    this.min = bounds.min();
    this.max = bounds.max();
    long bits = OpSet.bit(op);
    for (UOp operand : src) {
      bits |= operand.ops;
    }
    this.ops = bits;
  }

  /**
   * Returns the node with these parts.
   *
   * @throws InvalidGraphException if they contradict each other
   */
  public static UOp of(Op op, DType dtype, Arg arg, UOp... src) {
    return Interner.intern(op, dtype, arg, src);
  }

  /**
   * Returns the node with these parts.
   *
   * @throws InvalidGraphException if they contradict each other
   */
  public static UOp of(Op op, DType dtype, Arg arg, List<UOp> src) {
    return Interner.intern(op, dtype, arg, src.toArray(UOp[]::new));
  }

  /** Returns the node with these parts and no argument. */
  public static UOp of(Op op, DType dtype, UOp... src) {
    return of(op, dtype, Arg.None.NONE, src);
  }

  // *** parts

  @Override
  public Op op() {
    return op;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public Arg arg() {
    return arg;
  }

  /** Returns the operands, in order. */
  public List<UOp> src() {
    return Collections.unmodifiableList(Arrays.asList(src));
  }

  /** Returns the operands in a new array. */
  public UOp[] copyOfSrc() {
    return src.clone();
  }

  @Override
  public UOp src(int index) {
    return src[index];
  }

  /** Returns the number of operands. */
  public int arity() {
    return src.length;
  }

  /** Returns the operands from an index on. */
  public List<UOp> srcFrom(int start) {
    return src().subList(start, src.length);
  }

  public boolean is(Op other) {
    return op == other;
  }

  // *** what follows from the parts

  /** Returns the shape, or null for a node that has none: most do not after stage tensor. */
  public @Nullable List<Integer> shapeOrNull() {
    return shape;
  }

  /**
   * Returns the shape.
   *
   * @throws InvalidGraphException if there is none
   */
  public List<Integer> shape() {
    if (shape == null) {
      throw new InvalidGraphException(op + ": expected a node with a shape");
    }
    return shape;
  }

  /** Returns the ranges that this value depends on, in order of first use. */
  public List<UOp> ranges() {
    return Collections.unmodifiableList(Arrays.asList(ranges));
  }

  /** Returns the {@link #ranges} without a copy; they must not be written to. */
  UOp[] rangesArray() {
    return ranges;
  }

  long ops() {
    return ops;
  }

  /** Whether this value depends on a range. */
  public boolean dependsOn(UOp range) {
    return OpenRanges.contains(ranges, ranges.length, range);
  }

  /** Returns bounds of an integer or boolean value. */
  public Interval bounds() {
    return new Interval(min, max);
  }

  public long min() {
    return min;
  }

  public long max() {
    return max;
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

  /** Returns an integer constant of the index type. */
  public static UOp index(long value) {
    return of(Op.CONST, DType.INDEX, new Arg.Int(value));
  }

  public static UOp bool(boolean value) {
    return of(Op.CONST, DType.BOOL, new Arg.Bool(value));
  }

  /** Returns a constant of a floating-point type with an exact value. */
  public static UOp real(DType dtype, Rational value) {
    return of(Op.CONST, dtype, new Arg.Real(value));
  }

  /** Returns the integer as a constant of any scalar or vector type. */
  public static UOp constant(DType dtype, long value) {
    if (dtype.isBool()) {
      return of(Op.CONST, dtype, new Arg.Bool(value != 0));
    }
    return of(
        Op.CONST, dtype, dtype.isFloat() ? new Arg.Real(Rational.of(value)) : new Arg.Int(value));
  }

  /** Returns the constant index that marks an access that must not happen. */
  public static UOp invalid(int lanes) {
    return of(Op.CONST, DType.INDEX.vector(lanes), Arg.Invalid.INVALID);
  }

  /**
   * Returns a vector of integer constants, as movement ops take their amounts: a VCONST, or a CONST
   * if all are the same.
   */
  public static UOp indices(List<Integer> values) {
    DType type = DType.INDEX.vector(values.size());
    List<Arg.Constant> constants = new ArrayList<>(values.size());
    boolean same = !values.isEmpty();
    for (Integer value : values) {
      constants.add(new Arg.Int(value));
      same &= value.equals(values.getFirst());
    }
    return same
        ? of(Op.CONST, type, constants.getFirst())
        : of(Op.VCONST, type, new Arg.Constants(constants));
  }

  /** Returns a range over {@code [0, end)}. */
  public static UOp range(UOp end, Arg.Axis axis) {
    return of(Op.RANGE, DType.INDEX, axis, end);
  }

  /** Returns the end of a graph. */
  public static UOp sink(List<UOp> results) {
    return of(Op.SINK, DType.VOID, Arg.None.NONE, results);
  }

  /** Returns the end of a graph. */
  public static UOp sink(UOp... results) {
    return of(Op.SINK, DType.VOID, Arg.None.NONE, results);
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

  /**
   * Returns the value of an integer or boolean CONST.
   *
   * @throws InvalidGraphException if this is none
   */
  public long intValue() {
    return switch (arg) {
      case Arg.Int i -> i.value();
      case Arg.Bool b -> b.value() ? 1 : 0;
      // No other argument is an integer.
      default -> throw new InvalidGraphException(op + ": expected an integer, found " + arg);
    };
  }

  /**
   * Returns the values of a vector of integer constants, lane by lane.
   *
   * @throws InvalidGraphException if this is none
   */
  public List<Integer> integers() {
    return switch (arg) {
      case Arg.Int i -> Collections.nCopies(dtype.lanes(), Math.toIntExact(i.value()));
      case Arg.Constants constants -> integers(constants.values());
      // No other argument is a list of integers.
      default -> throw new InvalidGraphException(op + ": expected constant amounts, found " + arg);
    };
  }

  private List<Integer> integers(List<Arg.Constant> constants) {
    List<Integer> result = new ArrayList<>(constants.size());
    for (Arg.Constant constant : constants) {
      if (!(constant instanceof Arg.Int i)) {
        throw new InvalidGraphException(op + ": expected integers, found " + constant);
      }
      result.add(Math.toIntExact(i.value()));
    }
    return Collections.unmodifiableList(result);
  }

  /** Returns the axis of a RANGE. */
  public Arg.Axis axis() {
    return (Arg.Axis) arg;
  }

  // *** walking

  /** Returns what this node is below all movement ops. */
  public UOp base() {
    UOp node = this;
    while (node.op.isMovement()) {
      node = node.src[0];
    }
    return node;
  }

  /** Returns the operands of a chain of one associative operation, left to right. */
  public List<UOp> split(Op separator) {
    List<UOp> result = new ArrayList<>();
    splitInto(separator, result);
    return result;
  }

  private void splitInto(Op separator, List<UOp> result) {
    // The left spine is walked by a loop, because sums grow to thousands of terms on their left.
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

  /** Returns all nodes below and including this one, operands before users. */
  public List<UOp> toposort() {
    return toposort(node -> true);
  }

  /** Returns the nodes reached through nodes that pass the gate, operands before users. */
  public List<UOp> toposort(Predicate<UOp> gate) {
    return Toposort.of(this, gate);
  }

  /** Returns the nodes with some operations, operands before users; it looks nowhere else. */
  public List<UOp> toposort(OpSet ops) {
    List<UOp> result = new ArrayList<>();
    for (UOp node : toposort(ops::mayBeIn)) {
      if (ops.has(node)) {
        result.add(node);
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
    // Spread: tables choose their parts by high bits and their places by low ones.
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

  /** Returns a hash of the parts. Equality is identity. */
  @Override
  public int hashCode() {
    return hash;
  }

  /** Compares in the canonical order: by operation, argument, type, then operands. */
  @Override
  public int compareTo(UOp other) {
    return CanonicalOrder.compare(this, other);
  }

  /** Returns one line: operation, type, argument, and the operations of the operands. */
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
