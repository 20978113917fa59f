package winofuzz.fuzz.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.shrink.SmallerCases;

/**
 * The smallest shape of each grid class, by going through all shapes: two spatial axes, 3x3
 * windows, the same padding of up to {@link SmallerCases#MOST_PADDING} on all sides, any batch,
 * channels and groups. A shape counts if both paths lower it by Winograd's algorithm, as far as
 * they tell.
 *
 * @param left the path that the other is compared with
 * @param right the other path
 * @param most elements of input, weight and output together up to which shapes were tried
 * @param shapes that count
 * @param classes what was found of each class that there is
 */
public record SmallestShapes(
    LoweringPath left,
    LoweringPath right,
    long most,
    long shapes,
    SortedMap<GridClass, Found> classes) {
  private static final ConvCase LIKE =
      new ConvCase(Convolution.of(1, 1, 3, 3, 1, 1, 1), Inputs.DEFAULT);

  /** Shapes that are lowered side by side before the next ones are made. */
  private static final int AT_ONCE = 256;

  public SmallestShapes {
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  /**
   * The shapes of a class.
   *
   * @param count how many there are
   * @param smallest the first of them
   * @param comparison its launches
   */
  public record Found(long count, ConvCase smallest, GridComparison comparison) {}

  /** Is told how a search goes. */
  public interface Listener {
    /** Tells of the elements of the shapes that are tried next. */
    void trying(long elements);

    /** Tells of the first shape of a class. */
    void found(Found smallest);
  }

  private record Tried(ConvCase subject, Optional<GridComparison> comparison) {}

  /**
   * Searches.
   *
   * @param defects historical bugs to switch on in both
   * @param most elements of the largest shapes
   */
  public static SmallestShapes search(
      GridSurvey survey,
      LoweringPath left,
      LoweringPath right,
      Set<Defect> defects,
      long most,
      Listener listener) {
    Map<GridClass, Found> classes = new EnumMap<>(GridClass.class);
    long shapes = 0;
    Iterator<ConvCase> cases =
        SmallerCases.upTo(most, LIKE)
            .filter(c -> c.convolution().isWinograd() && isPaddedEvenly(c.convolution()))
            .iterator();
    while (cases.hasNext()) {
      List<ConvCase> batch = new ArrayList<>();
      while (cases.hasNext() && batch.size() < AT_ONCE) {
        batch.add(cases.next());
      }
      listener.trying(batch.getFirst().elements());
      List<Tried> tried =
          batch.parallelStream()
              .map(c -> new Tried(c, compare(survey, c, left, right, defects)))
              .toList();
      for (Tried one : tried) {
        if (one.comparison.isPresent()) {
          shapes++;
          Found found = new Found(1, one.subject, one.comparison.orElseThrow());
          GridClass gridClass = found.comparison.gridClass();
          if (!classes.containsKey(gridClass)) {
            listener.found(found);
          }
          classes.merge(
              gridClass,
              found,
              (first, next) -> new Found(first.count + 1, first.smallest, first.comparison));
        }
      }
    }
    return new SmallestShapes(left, right, most, shapes, new TreeMap<>(classes));
  }

  private static boolean isPaddedEvenly(Convolution c) {
    int padding = c.spatial().getFirst().padBefore();
    return c.spatial().stream().allMatch(a -> a.padBefore() == padding && a.padAfter() == padding);
  }

  private static Optional<GridComparison> compare(
      GridSurvey survey, ConvCase c, LoweringPath left, LoweringPath right, Set<Defect> defects) {
    try {
      LoweredCase first = lower(survey, c, left, defects);
      LoweredCase second = lower(survey, c, right, defects);
      return first.isWinograd().orElse(true) && second.isWinograd().orElse(true)
          ? Optional.of(new GridComparison(first.launches(), second.launches()))
          : Optional.empty();
    } catch (LoweringException | UnsupportedCaseException e) {
      return Optional.empty();
    }
  }

  private static LoweredCase lower(
      GridSurvey survey, ConvCase c, LoweringPath path, Set<Defect> defects) {
    CompilerUnderTest compiler = survey.compiler();
    return compiler.lower(c.convolution(), path, defects, survey.target());
  }
}
