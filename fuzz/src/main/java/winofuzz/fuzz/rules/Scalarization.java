package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Makes of the two sides of an application the equations that it claims: lane by lane, with
 * unknowns for what they are computed from, and apart from the value of an index whether it is one.
 */
final class Scalarization {
  /** The most points that reductions in an expression go over. */
  private static final long MOST_POINTS = 1 << 10;

  private final Cut cut;
  private final Set<UOp> shared;
  private final Set<UOp> closed = new LinkedHashSet<>();
  private final Map<UOp, List<Gated>> lanes = new HashMap<>();
  private final Map<UOp, List<UOp>> opaque = new HashMap<>();
  private final List<Unknown> unknowns = new ArrayList<>();
  private final Reads reads;
  private final Map<List<Object>, UOp> coefficients = new HashMap<>();
  private boolean isSealed;

  private Scalarization(Cut cut, Set<UOp> shared, Set<UOp> memory) {
    this.cut = cut;
    this.shared = shared;
    this.reads = new Reads(memory, this::array);
  }

  /**
   * Returns the equations of an application.
   *
   * @throws UnsupportedExpressionException if a side has no value by itself
   */
  static List<Equation> equations(UOp before, UOp after, Cut cut) {
    if (before.is(Op.BUFFERIZE) && before.srcFrom(1).stream().allMatch(r -> r.is(Op.RANGE))) {
      // What is kept is equal if the elements at all its indices are.
      boolean isSameShape = after.is(Op.BUFFERIZE) && after.srcFrom(1).equals(before.srcFrom(1));
      UOp element = isSameShape ? after.src(0) : after.at(before.srcFrom(1));
      return equations(before.src(0), element, cut);
    }
    boolean ofStatements = before.dtype().equals(DType.VOID);
    if (ofStatements
        && Effects.of(before).equals(Effects.of(after))
        && Effects.waitAlike(before, after)) {
      return List.of();
    }
    if (!ofStatements && (before.dtype().isPointer() || !before.dtype().equals(after.dtype()))) {
      throw new UnsupportedExpressionException("no value: " + before.dtype());
    }
    List<UOp> ofBefore = before.toposort();
    Set<UOp> ofAfter = new LinkedHashSet<>(after.toposort());
    Set<UOp> shared = new LinkedHashSet<>(ofBefore);
    shared.retainAll(ofAfter);
    Set<UOp> memory = new LinkedHashSet<>(ofBefore);
    memory.addAll(ofAfter);
    Scalarization scalars = new Scalarization(cut, shared, memory);
    scalars.closeRanges(before, after);
    if (ofStatements) {
      // Stores that never happen do nothing, wherever they would be.
      if (before.is(Op.STORE) && before.src(0).srcFrom(1).stream().anyMatch(UOp::isInvalid)) {
        return Effects.of(after).isEmpty() ? List.of() : scalars.stored(before, after);
      }
      return scalars.stored(before, after);
    }
    List<Gated> was = scalars.of(before);
    scalars.seal();
    return scalars.equations(was, scalars.of(after), before.dtype().isIndex());
  }

  /** No side after this one may be computed from ranges or variables that it is not. */
  private void seal() {
    isSealed = true;
  }

  private List<Equation> equations(List<Gated> before, List<Gated> after, boolean ofIndices) {
    List<Equation> result = new ArrayList<>();
    for (int lane = 0; lane < before.size(); lane++) {
      Gated was = before.get(lane);
      Gated is = after.get(lane);
      if (!was.isAlwaysValid() || !is.isAlwaysValid()) {
        // What is compared with an invalid index is never used.
        UOp given = ofIndices ? Gated.ALWAYS : was.valid();
        UOp expected = ofIndices ? was.valid() : Gated.ALWAYS;
        result.add(new Equation(expected, is.valid(), given, unknowns));
      }
      result.add(new Equation(was.value(), is.value(), was.valid(), unknowns));
    }
    return result;
  }

  /** Returns the equation that a store and what took its place leave the same in memory. */
  private List<Equation> stored(UOp before, UOp after) {
    if (!before.is(Op.STORE) || !before.src(0).is(Op.INDEX)) {
      throw new UnsupportedExpressionException("no value by itself: " + before);
    }
    boolean doesNothing = Effects.of(after).isEmpty() || before.toposort().contains(after);
    if (!doesNothing && !(after.is(Op.STORE) && after.src(0).is(Op.INDEX))) {
      throw new UnsupportedExpressionException("no store: " + after);
    }
    UOp memory = before.src(0).src(0);
    if (!doesNothing && after.src(0).src(0) != memory) {
      throw new UnsupportedExpressionException("a store elsewhere: " + after);
    }
    operandsOf(before);
    UOp array = reads.memory(memory, before.src(1).dtype());
    Unknown which =
        Unknown.number(unknowns.size(), DType.INDEX, 0, ((Arg.Size) array.arg()).elements() - 1);
    unknowns.add(which);
    UOp old = array.at(which.node());
    UOp was = content(before, which.node(), old);
    UOp is = old;
    if (!doesNothing) {
      operandsOf(after);
      is = content(after, which.node(), old);
    }
    return List.of(new Equation(was, is, Gated.ALWAYS, unknowns));
  }

