package winofuzz.fuzz.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;

/** What files and the command line call things; what is none is a {@link BadInputException}. */
public final class Names {
  private Names() {}

  /** Reads the name of a path of any compiler. */
  public static LoweringPath path(String text) {
    try {
      return new LoweringPath(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads the name of one of some paths. */
  public static LoweringPath path(String text, List<LoweringPath> offered) {
    return of(offered.toArray(LoweringPath[]::new), LoweringPath::label, text);
  }

  public static Target target(String text) {
    return of(Target.values(), Target::label, text);
  }

  public static InputDomain domain(String text) {
    return of(InputDomain.values(), InputDomain::label, text);
  }

  /** Reads {@code none}, {@code published}, or the names of defects. */
  public static Set<Defect> defects(Collection<String> words) {
    EnumSet<Defect> result = EnumSet.noneOf(Defect.class);
    for (String word : words) {
      if (word.equals("published")) {
        result.addAll(Defect.published());
      } else if (!word.equals("none")) {
        try {
          result.add(of(Defect.values(), Defect::label, word));
        } catch (BadInputException e) {
          String names = list(Arrays.stream(Defect.values()).map(Defect::label).toList());
          throw new BadInputException(
              "--defects: expected none, published, " + names + ", found '" + word + "'", e);
        }
      }
    }
    return result;
  }

  /** The value with a label. */
  public static <T> T of(T[] values, Function<T, String> label, String text) {
    for (T value : values) {
      if (label.apply(value).equals(text)) {
        return value;
      }
    }
    String names = list(Arrays.stream(values).map(label).toList());
    throw new BadInputException("expected " + names + ", found '" + text + "'");
  }

  private static String list(List<String> names) {
    return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", "))
        + " or "
        + names.getLast();
  }
}
