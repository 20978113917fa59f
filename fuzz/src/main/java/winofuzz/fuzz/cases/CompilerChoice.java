package winofuzz.fuzz.cases;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;

/**
 * Which compiler is judged.
 *
 * @param text as {@code --compiler} has it: {@code builtin}, {@code tinygrad:DIR}, or a command
 * @param switches of the paths that are defined by environment switches, such as {@code WINO=1}, by
 *     the labels of the paths
 */
public record CompilerChoice(String text, SortedMap<String, String> switches) {
  /** The compiler of this project. */
  public static final CompilerChoice BUILTIN = new CompilerChoice("builtin", new TreeMap<>());

  public CompilerChoice {
    switches = Collections.unmodifiableSortedMap(new TreeMap<>(switches));
  }

  /** Whether it is the compiler of this project. */
  @JsonIgnore
  public boolean isBuiltin() {
    return equals(BUILTIN);
  }

  /** Returns the options that choose it and some of its paths, as in a shell. */
  public String options(List<LoweringPath> paths) {
    StringBuilder options = new StringBuilder();
    if (!isBuiltin()) {
      options.append("--compiler ").append(quoted(text)).append(' ');
    }
    if (switches.isEmpty()) {
      options.append("--paths ");
      options.append(String.join(",", paths.stream().map(LoweringPath::label).toList()));
      return options.toString();
    }
    return options + String.join(" ", paths.stream().map(this::definition).toList());
  }

  private String definition(LoweringPath path) {
    String given = switches.get(path.label());
    return "--path " + path.label() + (given == null ? "" : ":" + quoted(given));
  }

  /** Returns this for a document that names no compiler if it is that of this project. */
  public @Nullable CompilerChoice unlessBuiltin() {
    return isBuiltin() ? null : this;
  }

  /** Returns what a document says that may name no compiler. */
  public static CompilerChoice orBuiltin(@Nullable CompilerChoice named) {
    return named == null ? BUILTIN : named;
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