  private void operandsOf(UOp store) {
    of(store.src(0));
    for (UOp operand : store.srcFrom(1)) {
      if (operand.is(Op.IF)) {
        of(operand.src(0));
      } else if (!operand.dtype().equals(DType.VOID)) {
        of(operand);
      }
    }
  }

  /** Returns what an element of memory holds after a store. */
  private UOp content(UOp store, UOp which, UOp old) {
    UOp index = store.src(0);
    Gated place = operand(index.src(1)).getFirst();
    UOp happens = Gated.both(place.valid(), place.value().cast(DType.INDEX).equal(which));
    if (index.arity() > 2) {
      happens = Gated.both(happens, operand(index.src(2)).getFirst().value());
    }
    for (UOp operand : store.srcFrom(2)) {
      if (operand.is(Op.IF)) {
        happens = Gated.both(happens, operand(operand.src(0)).getFirst().value());
      } else {
        throw new UnsupportedExpressionException("a store after others: " + store);
      }
    }
    return happens.where(operand(store.src(1)).getFirst().value(), old);
  }

  private void closeRanges(UOp before, UOp after) {
    long points = 1;
    for (UOp node : UOp.sink(before, after).toposort(this::isLookedInto)) {
      if (node.is(Op.REDUCE)) {
        for (UOp operand : node.srcFrom(1)) {
          for (UOp range : operand.ranges()) {
            if (closed.add(range)) {
              points = Math.multiplyExact(points, range.max() + 1);
            }
          }
        }
      }
    }
    if (points > MOST_POINTS) {
      throw new UnsupportedExpressionException("a reduction over " + points + " points");
    }
  }

  /** Whether a node is computed from its operands, and not taken for an unknown. */
  private boolean isLookedInto(UOp node) {
    if (isPlain(node)) {
      return true;
    }
    boolean isOpaque =
        switch (cut) {
          case COMMON -> shared.contains(node);
          case READS -> shared.contains(node) && (isRead(node) || node.is(Op.REDUCE));
          case MEMORY -> false;
        };
    return !isOpaque;
  }

  /** Whether a node is none that an unknown could stand for, or needs none. */
  private static boolean isPlain(UOp node) {
    return node.is(Op.SINK)
        || node.is(Op.CONST)
        || node.is(Op.VCONST)
        || node.dtype().isPointer()
        || node.dtype().equals(DType.VOID);
  }

  private static boolean isRead(UOp node) {
    return node.is(Op.LOAD) || node.is(Op.INDEX);
  }

  private List<Gated> of(UOp root) {
    for (UOp node : root.toposort(n -> isLookedInto(n) && !isMemory(n))) {
      if (!lanes.containsKey(node) && !node.is(Op.SINK)) {
        lanes.put(node, computed(node));
      }
    }
    return operand(root);
  }

  /** Whether a node is memory, or structure without a value. */
  private static boolean isMemory(UOp node) {
    return switch (node.op()) {
      case BUFFER, BUFFERIZE, DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> true;
      case UNIQUE, DEVICE -> true;
      // Every other node has a value or is refused.
      default -> node.op().isMovement();
    };
  }

  private List<Gated> operand(UOp node) {
    List<Gated> result = isLookedInto(node) ? lanes.get(node) : unknown(node);
    if (result == null) {
      throw new UnsupportedExpressionException("no value: " + node);
    }
    return result;
  }

  private List<Gated> computed(UOp node) {
    return switch (node.op()) {
      case CONST -> constants(node);
      case VCONST -> constants(node);
      case RANGE -> closed.contains(node) ? List.of(Gated.of(node)) : unknown(node);
      case SPECIAL, DEFINE_VAR -> unknown(node);
      case VECTORIZE, CAT -> node.dtype().equals(DType.VOID) ? List.of() : sideBySide(node);
      case GEP -> picked(node);
      case NOOP, CONTIGUOUS -> node.arity() == 1 ? operand(node.src(0)) : refused(node);
      case REDUCE -> reduced(node);
      case INDEX -> node.dtype().isPointer() ? List.of() : reads.of(node, this::operand);
      case LOAD -> reads.of(node, this::operand);
      case SINK, SUBSTITUTE, REDUCE_AXIS, UNROLL, CONTRACT, PTRCAT -> refused(node);
      case WMMA -> new MatrixLanes(node, this::operand, this::coefficient).values();
      case STORE, BARRIER, IF, ENDRANGE, ENDIF -> refused(node);
      case UNIQUE, DEVICE, BUFFER, BUFFERIZE -> refused(node);
      case RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP -> refused(node);
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> refused(node);
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> elementwise(node);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> elementwise(node);
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> elementwise(node);
    };
  }

