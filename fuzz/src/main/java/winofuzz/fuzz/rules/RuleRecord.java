package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.fuzz.rules.EquationVerdict.Different;
import winofuzz.fuzz.rules.EquationVerdict.Equal;
import winofuzz.fuzz.rules.EquationVerdict.Unknowable;
import winofuzz.fuzz.rules.RuleVerdict.Claim;

/** What has been found of one rule. Threads may add to it together. */
final class RuleRecord {
  private final Rule<?> rule;
  private final Map<Method, Long> judged = new EnumMap<>(Method.class);
  private final Map<OperandKind, Instances> instances = new EnumMap<>(OperandKind.class);
  private long applications;
  private boolean needsUsedIndices;
  private @Nullable Refutation refutation;

  RuleRecord(Rule<?> rule) {
    this.rule = rule;
  }

  /** How many drawn instances there were, and of how many the equality holds for all values. */
  private record Instances(int count, int ofAllValues) {
    static final Instances NONE = new Instances(0, 0);

    Instances with(boolean ofAll) {
      return new Instances(count + 1, ofAllValues + (ofAll ? 1 : 0));
    }

    boolean areProven() {
      return count > 0 && count == ofAllValues;
    }
  }

  /**
   * A wrong application and the values that show it.
   *
   * @param application as text, for its nodes may be of an arena that is gone
   * @param nodes of both sides
   */
  private record Refutation(String application, int nodes, Different different) {
    boolean isSmallerThan(@Nullable Refutation other) {
      if (other == null || nodes != other.nodes) {
        return other == null || nodes < other.nodes;
      }
      int size = Double.compare(different.size(), other.different.size());
      return size != 0 ? size < 0 : application.compareTo(other.application) < 0;
    }
  }

  Rule<?> rule() {
    return rule;
  }

  /** Counts an application in a compilation. */
  synchronized void count() {
    applications++;
  }

  /**
   * Takes what was found of an application in a compilation.
   *
   * @param isRightInPass whether the programs before and after its pass are right
   */
  synchronized void add(Application application, EquationVerdict judgement, boolean isRightInPass) {
    switch (judgement) {
      case Equal equal -> add(equal);
      case Different different -> refute(application, different);
      case Unknowable _ -> {
        if (isRightInPass) {
          judged.merge(Method.PASS, 1L, Long::sum);
        }
      }
    }
  }

  /** Takes what was found of a drawn instance. */
  synchronized void add(OperandKind kind, Application instance, EquationVerdict judgement) {
    Instances old = instances.getOrDefault(kind, Instances.NONE);
    switch (judgement) {
      case Equal equal -> {
        add(equal);
        instances.put(kind, old.with(equal.how().isOfAllValues()));
      }
      case Different different -> refute(instance, different);
      // A form of which nothing is known is not proven.
      case Unknowable _ -> instances.put(kind, old.with(false));
    }
  }

  private void add(Equal equal) {
    needsUsedIndices |= equal.ofUsedIndices();
    judged.merge(equal.how(), 1L, Long::sum);
  }

  private void refute(Application application, Different different) {
    Refutation found = new Refutation(application.text(), application.size(), different);
    if (found.isSmallerThan(refutation)) {
      refutation = found;
    }
  }

  /** Whether a wrong application was found. */
  synchronized boolean isRefuted() {
    return refutation != null;
  }

  /** Returns what that comes to. */
  synchronized RuleVerdict verdict() {
    Map<String, Long> byMethod = new LinkedHashMap<>();
    judged.forEach((method, count) -> byMethod.put(method.label(), count));
    Refutation wrong = refutation;
    String proof = proof();
    Claim claim =
        wrong != null
            ? Claim.REFUTED
            : !proof.isEmpty()
                ? Claim.PROVEN
                : !judged.isEmpty()
                    ? Claim.VALIDATED
                    : ContextualRules.marks(rule) ? Claim.MARKS : Claim.UNREACHED;
    return new RuleVerdict(
        rule.id(),
        rule.description(),
        claim,
        how(claim, proof),
        applications,
        byMethod,
        wrong == null ? null : counterexample(wrong));
  }

  private static RuleVerdict.Counterexample counterexample(Refutation wrong) {
    Different different = wrong.different;
    return new RuleVerdict.Counterexample(
        wrong.application,
        different.equation(),
        different.values(),
        different.before(),
        different.after());
  }

  private String how(Claim claim, String proof) {
    return switch (claim) {
      case PROVEN -> proof + methods() + scope();
      case VALIDATED -> "on %d different applications".formatted(total()) + methods() + scope();
      case REFUTED -> "a wrong application was found";
      case MARKS -> "changes no node";
      case UNREACHED -> "no application that could be judged";
    };
  }

  private long total() {
    return judged.values().stream().mapToLong(count -> count).sum();
  }

  private String methods() {
    List<String> parts = new ArrayList<>();
    judged.forEach(
        (method, count) -> parts.add(String.format(Locale.ROOT, "%s %d", method.label(), count)));
    return ": " + String.join(", ", parts);
  }

  private String scope() {
    return needsUsedIndices ? "; dividends not negative" : "";
  }

  /** Returns for which operands the rule is proven; empty if it is not. */
  private String proof() {
    Instances any = instances.getOrDefault(OperandKind.ANY, Instances.NONE);
    if (any.areProven()) {
      return "for all operands, %s".formatted(constants(any.count));
    }
    Instances up = instances.getOrDefault(OperandKind.NOT_NEGATIVE, Instances.NONE);
    Instances down = instances.getOrDefault(OperandKind.NOT_POSITIVE, Instances.NONE);
    if (any.count == 0 && up.count + down.count > 0) {
      boolean areProven =
          (up.count == 0 || up.areProven()) && (down.count == 0 || down.areProven());
      String sign =
          down.count == 0 ? "not negative" : up.count == 0 ? "not positive" : "of one sign";
      return areProven
          ? "for all operands that are %s, %s".formatted(sign, constants(up.count + down.count))
          : "";
    }
    Instances bounded = instances.getOrDefault(OperandKind.BOUNDED, Instances.NONE);
    Instances drawn = instances.getOrDefault(OperandKind.EXPRESSION, Instances.NONE);
    boolean areProven =
        (bounded.count == 0 || bounded.areProven()) && (drawn.count == 0 || drawn.areProven());
    return any.count == 0 && bounded.count + drawn.count > 0 && areProven
        ? "for all values in %d drawn expressions".formatted(bounded.count + drawn.count)
        : "";
  }

  private static String constants(int forms) {
    return forms == 1 ? "in one form" : "in %d drawn forms".formatted(forms);
  }
}
