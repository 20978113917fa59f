package winofuzz.fuzz.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Selection;
import winofuzz.ir.DType;
import winofuzz.ir.DType.Kind;

/**
 * Reads the names that files and the command line give things. An unknown name is a {@link
 * BadInputException} that lists the known ones.
 */
public final class KnownNames {
  private static final List<DType> ELEMENT_TYPES =
      Arrays.stream(Kind.values())
          .filter(k -> k != Kind.VOID && k != Kind.INDEX && k != Kind.FLOAT64)
          .map(DType::scalar)
          .toList();

  private static final String NONE = "none";

  /** What {@link #defects} reads. */
  private static final List<String> DEFECT_WORDS =
      Stream.concat(Stream.of(NONE, "published"), Arrays.stream(Defect.values()).map(Defect::label))
          .toList();

  private KnownNames() {}

  /** Returns the words that name defects, alone or together. */
  public static List<String> defectWords() {
    return DEFECT_WORDS;
  }

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

  /** Reads a domain, in upper or lower case. */
  public static InputDomain domain(String text) {
    return of(InputDomain.values(), InputDomain::label, text.toLowerCase(Locale.ROOT));
  }

  /** Reads a type that a convolution may have. */
  public static DType dtype(String text) {
    return of(CaseDraft.DTYPES.toArray(DType[]::new), DType::toString, text);
  }

  /** Reads a type that elements in memory may have. */
  public static DType elementType(String text) {
    return of(ELEMENT_TYPES.toArray(DType[]::new), DType::toString, text);
  }

  /** Reads elements such as {@code x0+w3}, or {@code none}. */
  public static Selection selection(String text) {
    return Selection.parse(text)
        .orElseThrow(
            () ->
                new BadInputException(
                    "expected elements such as x0+w3, or none, found '" + text + "'"));
  }

  /** Reads {@code none}, {@code published}, or the names of defects. */
  public static Set<Defect> defects(Collection<String> words) {
    if (words.contains(NONE) && words.size() > 1) {
      throw new BadInputException("expected none alone, found " + String.join(",", words));
    }
    EnumSet<Defect> result = EnumSet.noneOf(Defect.class);
    for (String word : words) {
      if (word.equals("published")) {
        result.addAll(Defect.published());
      } else if (!word.equals(NONE)) {
        try {
          result.add(of(Defect.values(), Defect::label, word));
        } catch (BadInputException e) {
          throw new BadInputException(unknown(word, DEFECT_WORDS), e);
        }
      }
    }
    return result;
  }

  /** Returns the value with a label. */
  public static <T> T of(T[] values, Function<T, String> label, String text) {
    for (T value : values) {
      if (label.apply(value).equals(text)) {
        return value;
      }
    }
    throw new BadInputException(unknown(text, Arrays.stream(values).map(label).toList()));
  }

  private static String unknown(String found, List<String> known) {
    return "expected %s, found '%s'%s"
        .formatted(oneOf(known), found, Likeness.suggestion(found, known));
  }

  /** Returns {@code a, b or c}. */
  public static String oneOf(List<String> names) {
    return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", "))
        + " or "
        + names.getLast();
  }
}