  private static List<Gated> refused(UOp node) {
    if (node.dtype().isPointer()) {
      return List.of();
    }
    throw new UnsupportedExpressionException("no value by itself: " + node);
  }

  private static List<Gated> constants(UOp node) {
    List<Gated> result = new ArrayList<>();
    for (int lane = 0; lane < node.dtype().lanes(); lane++) {
      UOp constant = node.lane(lane);
      result.add(
          constant.isInvalid()
              ? new Gated(UOp.constant(DType.INDEX, 0), UOp.bool(false))
              : Gated.of(constant));
    }
    return result;
  }

  private List<Gated> sideBySide(UOp node) {
    List<Gated> result = new ArrayList<>();
    node.src().forEach(part -> result.addAll(operand(part)));
    return result;
  }

  private List<Gated> picked(UOp node) {
    List<Gated> all = operand(node.src(0));
    return ((Arg.Lanes) node.arg()).lanes().stream().map(all::get).toList();
  }

  private List<Gated> elementwise(UOp node) {
    if (node.dtype().isPointer()) {
      return List.of();
    }
    List<Gated> result = new ArrayList<>();
    for (int lane = 0; lane < node.dtype().lanes(); lane++) {
      List<UOp> values = new ArrayList<>();
      List<UOp> valid = new ArrayList<>();
      for (UOp source : node.src()) {
        List<Gated> all = operand(source);
        Gated one = all.get(all.size() == 1 ? 0 : lane);
        values.add(one.value());
        valid.add(one.valid());
      }
      UOp value = UOp.of(node.op(), node.dtype().scalar(), node.arg(), values);
      UOp both =
          node.is(Op.WHERE)
              ? Gated.both(valid.get(0), Gated.choice(values.get(0), valid.get(1), valid.get(2)))
              : valid.stream().reduce(Gated.ALWAYS, Gated::both);
      result.add(new Gated(value, both));
    }
    return result;
  }

  private List<Gated> reduced(UOp node) {
    List<Gated> result = new ArrayList<>();
    List<Gated> folded = operand(node.src(0));
    if (folded.size() != node.dtype().lanes()) {
      throw new UnsupportedExpressionException("lanes that are added up: " + node);
    }
    for (Gated one : folded) {
      if (!one.isAlwaysValid()) {
        throw new UnsupportedExpressionException("a reduction of indices: " + node);
      }
      List<UOp> operands = new ArrayList<>(node.srcFrom(1));
      operands.addFirst(one.value());
      result.add(Gated.of(UOp.of(Op.REDUCE, node.dtype().scalar(), node.arg(), operands)));
    }
    return result;
  }

  // *** unknowns

  /** Returns a number for each lane, or an array over the closed ranges that it depends on. */
  private List<Gated> unknown(UOp node) {
    return opaque.computeIfAbsent(node, this::unknowns).stream().map(Gated::of).toList();
  }

  private List<UOp> unknowns(UOp node) {
    if (isSealed && (node.is(Op.RANGE) || node.is(Op.SPECIAL) || node.is(Op.DEFINE_VAR))) {
      throw new UnsupportedExpressionException("another variable: " + node);
    }
    List<UOp> over = node.ranges().stream().filter(closed::contains).toList();
    if (node.dtype().equals(DType.VOID) || node.dtype().isPointer()) {
      throw new UnsupportedExpressionException("no value by itself: " + node);
    }
    DType type = node.dtype().scalar();
    List<UOp> result = new ArrayList<>();
    for (int lane = 0; lane < node.dtype().lanes(); lane++) {
      if (over.isEmpty()) {
        Unknown number = Unknown.number(unknowns.size(), type, node.min(), node.max());
        unknowns.add(number);
        result.add(number.node());
        continue;
      }
      long size = 1;
      UOp flat = UOp.index(0);
      for (UOp range : over) {
        long extent = range.max() + 1;
        flat = flat.times(extent).plus(range);
        size = Math.multiplyExact(size, extent);
      }
      result.add(array(type, size, node.min(), node.max()).at(flat));
    }
    return result;
  }

  private UOp coefficient(Arg.MatrixMultiply form, DType type, int result, int first, int second) {
    return coefficients.computeIfAbsent(
        List.of(form, result, first, second),
        key -> {
          Unknown number = Unknown.number(unknowns.size(), type, 0, 0);
          unknowns.add(number);
          return number.node();
        });
  }

  private UOp array(DType type, long size, long min, long max) {
    Unknown array = Unknown.array(unknowns.size(), type, size, min, max);
    unknowns.add(array);
    return array.node();
  }
}
