package winofuzz.fuzz.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Computes an integer for each thread of a threadgroup, for every threadgroup and every turn of the
 * loops that it depends on. What depends on neither is computed once.
 */
final class LaneAddresses {
  private static final String GROUP = "gidx";
  private static final String THREAD = "lidx";

  private final long[] threads;
  private final List<UOp> nodes;
  private final List<UOp> variables = new ArrayList<>();
  private final Map<UOp, Integer> depths = new HashMap<>();
  private final Map<UOp, long[]> values = new HashMap<>();

  /**
   * @param wanted the values to compute
   * @param threads the extents of a threadgroup
   */
  LaneAddresses(List<UOp> wanted, long[] threads) {
    this.threads = threads.clone();
    Set<UOp> slice = new LinkedHashSet<>();
    wanted.forEach(value -> slice.addAll(value.toposort()));
    this.nodes = List.copyOf(slice);
    for (UOp node : nodes) {
      if (node.is(Op.RANGE) || isGroup(node)) {
        variables.add(node);
      }
    }
    for (UOp node : nodes) {
      int depth = variables.indexOf(node) + 1;
      for (UOp operand : node.src()) {
        depth = Math.max(depth, depths.getOrDefault(operand, 0));
      }
      depths.put(node, depth);
    }
  }

  private static boolean isGroup(UOp node) {
    return node.is(Op.SPECIAL) && ((Arg.Name) node.arg()).name().startsWith(GROUP);
  }

  /** Returns how many threadgroups and turns there are of those that the values depend on. */
  long points() {
    return variables.stream().mapToLong(v -> v.max() + 1).reduce(1, (a, b) -> a * b);
  }

  /** Computes all values at every point, until a visitor that looks at them has seen enough. */
  void forEach(BooleanSupplier visitor) {
    compute(0);
    boolean _ = walk(0, visitor);
  }

  /** Returns a value in each thread, at the point that is visited. */
  long[] of(UOp node) {
    long[] value = values.get(node);
    if (value == null) {
      throw new AssertionError("not computed: " + node);
    }
    return value;
  }

  /** Computes what can be once so many variables have a value, and could not be before. */
  private void compute(int depth) {
    for (UOp node : nodes) {
      if (depths.getOrDefault(node, 0) == depth && !variables.contains(node)) {
        values.put(node, value(node));
      }
    }
  }

  private long[] value(UOp node) {
    return switch (node.op()) {
      case CONST -> new long[] {constant(node)};
      case SPECIAL -> positions(node);
      case CAST -> of(node.src(0));
      case NEG -> map(of(node.src(0)), a -> -a);
      case ADD -> map(node, Long::sum);
      case SUB -> map(node, (a, b) -> a - b);
      case MUL -> map(node, (a, b) -> a * b);
      case IDIV -> map(node, (a, b) -> a / b);
      case MOD -> map(node, (a, b) -> a % b);
      case MAX -> map(node, Math::max);
      case SHL -> map(node, (a, b) -> a << b);
      case SHR -> map(node, (a, b) -> a >> b);
      case AND -> map(node, (a, b) -> a & b);
      case OR -> map(node, (a, b) -> a | b);
      case XOR -> map(node, (a, b) -> a ^ b);
      case CMPLT -> map(node, (a, b) -> a < b ? 1 : 0);
      case CMPNE -> map(node, (a, b) -> a != b ? 1 : 0);
      case CMPEQ -> map(node, (a, b) -> a == b ? 1 : 0);
      case WHERE -> choice(of(node.src(0)), of(node.src(1)), of(node.src(2)));
      // A loaded value, say.
      default -> throw new UnknownAddressException(node);
    };
  }

  private static long constant(UOp node) {
    return switch ((Arg.Constant) node.arg()) {
      case Arg.Int i -> i.value();
      case Arg.Bool b -> b.value() ? 1 : 0;
      case Arg.Invalid _, Arg.Real _, Arg.Special _ -> throw new UnknownAddressException(node);
    };
  }

  /** Returns the coordinate of each thread, of which the first is the fastest. */
  private long[] positions(UOp special) {
    String name = ((Arg.Name) special.arg()).name();
    if (!name.startsWith(THREAD)) {
      throw new UnknownAddressException(special);
    }
    int dimension = name.charAt(THREAD.length()) - '0';
    long stride = 1;
    for (int d = 0; d < dimension; d++) {
      stride *= threads[d];
    }
    long[] result = new long[count()];
    for (int t = 0; t < result.length; t++) {
      result[t] = t / stride % threads[dimension];
    }
    return result;
  }

  private int count() {
    return Math.toIntExact(threads[0] * threads[1] * threads[2]);
  }

  private long[] map(UOp node, LongBinaryOperator f) {
    long[] a = of(node.src(0));
    long[] b = of(node.src(1));
    long[] result = new long[Math.max(a.length, b.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = f.applyAsLong(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
    }
    return result;
  }

  private static long[] map(long[] a, LongUnaryOperator f) {
    return Arrays.stream(a).map(f).toArray();
  }

  private static long[] choice(long[] condition, long[] yes, long[] no) {
    long[] result = new long[Math.max(condition.length, Math.max(yes.length, no.length))];
    for (int i = 0; i < result.length; i++) {
      long[] from = condition[condition.length == 1 ? 0 : i] != 0 ? yes : no;
      result[i] = from[from.length == 1 ? 0 : i];
    }
    return result;
  }

  private boolean walk(int depth, BooleanSupplier visitor) {
    if (depth == variables.size()) {
      return visitor.getAsBoolean();
    }
    UOp variable = variables.get(depth);
    for (long turn = 0; turn <= variable.max(); turn++) {
      values.put(variable, new long[] {turn});
      compute(depth + 1);
      if (!walk(depth + 1, visitor)) {
        return false;
      }
    }
    return true;
  }
}
