package winofuzz.fuzz.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which elements of the inputs keep the value they were drawn with; all others are zero.
 *
 * @param activation positions in the activation, row-major
 * @param weight positions in the weight, row-major
 */
public record Selection(SortedSet<Integer> activation, SortedSet<Integer> weight) {
  private static final String NONE = "none";
  private static final Pattern ELEMENT = Pattern.compile("([xw])(\\d{1,9})");

  public Selection {
    activation = new TreeSet<>(activation);
    weight = new TreeSet<>(weight);
  }

  /** Reads what {@link #toString} writes; empty if it is none. */
  public static Optional<Selection> parse(String text) {
    SortedSet<Integer> activation = new TreeSet<>();
    SortedSet<Integer> weight = new TreeSet<>();
    if (!text.equals(NONE)) {
      for (String element : text.split("\\+", -1)) {
        Matcher matcher = ELEMENT.matcher(element);
        if (!matcher.matches()) {
          return Optional.empty();
        }
        SortedSet<Integer> of = matcher.group(1).equals("x") ? activation : weight;
        of.add(Integer.valueOf(matcher.group(2)));
      }
    }
    return Optional.of(new Selection(activation, weight));
  }

  /** How many elements there are. */
  public int size() {
    return activation.size() + weight.size();
  }

  /** {@code x0+x5+w3}: elements 0 and 5 of the activation, 3 of the weight; {@code none}. */
  @Override
  public String toString() {
    List<String> elements = new ArrayList<>();
    activation.forEach(i -> elements.add("x" + i));
    weight.forEach(i -> elements.add("w" + i));
    return elements.isEmpty() ? NONE : String.join("+", elements);
  }
}
