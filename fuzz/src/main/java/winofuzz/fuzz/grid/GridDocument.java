package winofuzz.fuzz.grid;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Launches side by side in the results of commands; an empty object where there are none. */
public record GridDocument(
    @JsonProperty("class") @Nullable GridClass gridClass,
    @Nullable List<LaunchShape> left,
    @Nullable List<LaunchShape> right) {

  /** The document of no comparison. */
  public static final GridDocument NONE = new GridDocument(null, null, null);

  /** Returns the document of a comparison. */
  public static GridDocument of(GridComparison comparison) {
    return new GridDocument(comparison.gridClass(), comparison.left(), comparison.right());
  }
}
