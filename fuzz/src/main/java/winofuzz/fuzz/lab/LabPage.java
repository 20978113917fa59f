package winofuzz.fuzz.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.bench.SpeedVerdict;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.lab.Claim.Ruling;

/** The page of the laboratory, in Markdown. */
public final class LabPage {
  private static final int LARGEST = Laboratory.SIZES.getLast();

  private final StringBuilder page = new StringBuilder();
  private final LabDocument document;

  private LabPage(LabDocument document) {
    this.document = document;
  }

  /**
   * Returns the page.
   *
   * @param pictures the file of a picture by size; sizes without one are left out
   */
  public static String write(LabDocument document, Function<Integer, @Nullable String> pictures) {
    LabPage lab = new LabPage(document);
    lab.head();
    lab.published();
    lab.launches();
    lab.assertions();
    lab.memory();
    lab.times();
    lab.pictures(pictures);
    lab.claims();
    return lab.page.toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void row(List<String> cells) {
    line(cells.stream().map(LabPage::cell).collect(Collectors.joining(" | ", "| ", " |")));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private void heading(List<String> cells) {
    row(cells);
    line("|" + "---|".repeat(cells.size()));
  }

  private void head() {
    line("# The grid laboratory");
    line("");
    line(
        "Two documents, \""
            + Claim.Document.RESULTS.title()
            + "\" and \""
            + Claim.Document.ATTEMPTS.title()
            + "\", ask why two lowerings of one Winograd convolution are launched otherwise, and"
            + " whether it matters. Here is each of their experiments at each of their sizes: 16"
            + " channels in and out, padding 1. `docs/grids.md` explains the cause.");
    line("");
    line("Written by `bin/fuzz lab`. " + rulings());
    line("");
  }

  private String rulings() {
    return Arrays.stream(Ruling.values())
        .map(r -> document.claims().stream().filter(c -> c.ruling() == r).count() + " " + r.label())
        .collect(Collectors.joining(", ", "Of " + document.claims().size() + " claims: ", "."));
  }

  private LabDocument.Row at(String experiment, int size) {
    return document.rows().stream()
        .filter(row -> row.experiment().equals(experiment) && row.size() == size)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row: " + experiment + " at " + size));
  }

  private void published() {
    line("## The published table");
    line("");
    heading(List.of("size", "OLD, published", "here", "NEW, published", "here", "launches"));
    for (PublishedTable.Row row : PublishedTable.ROWS) {
      LabDocument.Row old = at(Experiment.OLD_PUBLISHED.label(), row.size());
      LabDocument.Row hybrid = at(Experiment.HYBRID_PUBLISHED.label(), row.size());
      row(
          List.of(
              String.valueOf(row.size()),
              row.old(),
              old.grid(),
              row.hybrid(),
              hybrid.grid(),
              hybrid.gridClass().label()));
    }
    line("");
    line(
        "What it calls NEW is HYBRID with its two bugs. `other-axes`: equal numbers, of other axes.");
    line("");
  }

  private void launches() {
    line("## The experiments: grids");
    line("");
    line(
        "The grid in the name of the kernel that sums the products, and how the launches of both"
            + " kernels compare with old's; \"old's\" where names, launches, axes, buffers and options"
            + " are all the same.");
    line("");
    sizes(
        "experiment",
        row ->
            row.grid()
                + ", "
                + (row.scheduledAsOld() && row.gridClass() == GridClass.SAME
                    ? "old's"
                    : row.gridClass().label()));
    line("");
    for (Experiment experiment : Experiment.values()) {
      line("- `" + experiment.label() + "`: " + experiment.description() + ".");
    }
    line("");
  }

  /** A table with a row for each experiment and a column for each size. */
  private void sizes(String first, Function<LabDocument.Row, String> cell) {
    heading(
        Stream.concat(Stream.of(first), Laboratory.SIZES.stream().map(String::valueOf)).toList());
    for (Experiment experiment : Experiment.values()) {
      row(
          Stream.concat(
                  Stream.of(experiment.label()),
                  Laboratory.SIZES.stream().map(size -> cell.apply(at(experiment.label(), size))))
              .toList());
    }
  }

  private void assertions() {
    line("## The experiments: results");
    line("");
    line("Whether every assertion holds; else those that do not.");
    line("");
    sizes(
        "experiment",
        row ->
            row.violations().isEmpty()
                ? "holds"
                : row.violations().stream()
                    .map(Observed.Violated::assertion)
                    .distinct()
                    .collect(Collectors.joining(", ")));
    line("");
  }

  private void memory() {
    line("## The experiments: memory at " + LARGEST);
    line("");
    line(
        "How the products are written by the first kernel and read by the second: bytes of a lane,"
            + " sectors of 32 bytes that a simdgroup touches at once; and what all accesses of both"
            + " kernels move in such sectors.");
    line("");
    heading(List.of("experiment", "products written", "products read", "moved"));
    for (Experiment experiment : Experiment.values()) {
      LabDocument.Row row = at(experiment.label(), LARGEST);
      row(
          List.of(
              experiment.label(),
              row.writesOfProducts(),
              row.readsOfProducts(),
              String.format(Locale.ROOT, "%.1f MiB", moved(row) / (1 << 20))));
    }
    line("");
    line("What is moved, over what old's kernels move, at each size:");
    line("");
    sizes("experiment", row -> String.format(Locale.ROOT, "%.2f", moved(row) / movedByOld(row)));
    line("");
  }

  private double movedByOld(LabDocument.Row row) {
    return moved(at(Experiment.OLD.label(), row.size()));
  }

  private static double moved(LabDocument.Row row) {
    return row.moved() == null ? 0 : row.moved();
  }

  private void times() {
    line("## The experiments: times");
    line("");
    if (document.device() == null) {
      line("Not measured.");
      line("");
      return;
    }
    line(
        "On %s, over what old takes, with an interval of 95 %%; %.0f %% more is allowed."
            .formatted(document.device(), 100 * Claims.THRESHOLD));
    line("");
    sizes("experiment", row -> row.time() == null ? "" : time(row.time()));
    line("");
  }

  private static String time(Ratio ratio) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f) %s",
        ratio.value(),
        ratio.low(),
        ratio.high(),
        SpeedVerdict.of(ratio, Claims.THRESHOLD).label());
  }

  private void pictures(Function<Integer, @Nullable String> pictures) {
    for (int size : Laboratory.SIZES) {
      String file = pictures.apply(size);
      if (file != null) {
        line("![What the first simdgroup touches at " + size + "](" + file + ")");
        line("");
      }
    }
  }

  private void claims() {
    for (Claim.Document of : Claim.Document.values()) {
      line("## \"" + of.title() + "\"");
      line("");
      heading(List.of("claim", "", "evidence"));
      for (Claim claim : document.claims()) {
        if (claim.document() == of) {
          row(List.of(claim.statement(), claim.ruling().label(), claim.evidence()));
        }
      }
      line("");
    }
    page.setLength(page.length() - 1);
  }
}
