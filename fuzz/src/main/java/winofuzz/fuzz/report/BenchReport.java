package winofuzz.fuzz.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.bench.Peak;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.bench.SpeedVerdict;

/** What {@code bench} measured, as text. Times are medians. */
public final class BenchReport {
  private BenchReport() {}

  /** Returns a paragraph for a case: a line for each lowering and each of its kernels. */
  public static String text(
      BenchDocument.Case c, String reference, double threshold, @Nullable Peak peak) {
    StringBuilder text = new StringBuilder().append(c.subject()).append('\n');
    for (BenchDocument.Lowering lowering : c.paths()) {
      text.append("  ").append(line(lowering, reference, threshold, peak).stripTrailing());
      text.append('\n');
      for (BenchDocument.Kernel kernel : lowering.kernels()) {
        text.append(
            String.format(
                Locale.ROOT,
                "    %-34s %10.2f us  %s%n",
                kernel.name(),
                kernel.median(),
                rate(kernel.gigabytes(), "GB/s", peak == null ? 0 : peak.gigabytes())));
      }
    }
    return text.toString();
  }

  private static String line(
      BenchDocument.Lowering lowering, String reference, double threshold, @Nullable Peak peak) {
    if (lowering.error() != null) {
      return String.format(Locale.ROOT, "%-8s %s", lowering.path().label(), lowering.error());
    }
    double median = lowering.median() == null ? 0 : lowering.median();
    double gigaflops = lowering.gigaflops() == null ? 0 : lowering.gigaflops();
    return String.format(
        Locale.ROOT,
        "%-8s %38.2f us  %s  %s",
        lowering.path().label(),
        median,
        rate(gigaflops, "GFLOP/s", peak == null ? 0 : peak.gigaflops()),
        comparison(lowering, reference, threshold));
  }

  /** Returns a rate, and its share of the peak unless that is 0. */
  private static String rate(double value, String unit, double peak) {
    String share =
        peak == 0 ? "" : String.format(Locale.ROOT, " %3.0f %% of peak", 100 * value / peak);
    return String.format(Locale.ROOT, "%8.2f %s%s", value, unit, share);
  }

  private static String comparison(
      BenchDocument.Lowering lowering, String reference, double threshold) {
    Ratio ratio = lowering.ratio();
    if (ratio == null) {
      return "";
    }
    SpeedVerdict verdict = lowering.verdict();
    return times(ratio, reference) + (verdict == null ? "" : ", " + said(verdict, threshold));
  }

  private static String times(Ratio ratio, String of) {
    return String.format(
        Locale.ROOT, "%.3f of %s (%.3f to %.3f)", ratio.value(), of, ratio.low(), ratio.high());
  }

  private static String said(SpeedVerdict verdict, double threshold) {
    return switch (verdict) {
      case WITHIN -> "within " + percent(threshold);
      case SLOWER -> "slower by more than " + percent(threshold);
      case UNDECIDED -> "undecided at " + percent(threshold);
    };
  }

  /** Returns what is said of all cases together. */
  public static String summary(BenchDocument document) {
    StringBuilder text = new StringBuilder();
    List<BenchDocument.Change> changes = document.against();
    if (changes != null) {
      for (BenchDocument.Change change : changes) {
        text.append(
            String.format(
                Locale.ROOT,
                "%s  %s: %s, %s%n",
                change.subject(),
                change.path().label(),
                times(change.ratio(), "before"),
                said(change.verdict(), document.threshold())));
      }
    }
    text.append(machine(document)).append(verdicts(document));
    int left = document.left().size();
    if (left > 0) {
      text.append(left == 1 ? "1 case is" : left + " cases are");
      text.append(" left, the budget is spent\n");
    }
    return text.toString();
  }

  private static String machine(BenchDocument document) {
    String name =
        document.device() + (document.hardware().isEmpty() ? "" : ", " + document.hardware());
    Peak peak = document.peak();
    return peak == null
        ? String.format(Locale.ROOT, "%s%n", name)
        : String.format(
            Locale.ROOT,
            "%s: at best %.1f GFLOP/s of products and sums, %.1f GB/s copied%n",
            name,
            peak.gigaflops(),
            peak.gigabytes());
  }

  private static String verdicts(BenchDocument document) {
    List<SpeedVerdict> verdicts =
        document.cases().stream()
            .flatMap(c -> c.paths().stream())
            .flatMap(lowering -> Stream.ofNullable(lowering.verdict()))
            .toList();
    return String.format(
        Locale.ROOT,
        "%s of %s: %d within, %d slower, %d undecided%n",
        percent(document.threshold()),
        document.reference().label(),
        verdicts.stream().filter(SpeedVerdict.WITHIN::equals).count(),
        verdicts.stream().filter(SpeedVerdict.SLOWER::equals).count(),
        verdicts.stream().filter(SpeedVerdict.UNDECIDED::equals).count());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
