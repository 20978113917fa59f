package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import winofuzz.fuzz.story.Story.SourceLine;

/** What is shown of a text: all of a short one, else its first lines and those around the marks. */
final class Excerpt {
  private static final int SHORT = 40;
  private static final int FIRST = 8;
  private static final int AROUND = 3;
  private static final int MOST_MARKS = 6;

  private Excerpt() {}

  /**
   * Returns lines with their numbers.
   *
   * @param marks by the numbers of lines, from 1
   */
  static List<SourceLine> of(List<String> lines, SortedMap<Integer, String> marks) {
    NavigableSet<Integer> shown = new TreeSet<>();
    int first = lines.size() <= SHORT ? lines.size() : FIRST;
    IntStream.rangeClosed(1, first).forEach(shown::add);
    marks.keySet().stream()
        .limit(MOST_MARKS)
        .flatMapToInt(
            mark ->
                IntStream.rangeClosed(
                    Math.max(1, mark - AROUND), Math.min(lines.size(), mark + AROUND)))
        .forEach(shown::add);
    List<SourceLine> result = new ArrayList<>();
    for (int number : shown) {
      result.add(new SourceLine(number, lines.get(number - 1), marks.getOrDefault(number, "")));
    }
    return result;
  }
}
