package winofuzz.compiler.symbolic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/** Simplification under a condition: what an index is worth where it is known to be valid. */
public final class Validity {
  private static final OpSet ACCESSES = OpSet.of(Op.INDEX);

  private Validity() {}

  /**
   * A condition on one expression: {@code expression <= limit} or {@code expression >= limit}.
   *
   * @param expression an integer
   * @param isUpper whether the limit is an upper one
   * @param limit the greatest or least value that passes
   */
  public record Bound(UOp expression, boolean isUpper, long limit) {}

  /** Reads {@code x < c} and {@code !(x < c)}; null for any other condition. */
  public static @Nullable Bound parse(UOp condition) {
    if (condition.is(Op.CMPNE)
        && condition.src(1).isConst(1)
        && condition.src(0).is(Op.CMPLT)
        && condition.src(0).src(0).dtype().isInteger()) {
      UOp less = condition.src(0);
      return new Bound(less.src(0), false, less.src(1).min());
    }
    return condition.is(Op.CMPLT) && condition.src(0).dtype().isInteger()
        ? new Bound(condition.src(0), true, condition.src(1).max() - 1)
        : null;
  }

  /** One of the values an expression is restricted to, and the variable that stands for it. */
  private record Stand(UOp expression, UOp variable) {}

  /**
   * Returns the value where a condition holds, simplified; perhaps the same.
   *
   * @param condition a conjunction
   * @param value an integer or a bool
   * @param bySummands whether to use of {@code x + y > 0} that x or y is positive
   * @param rewriter that simplifies it
   */
  public static UOp given(UOp condition, UOp value, boolean bySummands, Rewriter rewriter) {
    Map<UOp, UOp> hidden = new HashMap<>();
    // Gates of nested loads hold whatever the condition, so they are kept from it.
    for (UOp u : value.toposort(ACCESSES)) {
      hidden.put(u, UOp.of(Op.NOOP, DType.VOID, new Arg.Slot(hidden.size())));
    }
    UOp result = Rewriter.substitute(value, hidden);
    Map<UOp, UOp> whole = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<UOp, long[]> restricted : limits(condition).entrySet()) {
      UOp expression = Rewriter.substitute(restricted.getKey(), hidden);
      long[] limit = restricted.getValue();
      UOp variable = variable(number++, limit[0], limit[1], expression.dtype());
      whole.put(expression, variable);
      if (bySummands) {
        result = with(List.of(new Stand(expression, variable)), result, rewriter);
        if (isPositiveSumOfRanges(expression, limit[0])) {
          result = with(positiveSummands(expression, number - 1), result, rewriter);
        }
      }
    }
    result = withAll(whole, result, rewriter);
    Map<UOp, UOp> shown = new HashMap<>();
    hidden.forEach((k, v) -> shown.put(v, k));
    return Rewriter.substitute(result, shown);
  }

  /** Returns the least and greatest value of each expression that the condition restricts. */
  private static Map<UOp, long[]> limits(UOp condition) {
    Map<UOp, long[]> result = new LinkedHashMap<>();
    for (UOp clause : condition.split(Op.AND)) {
      Bound bound = parse(clause);
      if (bound != null) {
        UOp e = bound.expression();
        long[] limit = result.computeIfAbsent(e, k -> new long[] {k.min(), k.max()});
        limit[bound.isUpper() ? 1 : 0] = bound.limit();
      }
    }
    return result;
  }

  private static UOp variable(int number, long min, long max, DType dtype) {
    return UOp.of(Op.DEFINE_VAR, dtype, new Arg.Variable("fake" + number, min, max));
  }

  private static boolean isPositiveSumOfRanges(UOp expression, long min) {
    return expression.is(Op.ADD)
        && min == 1
        && expression.split(Op.ADD).stream().allMatch(u -> u.op().isIrreducible());
  }

  private static List<Stand> positiveSummands(UOp sum, int number) {
    return sum.split(Op.ADD).stream()
        .map(u -> new Stand(u, variable(number, 1, u.max(), u.dtype())))
        .toList();
  }

  /** Returns what all cases make of the value, if they agree; else the value. */
  private static UOp with(List<Stand> cases, UOp value, Rewriter rewriter) {
    List<UOp> results = new ArrayList<>();
    for (Stand s : cases) {
      UOp replaced = Rewriter.substitute(value, Map.of(s.expression(), s.variable()));
      if (replaced == value) {
        return value;
      }
      results.add(restored(replaced, Map.of(s.variable(), s.expression()), rewriter));
    }
    UOp first = results.getFirst();
    if (value.is(Op.VECTORIZE) && value.arity() == 2) {
      return lanewise(value, results);
    }
    return results.stream().allMatch(r -> r == first) ? first : value;
  }

  private static UOp lanewise(UOp value, List<UOp> results) {
    UOp first = results.getFirst();
    boolean left = results.stream().allMatch(r -> r.src(0) == first.src(0));
    boolean right = results.stream().allMatch(r -> r.src(1) == first.src(1));
    return value.withSrc(left ? first.src(0) : value.src(0), right ? first.src(1) : value.src(1));
  }

  private static UOp withAll(Map<UOp, UOp> whole, UOp value, Rewriter rewriter) {
    UOp replaced = Rewriter.substitute(value, whole);
    if (replaced == value) {
      return value;
    }
    Map<UOp, UOp> back = new HashMap<>();
    whole.forEach((k, v) -> back.put(v, k));
    return restored(replaced, back, rewriter);
  }

  private static UOp restored(UOp replaced, Map<UOp, UOp> back, Rewriter rewriter) {
    return Simplify.commute(
        Rewriter.substitute(Simplify.simplify(replaced, rewriter), back), rewriter);
  }

  /**
   * Returns a conjunction in which each clause is simplified by those before it; null if none is.
   */
  static @Nullable UOp simplifyConjunction(UOp conjunction, Rewriter rewriter) {
    if (contains(conjunction, Set.of(), Op.LOAD)) {
      return null; // Only conditions on indices are worth it.
    }
    List<UOp> clauses = conjunction.split(Op.AND);
    List<UOp> result = new ArrayList<>();
    boolean changed = false;
    for (UOp clause : inOrderOfUse(clauses)) {
      UOp simpler =
          result.isEmpty() ? clause : given(Terms.product(result), clause, true, rewriter);
      changed |= simpler != clause;
      result.add(simpler);
    }
    return changed ? Terms.product(result) : null;
  }

  /** First the clauses whose expression occurs in most others, for they simplify most. */
  private static List<UOp> inOrderOfUse(List<UOp> clauses) {
    Map<UOp, Integer> uses = new HashMap<>();
    for (UOp clause : clauses) {
      Bound bound = parse(clause);
      int count = 0;
      if (bound != null) {
        for (UOp other : clauses) {
          count += contains(other, Set.of(bound.expression()), null) ? 1 : 0;
        }
      }
      uses.put(clause, count);
    }
    return clauses.stream()
        .sorted(Comparator.comparingInt((UOp c) -> -uses.getOrDefault(c, 0)))
        .toList();
  }

  /** Whether one of the nodes, or of an operation, is below or at the root. */
  private static boolean contains(UOp root, Set<UOp> nodes, @Nullable Op op) {
    Set<UOp> seen = new HashSet<>();
    List<UOp> stack = new ArrayList<>();
    stack.add(root);
    while (!stack.isEmpty()) {
      UOp u = stack.removeLast();
      if (u.op() == op || nodes.contains(u)) {
        return true;
      }
      for (UOp s : u.src()) {
        if (seen.add(s)) {
          stack.add(s);
        }
      }
    }
    return false;
  }
}
