package winofuzz.fuzz.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;

/** What a gate came to, as text. */
public final class GateReport {
  /** Why a gate that drew nothing cannot tell. */
  static final String NOTHING_DRAWN = "no case was drawn: expected a larger --budget or --cases";

  private GateReport() {}

  /** Returns the text for a terminal. */
  public static String text(GateResult result) {
    StringBuilder text = new StringBuilder();
    text.append(summary(result)).append(System.lineSeparator());
    for (GateFinding f : result.findings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-8s  %s  %s%n  %s%n  %-10s %s%n             %d elements%s%n  reproduce  %s%n",
              f.status().label(),
              f.id(),
              f.signature(),
              f.detail(),
              smallest(f),
              f.minimal(),
              f.minimal().elements(),
              f.isProvenMinimal()
                  ? ", proven minimal"
                  : f.gaveUpOn().map(c -> ", not proven: gave up on " + c).orElse(""),
              f.reproduce()));
    }
    result
        .undecided()
        .forEach(r -> text.append(String.format("given up  %s%n", CampaignReport.overtime(r))));
    if (result.drewNothing()) {
      text.append(String.format("missing   %s%n", NOTHING_DRAWN));
    }
    if (!result.findings().isEmpty()) {
      text.append(System.lineSeparator());
    }
    return text.append(verdict(result)).append(System.lineSeparator()).toString();
  }

  /** Returns what the smallest known case of a finding is; that of a known one was minimal. */
  static String smallest(GateFinding f) {
    return f.finding()
        .filter(seen -> f.status().fails())
        .map(CampaignReport::smallest)
        .orElse("minimal");
  }

  /** Returns one line on what was done. */
  static String summary(GateResult result) {
    return String.format(
        Locale.ROOT,
        "%s replayed in %.1f s, then %s drawn in %.1f s, seed %d%s",
        number(result.replayed().size(), "kept case"),
        result.replaying().toMillis() / 1000.0,
        number(result.campaign().statistics().cases(), "case"),
        result.campaign().statistics().elapsed().toMillis() / 1000.0,
        result.campaign().seed(),
        result.interrupted() ? ", interrupted" : "");
  }

  /** Returns one line on what came of it. */
  static String verdict(GateResult result) {
    List<String> counts =
        Arrays.stream(Status.values())
            .filter(s -> result.count(s) > 0)
            .map(s -> result.count(s) + " " + s.label())
            .toList();
    return "The gate %s%s: %s."
        .formatted(
            result.holds() && result.interrupted() ? "was " : "",
            word(result),
            counts.isEmpty() ? "no finding" : String.join(", ", counts));
  }

  /** Returns the verdict in a word; an interrupted gate can fail, but not hold. */
  static String word(GateResult result) {
    if (!result.holds()) {
      return "fails";
    }
    if (result.interrupted()) {
      return "interrupted";
    }
    return result.cannotTell() ? "cannot tell" : "holds";
  }

  static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
