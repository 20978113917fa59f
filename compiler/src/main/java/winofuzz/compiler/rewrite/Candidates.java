package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Which rules can match a node, by its operation, its type and the operations of its operands, so
 * that most nodes meet no rule at all and few meet one that turns them away.
 *
 * <p>Computed when first asked for. Entries are read and written without a lock: they are
 * immutable, and one that is lost in a race is computed again.
 */
final class Candidates<C> {
  /** Operands beyond this number are not told apart. */
  private static final int TOLD_APART = 6;

  private static final int BITS = 8;
  private static final int PLACES = 1 << 12;

  /** How many places are looked at for one shape. */
  private static final int TRIES = 8;

  private static final class Entry<C> {
    private final long shape;
    private final @Nullable DType type;
    private final Rule<? super C>[] rules;

    Entry(long shape, @Nullable DType type, Rule<? super C>[] rules) {
      this.shape = shape;
      this.type = type;
      this.rules = rules;
    }
  }

  private final List<Rule<? super C>> all;
  private final @Nullable Entry<C>[] entries = newEntries();

  Candidates(List<Rule<? super C>> all) {
    this.all = all;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // no array of a generic type can be made otherwise
  private static <C> @Nullable Entry<C>[] newEntries() {
    return (Entry<C>[]) new Entry[PLACES];
  }

  /** Returns the rules that may match a node, in order; not to be changed. */
  Rule<? super C>[] of(UOp node) {
    long shape = shape(node);
    DType type = toldApart(node.dtype());
    long spread = (type == null ? shape : shape + type.hashCode()) * 0x9E3779B97F4A7C15L;
    int home = (int) (spread >>> 40);
    for (int i = home; i < home + TRIES; i++) {
      Entry<C> entry = entries[i & (PLACES - 1)];
      if (entry == null) {
        return found(node, shape, type, i & (PLACES - 1));
      }
      if (entry.shape == shape && Objects.equals(entry.type, type)) {
        return entry.rules;
      }
    }
    return found(node, shape, type, home & (PLACES - 1));
  }

  /**
   * Returns the operations of a node and of its first operands, and how many operands it has, up to
   * one.
   */
  private static long shape(UOp node) {
    long shape = OpIndex.of(node.op()) + 1L;
    int n = Math.min(node.arity(), TOLD_APART);
    for (int i = 0; i < n; i++) {
      shape = shape << BITS | (OpIndex.of(node.src(i).op()) + 1L);
    }
    return node.arity() > TOLD_APART ? ~shape : shape;
  }

  /**
   * Returns a number of operands; all large ones are taken for one, as shapes do not differ in
   * them.
   */
  private static int toldApart(int arity) {
    return Math.min(arity, TOLD_APART + 1);
  }

  /** Returns a type, or null for a pointer: there are as many types of these as sizes. */
  private static @Nullable DType toldApart(DType type) {
    return type.isPointer() ? null : type;
  }

  private Rule<? super C>[] found(UOp node, long shape, @Nullable DType type, int place) {
    List<Rule<? super C>> some = new ArrayList<>();
    for (Rule<? super C> rule : all) {
      if (mayMatch(rule.pattern(), node, type)) {
        some.add(rule);
      }
    }
    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    Rule<? super C>[] rules = some.toArray(n -> (Rule<? super C>[]) new Rule[n]);
    entries[place] = new Entry<>(shape, type, rules);
    return rules;
  }

  /**
   * Whether a pattern may match a node with these operations and this type; nothing else is looked
   * at.
   */
  private static boolean mayMatch(Pattern pattern, UOp node, @Nullable DType type) {
    if (!pattern.rootOps().contains(node.op())
        || (type != null && pattern.type() != null && !pattern.type().test(type))) {
      return false;
    }
    if (type != null && isOfOneType(node.op()) && !mayHaveOperandsOf(pattern, type)) {
      return false;
    }
    int arity = toldApart(node.arity());
    return switch (pattern.operands()) {
      case Pattern.Operands.Exactly(List<List<Pattern>> orders) ->
          orders.stream().anyMatch(o -> toldApart(o.size()) == arity && mayMatchFirst(o, node));
      case Pattern.Operands.Starting(List<Pattern> prefix) ->
          toldApart(prefix.size()) <= arity && mayMatchFirst(prefix, node);
      case Pattern.Operands.OneOf(List<Pattern> alternatives) ->
          alternatives.stream().anyMatch(p -> mayMatch(p, node, type));
      case Pattern.Operands.Every ignored -> true;
      case Pattern.Operands.Including ignored -> true;
      case Pattern.Operands.Whatever ignored -> true;
    };
  }

  /** Whether operands have the type of the result. */
  private static boolean isOfOneType(Op op) {
    return op.isAlu() && !op.isComparison() && op != Op.WHERE && op != Op.SHL && op != Op.SHR;
  }

  private static boolean mayHaveOperandsOf(Pattern pattern, DType type) {
    return !(pattern.operands() instanceof Pattern.Operands.Exactly(List<List<Pattern>> orders))
        || orders.getFirst().stream().allMatch(p -> mayHaveType(p, type));
  }

  /** Whether a pattern may match a value of a type; the type is all that is known of it. */
  private static boolean mayHaveType(Pattern pattern, DType type) {
    if (pattern.type() != null && !pattern.type().test(type)) {
      return false;
    }
    Set<Op> ops = pattern.rootOps();
    if (type.isFloat() && ops.stream().allMatch(Op::isOfIntegers)) {
      return false;
    }
    if (!ops.stream().allMatch(Candidates::isOfOneType)) {
      return true;
    }
    return switch (pattern.operands()) {
      case Pattern.Operands.Exactly(List<List<Pattern>> orders) ->
          orders.getFirst().stream().allMatch(p -> mayHaveType(p, type));
      case Pattern.Operands.Starting(List<Pattern> prefix) ->
          prefix.stream().allMatch(p -> mayHaveType(p, type));
      case Pattern.Operands.OneOf(List<Pattern> alternatives) ->
          alternatives.stream().anyMatch(p -> mayHaveType(p, type));
      case Pattern.Operands.Every ignored -> true;
      case Pattern.Operands.Including ignored -> true;
      case Pattern.Operands.Whatever ignored -> true;
    };
  }

  private static boolean mayMatchFirst(List<Pattern> patterns, UOp node) {
    for (int i = 0; i < patterns.size() && i < TOLD_APART; i++) {
      if (!patterns.get(i).rootOps().contains(node.src(i).op())) {
        return false;
      }
    }
    return true;
  }
}
