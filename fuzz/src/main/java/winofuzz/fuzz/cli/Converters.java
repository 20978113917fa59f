package winofuzz.fuzz.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import winofuzz.compiler.Defect;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.interpret.Semantics;
import winofuzz.ir.Stage;

/** From the words of the command line to what they mean. */
final class Converters {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Converters() {}

  /** Makes the converters known to a command line. */
  static void register(CommandLine commandLine) {
    commandLine
        .registerConverter(Duration.class, typed(Converters::duration))
        .registerConverter(Path.class, typed(Converters::path))
        .registerConverter(Target.class, typed(Converters::target))
        .registerConverter(Stage.class, typed(Converters::stage))
        .registerConverter(Semantics.class, typed(Converters::semantics))
        .registerConverter(InputDomain.class, typed(Converters::domain));
  }

  private static <T> CommandLine.ITypeConverter<T> typed(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (BadInputException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Reads {@code 30s}, {@code 10m}, {@code 1h}, or ISO-8601. */
  static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (matcher.matches()) {
      long n = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        default -> Duration.ofHours(n);
      };
    }
    try {
      Duration duration = Duration.parse(text.toUpperCase(Locale.ROOT));
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw expected("a duration such as 30s, 10m, 1h or PT30S", text);
    }
    throw expected("a duration such as 30s, 10m, 1h or PT30S", text);
  }

  static Path path(String text) {
    return named(Path.values(), Path::label, text);
  }

  static Target target(String text) {
    return named(Target.values(), Target::label, text);
  }

  static Stage stage(String text) {
    return named(Stage.values(), Stage::label, text);
  }

  static Semantics semantics(String text) {
    return named(Semantics.values(), Semantics::label, text);
  }

  static InputDomain domain(String text) {
    return named(InputDomain.values(), InputDomain::label, text);
  }

  /** Reads {@code none}, {@code published}, or names between commas. */
  static Set<Defect> defects(List<String> words) {
    EnumSet<Defect> result = EnumSet.noneOf(Defect.class);
    for (String word : words) {
      if (word.equals("published")) {
        result.addAll(Defect.published());
      } else if (!word.equals("none")) {
        try {
          result.add(named(Defect.values(), Defect::label, word));
        } catch (BadInputException e) {
          String names = names(Defect.values(), Defect::label);
          throw new BadInputException(
              "--defects: expected none, published, " + names + ", found '" + word + "'", e);
        }
      }
    }
    return result;
  }

  private static <T> T named(T[] values, Function<T, String> label, String text) {
    for (T value : values) {
      if (label.apply(value).equals(text)) {
        return value;
      }
    }
    throw expected(names(values, label), text);
  }

  private static <T> String names(T[] values, Function<T, String> label) {
    List<String> names = Arrays.stream(values).map(label).toList();
    return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", "))
        + " or "
        + names.getLast();
  }

  private static BadInputException expected(String what, String found) {
    return new BadInputException("expected " + what + ", found '" + found + "'");
  }
}
