package winofuzz.compiler.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Draws nodes that a pattern may match: its operations over operands and constants of the caller's.
 * A rule may still not apply to them, for its replacement has conditions of its own.
 */
public final class PatternInstances {
  /** How often something is drawn again that a condition of the pattern refuses. */
  private static final int PATIENCE = 40;

  private static final Arg.Constant INVALID = Arg.Invalid.INVALID;

  private final Choice choice;
  private final Map<String, UOp> named = new HashMap<>();

  /** What instances are made of. */
  public interface Choice {
    /** Returns a number in {@code [0, count)}. */
    int below(int count);

    /** Returns an operand of a type, for a part of which the pattern says nothing. */
    UOp operand(DType type);

    /** Returns the value of a constant of a type. */
    Arg.Constant constant(DType type);

    /** Returns a type that operands may have, for operations whose result does not tell. */
    DType type();

    /** Returns a range. */
    UOp range();

    /** Returns an element of a buffer that ranges tell: an INDEX of it. */
    UOp element(DType type);

    /** Returns a matrix product in lanes of a type. */
    Arg.MatrixMultiply matrix(DType type);

    /** Returns a pointer to an element of a memory: an INDEX of it. */
    UOp place(DType type);
  }

  private PatternInstances(Choice choice) {
    this.choice = choice;
  }

  /** Returns a node of a type; empty where none was found. */
  public static Optional<UOp> draw(Pattern pattern, DType type, Choice choice) {
    try {
      return Optional.ofNullable(new PatternInstances(choice).node(pattern, type));
    } catch (InvalidGraphException e) {
      return Optional.empty(); // The parts do not fit together.
    }
  }

  private @Nullable UOp node(Pattern pattern, DType type) {
    if (pattern.operands() instanceof Pattern.Operands.OneOf(List<Pattern> alternatives)) {
      return node(alternatives.get(choice.below(alternatives.size())), type);
    }
    UOp known = pattern.name() == null ? null : named.get(pattern.name());
    if (known != null) {
      return known.dtype().pointee().equals(type) ? known : null;
    }
    UOp made = pattern.ops() == null ? choice.operand(type) : operation(pattern, type);
    if (made == null
        || !passes(pattern.type(), made.dtype())
        || !passes(pattern.argument(), made.arg())) {
      return null;
    }
    if (pattern.name() != null) {
      named.put(pattern.name(), made);
    }
    return made;
  }

  private static <T> boolean passes(@Nullable Predicate<T> test, T value) {
    return test == null || test.test(value);
  }

  private @Nullable UOp operation(Pattern pattern, DType type) {
    Set<Op> ops = pattern.ops();
    if (ops == null) {
      throw new AssertionError("a pattern of no operation");
    }
    List<Op> all = ops.stream().sorted().toList();
    Op op = all.get(choice.below(all.size()));
    return switch (op) {
      case CONST -> constant(pattern, type);
      case VCONST -> type.lanes() > 1 ? constants(type) : null;
      case RANGE -> type.isIndex() && type.lanes() == 1 ? range(pattern) : null;
      case DEFINE_VAR -> choice.operand(type);
      case REDUCE -> reduction(pattern, type);
      case GEP -> lanes(pattern, type);
      case VECTORIZE, CAT -> vector(pattern, op, type);
      case INDEX -> place(pattern, type);
      case BUFFERIZE -> kept(type);
      case WMMA -> matrix(pattern, type);
      case LOAD, STORE, SINK, BARRIER, NOOP -> structure(pattern, op, type);
      // Every other operation is one on numbers, or structure that has no value by itself.
      default -> op.isElementwise() ? elementwise(pattern, op, type) : null;
    };
  }

  private UOp constants(DType type) {
    List<Arg.Constant> values = new ArrayList<>();
    for (int i = 0; i < type.lanes(); i++) {
      values.add(choice.constant(type.scalar()));
    }
    return UOp.of(Op.VCONST, type, new Arg.Constants(values));
  }

