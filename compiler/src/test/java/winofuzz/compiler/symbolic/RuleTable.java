package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** What tables of rules are written with: leaves to build expressions of, and rows. */
final class RuleTable {
  private RuleTable() {}

  static final DType FLOAT = DType.FLOAT32;

  /** Ranges over 0..9 and others. */
  static final UOp X = range(0, 10);

  static final UOp Y = range(1, 10);
  static final UOp Z = range(2, 3);

  /** Integers of either sign. */
  static final UOp U = variable("u", -20, 20);

  static final UOp NEGATIVE = variable("n", -20, -1);

  /** Bools and floats of which nothing is known. */
  static final UOp A = bool("a");

  static final UOp B = bool("b");
  static final UOp F = real("f");
  static final UOp G = real("g");
  static final UOp H = real("h");

  static final UOp BUFFER =
      UOp.of(Op.DEFINE_GLOBAL, FLOAT.pointer(AddressSpace.GLOBAL, 100), new Arg.Slot(0));

  static UOp range(int id, int size) {
    return UOp.range(UOp.index(size), new Arg.Axis(id, AxisType.LOOP, AxisRole.OTHER));
  }

  static UOp variable(String name, long min, long max) {
    return UOp.of(Op.DEFINE_VAR, DType.INDEX, new Arg.Variable(name, min, max));
  }

  static UOp bool(String name) {
    return UOp.of(Op.DEFINE_VAR, DType.BOOL, new Arg.Variable(name, 0, 1));
  }

  static UOp real(String name) {
    return UOp.of(Op.DEFINE_VAR, FLOAT, new Arg.Variable(name, 0, 0));
  }

  static UOp integer(DType type, String name, long min, long max) {
    return UOp.of(Op.DEFINE_VAR, type, new Arg.Variable(name, min, max));
  }

  static UOp c(long value) {
    return UOp.index(value);
  }

  static UOp f(String rational) {
    return UOp.real(FLOAT, Rational.parse(rational));
  }

  static UOp special(Arg.Special value) {
    return UOp.of(Op.CONST, FLOAT, value);
  }

  static UOp invalid() {
    return UOp.invalid(1);
  }

  static UOp inverse(UOp x) {
    return x.alu(Op.RECIP);
  }

  static UOp vector(UOp... lanes) {
    return UOp.of(Op.VECTORIZE, lanes[0].dtype().vector(lanes.length), lanes);
  }

  /** Cleans up after a rule: operations on constants and with neutral elements. */
  private static final RuleSet<Object> TIDY =
      RuleSet.join(
          "tidy",
          IdentityRules.NEUTRAL,
          IdentityRules.BOOLEAN,
          ConstantRules.RULES,
          IdentityRules.CANCELLATION,
          SymbolicRules.COMMUTATIVE);

  /**
   * What one application of one rule makes of one expression.
   *
   * @param rule the name of the rule
   * @param input the expression
   * @param expected what it becomes; the expression itself where the rule must not apply
   * @param tidy whether constants are folded before the two are compared
   */
  record Row(String rule, UOp input, UOp expected, boolean tidy) {

    void check(RuleSet<Object> rules) {
      RuleSet<Object> alone = RuleSet.of("alone", named(rules));
      boolean[] applied = {false};
      RewriteObserver onceToTheRoot =
          (pass, r, before, after) -> {
            boolean first = before == input && !applied[0];
            boolean nested = !pass.equals(alone.name());
            applied[0] |= first && !nested;
            return first || nested;
          };
      UOp result = Rewriter.PLAIN.observedBy(onceToTheRoot).rewrite(input, alone);
      assertEquals(input != expected, applied[0], "whether the rule applied");
      assertEquals(ExpressionText.of(tidied(expected)), ExpressionText.of(tidied(result)));
      assertSame(tidied(expected), tidied(result));
    }

    private Rule<? super Object> named(RuleSet<Object> rules) {
      return rules.rules().stream()
          .filter(r -> r.description().equals(rule))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no rule is called " + rule));
    }

    private UOp tidied(UOp x) {
      return tidy ? Rewriter.PLAIN.rewrite(x, TIDY) : x;
    }

    @Override
    public String toString() {
      return rule + (input == expected ? ", not here: " : ": ") + ExpressionText.of(input);
    }
  }

  static Row row(String rule, UOp input, UOp expected) {
    return new Row(rule, input, expected, false);
  }

  /** A row that is about the result after constants have been folded. */
  static Row tidied(String rule, UOp input, UOp expected) {
    return new Row(rule, input, expected, true);
  }

  /** A row that says that a rule does not apply. */
  static Row unchanged(String rule, UOp input) {
    return new Row(rule, input, input, false);
  }

  static List<String> namesOf(RuleSet<Object> rules) {
    return rules.rules().stream().map(Rule::description).toList();
  }
}
