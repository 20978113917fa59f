package winofuzz.fuzz.equal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import winofuzz.interpret.Semantics;

/** A report for people: the answer, what each semantics says, and the first difference. */
public final class EqualityText {
  private final EqualityReport report;
  private final List<String> lines = new ArrayList<>();

  private EqualityText(EqualityReport report) {
    this.report = report;
  }

  /** Returns the lines of a report. */
  public static List<String> of(EqualityReport report) {
    EqualityText text = new EqualityText(report);
    text.lines.add(text.answer());
    for (Semantics semantics : GraphEquality.SEMANTICS) {
      Agreement agreement = report.agreements().get(semantics);
      if (agreement != null) {
        text.lines.add("  %-6s %s".formatted(semantics.label(), text.words(semantics, agreement)));
      }
    }
    report.shown().ifPresent(text::difference);
    return List.copyOf(text.lines);
  }

  private String answer() {
    if (!report.isEqual()) {
      return report.agreements().entrySet().stream()
              .filter(entry -> entry.getValue() instanceof Agreement.Different)
              .allMatch(entry -> entry.getKey() == Semantics.IEEE)
          ? "not equal in floats"
          : "not equal";
    }
    return switch (report.deciding()) {
      case Agreement.ForAllInputs _ -> "equal for all inputs, in real numbers";
      case Agreement.OnDraws _ -> "no difference found; not proven";
      case Agreement.Different _, Agreement.Unknown _ ->
          throw new AssertionError("equal, and yet " + report.deciding());
    };
  }

  private String words(Semantics semantics, Agreement agreement) {
    return switch (agreement) {
      case Agreement.ForAllInputs proven ->
          String.format(
              Locale.ROOT,
              "equal at the point of seed %d: degree %d, wrong with a probability of at most %.1e",
              report.seed(),
              proven.degree(),
              proven.errorProbability());
      case Agreement.OnDraws(Agreement.Draws draws) ->
          (semantics == Semantics.IEEE ? "the same bits on " : "equal on ")
              + counted(semantics, draws);
      case Agreement.Different different when semantics == Semantics.FIELD ->
          "differ at %s, where equal functions do not".formatted(different.first().draw());
      case Agreement.Different different ->
          "differ on %d of %s"
              .formatted(different.differing(), counted(semantics, different.draws()));
      case Agreement.Unknown(String reason) -> "cannot tell: " + reason;
    };
  }

  private static String counted(Semantics semantics, Agreement.Draws draws) {
    int others = draws.all() - draws.compared();
    String counted = draws.compared() + (semantics == Semantics.EXACT ? " finite draws" : " draws");
    return others == 0
        ? counted
        : "%s; on %d more one has no value: %s".formatted(counted, others, draws.reason());
  }

  private void difference(Semantics semantics) {
    if (!(report.agreements().get(semantics) instanceof Agreement.Different different)) {
      throw new AssertionError("no difference in " + semantics);
    }
    DifferingElement first = different.first();
    String at = first.at().isEmpty() ? "" : " = " + first.at();
    lines.add(
        "on %s in %s %d of %d elements differ, the first at %d%s%s"
            .formatted(
                first.draw(),
                semantics.label(),
                first.differing(),
                first.of(),
                first.element(),
                at,
                apart(first)));
    sides(report.a().name(), first.a(), report.b().name(), first.b());
    if (!first.inputs().isEmpty()) {
      lines.add("  inputs " + inputs(first.inputs()));
    }
    first.nodes().ifPresent(this::nodes);
  }

  private static String apart(DifferingElement first) {
    Long ulps = first.ulps();
    return ulps == null || ulps == 0 || ulps == Long.MAX_VALUE
        ? ""
        : ulps == 1 ? ", by 1 ulp" : ", by " + ulps + " ulp";
  }

  private static String inputs(Map<String, List<String>> inputs) {
    return inputs.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + String.join(" ", entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void nodes(NodePair nodes) {
    lines.add("they begin to differ at");
    sides(
        report.a().name() + ", " + report.a().place(nodes.first()),
        nodes.a(),
        report.b().name() + ", " + report.b().place(nodes.second()),
        nodes.b());
  }

  private void sides(String a, ElementValue first, String b, ElementValue second) {
    int width = Math.max(a.length(), b.length());
    int digits = Math.max(first.decimal().length(), second.decimal().length());
    String form = "  %-" + width + "s  %-" + digits + "s  %s";
    lines.add(form.formatted(a, first.decimal(), first.bits()));
    lines.add(form.formatted(b, second.decimal(), second.bits()));
  }
}