  private @Nullable UOp lanes(Pattern pattern, DType type) {
    int from = type.equals(DType.VOID) ? 1 : 2 + choice.below(3);
    List<UOp> source = operands(pattern, List.of(type.scalar().vector(from)));
    if (source == null || source.size() != 1) {
      return null;
    }
    boolean inOrder = from == type.lanes() && choice.below(2) == 0;
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < type.lanes(); i++) {
      picked.add(inOrder ? i : choice.below(from));
    }
    return UOp.of(Op.GEP, type, new Arg.Lanes(picked), source);
  }

  private @Nullable UOp kept(DType type) {
    if (type.equals(DType.VOID) || type.lanes() > 1) {
      return null;
    }
    UOp element = choice.element(type);
    return element.bufferize(Arg.Storage.GLOBAL, element.srcFrom(1));
  }

  private @Nullable UOp matrix(Pattern pattern, DType type) {
    if (type.lanes() % 2 != 0 || !type.isFloat()) {
      return null;
    }
    List<UOp> operands = operands(pattern, List.of(type, type, type));
    return operands == null || operands.size() != 3
        ? null
        : UOp.of(Op.WMMA, type, choice.matrix(type), operands);
  }

  private @Nullable UOp vector(Pattern pattern, Op op, DType type) {
    int each = op == Op.CAT && type.lanes() % 2 == 0 ? type.lanes() / 2 : 1;
    int count = type.equals(DType.VOID) ? 1 + choice.below(2) : type.lanes() / each;
    List<UOp> parts = operands(pattern, Collections.nCopies(count, type.scalar().vector(each)));
    return parts == null || parts.size() != count ? null : UOp.of(op, type, Arg.None.NONE, parts);
  }

  /** Returns a pointer; its operands are those of a drawn one where the pattern does not say. */
  private @Nullable UOp place(Pattern pattern, DType type) {
    if (type.equals(DType.VOID) || type.lanes() > 1) {
      return null;
    }
    UOp place = choice.place(type);
    if (!(pattern.operands() instanceof Pattern.Operands.Exactly(List<List<Pattern>> orders))) {
      return place;
    }
    List<Pattern> parts = orders.getFirst();
    List<UOp> operands = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Pattern part = parts.get(i);
      UOp given = i < place.arity() && part.ops() == null ? place.src(i) : null;
      UOp operand = given == null ? node(part, i < 2 ? DType.INDEX : DType.BOOL) : given;
      if (operand == null) {
        return null;
      }
      if (part.name() != null) {
        named.put(part.name(), operand);
      }
      operands.add(operand);
    }
    return place.withSrc(operands);
  }

  /** Returns an access, or statements side by side. */
  private @Nullable UOp structure(Pattern pattern, Op op, DType type) {
    boolean isStatement = op != Op.LOAD;
    if (isStatement != type.equals(DType.VOID)) {
      return null;
    }
    DType element = isStatement ? choice.type() : type;
    List<DType> types =
        switch (op) {
          case LOAD -> List.of(element);
          case STORE -> List.of(element, element);
          // All others hold statements.
          default -> Collections.nCopies(1 + choice.below(3), DType.VOID);
        };
    boolean isAccess = op == Op.LOAD || op == Op.STORE;
    nameFirstPlace(pattern, isAccess && element.lanes() == 1, element);
    List<UOp> operands = operands(pattern, types);
    if (operands == null || (isAccess && isVariable(operands.getFirst()))) {
      return null;
    }
    return UOp.of(op, type, Arg.None.NONE, operands);
  }

  private @Nullable UOp constant(Pattern pattern, DType type) {
    if (type.equals(DType.VOID)) {
      return null;
    }
    if (pattern.argument() != null && type.isIndex() && passes(pattern.argument(), INVALID)) {
      return UOp.of(Op.CONST, type, INVALID);
    }
    for (int i = 0; i < PATIENCE; i++) {
      Arg.Constant value = choice.constant(type.scalar());
      if (passes(pattern.argument(), value)) {
        return UOp.of(Op.CONST, type, value);
      }
    }
    return null;
  }

  private UOp range(Pattern pattern) {
    UOp range = choice.range();
    if (pattern.operands() instanceof Pattern.Operands.Every(Pattern each) && each.name() != null) {
      named.put(each.name(), range.src(0));
    }
    return range;
  }

  private static boolean isVariable(UOp node) {
    return node.is(Op.DEFINE_VAR) && !node.dtype().isPointer();
  }

  /** What an access of anything with a name accesses is a place. */
  private void nameFirstPlace(Pattern pattern, boolean isAccess, DType type) {
    if (isAccess
        && !type.equals(DType.VOID)
        && pattern.operands() instanceof Pattern.Operands.Starting(List<Pattern> prefix)
        && prefix.getFirst().ops() == null
        && prefix.getFirst().name() != null) {
      named.putIfAbsent(prefix.getFirst().name(), choice.place(type));
    }
  }

  private @Nullable UOp reduction(Pattern pattern, DType type) {
    if (type.equals(DType.VOID)) {
      return null;
    }
    List<UOp> operands = operands(pattern, List.of(type, DType.INDEX));
    if (operands == null) {
      return null;
    }
    UOp value = operands.getFirst();
    boolean isGiven = operands.size() > 1 && operands.get(1).is(Op.RANGE);
    List<UOp> over = new ArrayList<>(isGiven ? operands.subList(1, 2) : value.ranges());
    if (over.isEmpty()) {
      over.add(choice.range());
    }
    List<Op> folds = List.of(Op.ADD, Op.MAX, Op.MUL);
    for (int i = 0; i < PATIENCE; i++) {
      Arg.Fold fold = new Arg.Fold(folds.get(choice.below(folds.size())));
      if (passes(pattern.argument(), fold)) {
        return value.reduce(fold.op(), over);
      }
    }
    return null;
  }

  private @Nullable UOp elementwise(Pattern pattern, Op op, DType type) {
    DType drawn = choice.type().scalar().vector(type.lanes());
    DType operand = op.isComparison() || op == Op.CAST ? drawn : type;
    if ((op.isComparison() && !type.isBool())
        || type.equals(DType.VOID)
        || operand.kind() == DType.Kind.VOID
        || !isDefined(op, operand)) {
      return null;
    }
    List<DType> types = new ArrayList<>();
    for (int i = 0; i < arity(op); i++) {
      types.add(op == Op.WHERE && i == 0 ? DType.BOOL.vector(type.lanes()) : operand);
    }
    List<UOp> operands = operands(pattern, types);
    if (operands == null
        || operands.size() != types.size()
        || operands.stream().anyMatch(o -> o.dtype().isPointer())) {
      return null;
    }
    return UOp.of(op, type, Arg.None.NONE, operands);
  }

  /** Whether numbers of a type have an operation; rules know FDIV and POW of an index, too. */
  private static boolean isDefined(Op op, DType type) {
    return switch (op) {
      case IDIV, MOD, SHL, SHR -> type.isInteger();
      case AND, OR, XOR -> !type.isFloat();
      case EXP2, LOG2, SIN, SQRT, RECIP -> type.isFloat();
      case FDIV, POW -> type.isFloat() || type.isIndex();
      // Every other operation is one on numbers of any type.
      default -> true;
    };
  }

  private static int arity(Op op) {
    return op.isTernary() ? 3 : op.isBinary() ? 2 : 1;
  }

  /** Returns operands of these types, as the pattern has them; null where none were found. */
  private @Nullable List<UOp> operands(Pattern pattern, List<DType> types) {
    List<Pattern> parts =
        switch (pattern.operands()) {
          case Pattern.Operands.Exactly(List<List<Pattern>> orders) ->
              orders.get(choice.below(orders.size()));
          case Pattern.Operands.Starting(List<Pattern> prefix) -> prefix;
          case Pattern.Operands.Every(Pattern each) -> types.stream().map(t -> each).toList();
          case Pattern.Operands.Including _ -> List.of();
          case Pattern.Operands.Whatever _ -> types.stream().map(t -> Pattern.any()).toList();
          case Pattern.Operands.OneOf _ -> throw new AssertionError("handled by node");
        };
    List<UOp> result = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      UOp operand = i < types.size() ? node(parts.get(i), types.get(i)) : null;
      if (operand == null) {
        return null;
      }
      result.add(operand);
    }
    return result;
  }
}
