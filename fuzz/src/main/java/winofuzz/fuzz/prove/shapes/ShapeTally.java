package winofuzz.fuzz.prove.shapes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.json.Sense;

/**
 * What was counted over some shapes, which have an order.
 *
 * @param shapes how many
 * @param proven of which all paths are proven
 * @param notProven of which some path is neither proven nor refuted, and none refuted
 * @param refuted of which some path is refuted
 * @param degrees of the polynomials that were compared, added up over shapes and paths
 * @param paths what was counted of each
 * @param refutations each way in which a path fails, with the first shape on which it does
 * @param grids each way in which the launches of another path compare with those of the first
 * @param constants what constants of texts were taken for, in order of the text
 */
public record ShapeTally(
    long shapes,
    long proven,
    long notProven,
    long refuted,
    long degrees,
    List<OfPath> paths,
    List<Refutation> refutations,
    List<Grids> grids,
    List<String> constants) {
  public ShapeTally {
    paths = List.copyOf(paths);
    refutations = List.copyOf(refutations);
    grids = List.copyOf(grids);
    constants = List.copyOf(constants);
  }

  /**
   * The shapes of a path.
   *
   * @param notProven how many for each reason
   */
  public record OfPath(
      LoweringPath path, long proven, long refuted, SortedMap<String, Long> notProven) {
    public OfPath {
      notProven = Collections.unmodifiableSortedMap(new TreeMap<>(notProven));
    }
  }

  /**
   * A way in which a path fails.
   *
   * @param count of the shapes
   * @param smallest the first of them
   * @param detail what is wrong with that
   */
  public record Refutation(
      LoweringPath path, String symptom, long count, ConvCase smallest, String detail) {}

  /**
   * A class of grids, as of {@link winofuzz.fuzz.grid.GridClass}.
   *
   * @param path that is compared with the first
   * @param gridClass the label of the class
   * @param count of the shapes
   * @param smallest the first of them
   */
  public record Grids(
      LoweringPath path, @JsonProperty("class") String gridClass, long count, ConvCase smallest) {}

  /** Whether something does not hold. */
  public boolean isRefuted() {
    return refuted > 0;
  }

  /**
   * Returns this, whose counts make sense.
   *
   * @throws BadInputException if they do not
   */
  ShapeTally checked() {
    Sense.requireAtLeast("shapes", 0, shapes);
    Sense.requireAtLeast("degrees", 0, degrees);
    for (long part : List.of(proven, notProven, refuted)) {
      Sense.requireBetween("counts", 0, shapes, part);
    }
    if (proven + notProven + refuted != shapes) {
      throw new BadInputException(
          "shapes: expected %d, the sum of proven, notProven and refuted, found %d"
              .formatted(proven + notProven + refuted, shapes));
    }
    if (refuted > 0 && refutations.isEmpty()) {
      throw new BadInputException(
          "refutations: expected some of " + refuted + " shapes, found none");
    }
    return this;
  }
}
