package winofuzz.fuzz.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.grid.GridClass;

/**
 * What the laboratory found, as a document.
 *
 * @param device what the times are of; null if there are none
 */
public record LabDocument(@Nullable String device, List<Row> rows, List<Claim> claims) {
  /** What a file of it begins with: the version of its form. */
  public static final int FORMAT = 1;

  /** An experiment at one size. */
  public record Row(
      String experiment,
      int size,
      String grid,
      String launch,
      @JsonProperty("class") GridClass gridClass,
      boolean scheduledAsOld,
      List<Observed.Violated> violations,
      String writesOfProducts,
      String readsOfProducts,
      @Nullable Long moved,
      @Nullable Ratio time) {}

  /** Returns the document of what was observed. */
  public static LabDocument of(List<Observed> observed, @Nullable String device) {
    return new LabDocument(
        device, observed.stream().map(LabDocument::row).toList(), Claims.judge(observed));
  }

  private static Row row(Observed o) {
    return new Row(
        o.experiment().label(),
        o.size(),
        o.grid(),
        o.launch(),
        o.gridClass(),
        o.isScheduledAsOld(),
        o.violations(),
        o.writesOfProducts(),
        o.readsOfProducts(),
        o.moved().isPresent() ? o.moved().getAsLong() : null,
        o.time());
  }
}
