package winofuzz.fuzz.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.shrink.SmallerCases;

/** The smallest shape of each grid class, as text. */
public final class SmallestReport {
  private SmallestReport() {}

  /** Returns a sentence and a line for each class, in Markdown or for a terminal. */
  public static String text(SmallestShapes shapes, boolean markdown) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s against %s, all %,d shapes of up to %,d elements with 3x3 windows and even padding"
                + " up to %d:%n%n",
            shapes.right(),
            shapes.left(),
            shapes.shapes(),
            shapes.most(),
            SmallerCases.MOST_PADDING));
    if (markdown) {
      text.append(
          "| grid | shapes | smallest | elements | %s | %s |%n"
              .formatted(shapes.left(), shapes.right()));
      text.append("|---|---:|---|---:|---|---|%n".formatted());
    }
    for (GridClass gridClass : GridClass.values()) {
      SmallestShapes.Found found = shapes.classes().get(gridClass);
      String form =
          markdown ? "| %s | %,d | %s | %s | %s | %s |%n" : "  %-10s  %,7d  %s  %s  %s  %s%n";
      text.append(
          found == null
              ? String.format(Locale.ROOT, form, gridClass.label(), 0, "none", "", "", "")
              : String.format(
                  Locale.ROOT,
                  form,
                  gridClass.label(),
                  found.count(),
                  found.smallest(),
                  found.smallest().elements(),
                  launches(found.comparison().left()),
                  launches(found.comparison().right())));
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String launches(List<LaunchShape> launches) {
    return launches.stream().map(LaunchShape::withAxes).collect(Collectors.joining("; "));
  }
}
