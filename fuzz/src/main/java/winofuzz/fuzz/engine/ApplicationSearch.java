package winofuzz.fuzz.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.Program;

/**
 * Finds the application of a pass's rules with which what comes of the pass becomes wrong: the pass
 * is run again and again, allowed fewer and fewer applications.
 *
 * <p>Half-done work may have no value. Then the rules of some sets are limited and those of the
 * others are not; and where a few applications still lead from a right result to a wrong one by way
 * of graphs without a value, the one to blame is of the last rule without which the result is
 * right.
 *
 * <p>Some rules rewrite to compute what they put in place. If that is wrong, an application within
 * theirs may be to blame: the one without which, and without those after it, it is right.
 */
final class ApplicationSearch {
  /** How many applications may lead from a right result to a wrong one. */
  private static final int LONGEST_WAY = 4;

  /** How many times the usual number of applications there may be where some are refused. */
  private static final long PATIENCE = 8;

  private final Span span;
  private final int pass;
  private final Function<Program, Outcome> judge;

  /**
   * A search in one of the passes of a span.
   *
   * @param judge what a program comes to; what it throws counts as {@link Outcome#BROKEN}
   */
  ApplicationSearch(Span span, int pass, Function<Program, Outcome> judge) {
    this.span = span;
    this.pass = pass;
    this.judge = judge;
  }

  /** What comes of a pass that is stopped early. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** Not a program, or none that can be evaluated. */
    BROKEN
  }

  /**
   * The application to blame.
   *
   * @param number how many applications come before it, of those that are limited
   * @param fuel allows so many of these
   * @param suspected whether rules that were not limited were applied after it, so that it may have
   *     led to the mistake without being one
   * @param within the application within it with which what it puts in place becomes wrong; null if
   *     there is none
   */
  record Found(
      Fuel.Spent spent,
      int number,
      IntFunction<Fuel> fuel,
      boolean suspected,
      @Nullable Found within) {

    /** Returns those within it, each before the one that it is within. */
    List<Found> innermostFirst() {
      List<Found> result = new ArrayList<>();
      for (Found inner = within; inner != null; inner = inner.within) {
        result.add(inner);
      }
      return result.reversed();
    }
  }

  /** Returns the application; null if the pass is wrong without any, or it cannot be told. */
  @Nullable Found search() {
    Fuel unlimited = Fuel.unlimited();
    span.run(pass, unlimited);
    int all = unlimited.spent().size();
    long patience = PATIENCE * all;
    if (all == 0 || outcome(Fuel.of(set -> true, 0, patience)) == Outcome.WRONG) {
      return null;
    }
    List<Predicate<String>> limited = limited(span.passes().get(pass));
    for (int i = 0; i < limited.size(); i++) {
      if (outcome(Fuel.of(limited.get(i), 0, patience)) == Outcome.RIGHT) {
        Found found = search(limited.get(i), patience, i > 0);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /**
   * Returns sets of rules to be limited together: all; all without those whose work comes first,
   * which is needed for a value; each alone.
   */
  private static List<Predicate<String>> limited(Pass pass) {
    List<String> names = pass.rules().stream().map(RuleSet::name).distinct().toList();
    List<Predicate<String>> result = new ArrayList<>();
    result.add(set -> true);
    for (int first = 1; first < names.size(); first++) {
      result.add(names.subList(first, names.size())::contains);
    }
    for (int only = 0; only < names.size() - 1; only++) {
      result.add(names.get(only)::equals);
    }
    return result;
  }

  /**
   * Searches among the rules of some sets.
   *
   * @param others whether rules of other sets are applied all the same
   */
  private @Nullable Found search(Predicate<String> sets, long patience, boolean others) {
    IntFunction<Fuel> fuel = most -> Fuel.of(sets, most, patience);
    Fuel enough = fuel.apply(Integer.MAX_VALUE);
    if (outcome(enough) != Outcome.WRONG) {
      return null;
    }
    List<Fuel.Spent> spent = enough.spent();
    int wrong = firstWrong(fuel, spent.size());
    for (int right = wrong - 1; right >= Math.max(0, wrong - LONGEST_WAY); right--) {
      if (outcome(fuel.apply(right)) == Outcome.RIGHT) {
        int to = wrong - 1;
        while (to > right && without(spent.get(to), sets, right, patience) != Outcome.RIGHT) {
          to--;
        }
        // What stays wrong without the rule is wrong for another reason.
        return without(spent.get(to), sets, to, patience) == Outcome.WRONG
            ? null
            : new Found(
                spent.get(to),
                to,
                fuel,
                others && right == wrong - 1,
                to == wrong - 1 ? within(List.of(spent.get(to)), to, spent, sets, patience) : null);
      }
    }
    return null;
  }

  /**
   * Searches the applications within the innermost of some, which come right before it, for the one
   * that makes what it puts in place wrong.
   *
   * @param outer applications with which the result is wrong, each within the next
   * @param number how many come before the innermost
   * @param spent all of them, in order
   */
  private @Nullable Found within(
      List<Fuel.Spent> outer,
      int number,
      List<Fuel.Spent> spent,
      Predicate<String> sets,
      long patience) {
    IntFunction<Fuel> fuel = most -> Fuel.of(sets, most, patience, outer);
    int wrong = number;
    int least = number;
    Outcome atLeast = Outcome.WRONG;
    for (int step = 1; atLeast == Outcome.WRONG && least > 0; step *= 2) {
      wrong = least;
      least = Math.max(0, number - step);
      atLeast = outcome(fuel.apply(least), least, outer);
    }
    while (wrong - least > 1) {
      int middle = (least + wrong) >>> 1;
      Outcome atMiddle = outcome(fuel.apply(middle), middle, outer);
      if (atMiddle == Outcome.WRONG) {
        wrong = middle;
      } else {
        least = middle;
        atLeast = atMiddle;
      }
    }
    if (atLeast != Outcome.RIGHT) {
      return null;
    }
    List<Fuel.Spent> inner = new ArrayList<>(List.of(spent.get(least)));
    inner.addAll(outer);
    Found within = within(inner, least, spent, sets, patience);
    return new Found(spent.get(least), least, fuel, false, within);
  }

  /** Returns what comes of it; broken where the outer applications were not made. */
  private Outcome outcome(Fuel fuel, int most, List<Fuel.Spent> outer) {
    try {
      Program program = span.run(pass, fuel);
      if (!fuel.reaches(outer, most)) {
        return Outcome.BROKEN;
      }
      boolean isSame = fuel.spent().getLast().after() == outer.getLast().after();
      return isSame ? Outcome.WRONG : judge.apply(program);
    } catch (RuntimeException | AssertionError | StackOverflowError halfDone) {
      return Outcome.BROKEN;
    }
  }

  private Outcome without(Fuel.Spent spent, Predicate<String> sets, int after, long patience) {
    return outcome(Fuel.without(spent.rule(), sets, after, patience));
  }

  /** Returns a number of applications, at most so many, with which the result becomes wrong. */
  private int firstWrong(IntFunction<Fuel> fuel, int enough) {
    int least = 0;
    int most = enough;
    while (most - least > 1) {
      int middle = (least + most) >>> 1;
      if (outcome(fuel.apply(middle)) == Outcome.WRONG) {
        most = middle;
      } else {
        least = middle;
      }
    }
    return most;
  }

  private Outcome outcome(Fuel fuel) {
    try {
      return judge.apply(span.run(pass, fuel));
    } catch (RuntimeException | AssertionError | StackOverflowError halfDone) {
      // A pass that may not finish promises nothing.
      return Outcome.BROKEN;
    }
  }
}
