package winofuzz.fuzz.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of the project, as {@code docs/glossary.md} explains them. An entry is {@code -
 * **word**: text}; what stands in its text in the font of code with an explanation in parentheses,
 * as in {@code `lattice` (integers on which nothing rounds)}, is an entry too.
 */
public final class Glossary {
  private static final String FILE = "glossary.md";
  private static final Pattern HEAD = Pattern.compile("- \\*\\*([^*]+)\\*\\*: (.*)");
  private static final Pattern NAMED = Pattern.compile("`([a-z][a-z0-9-]*)` \\(([^()]+)\\)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\([^)]+\\)");

  /**
   * A word and what it means.
   *
   * @param kind the word that this one is a value of, such as domain for lattice; null where it is
   *     none
   * @param text without markup, on one line
   */
  public record Entry(String word, @Nullable String kind, String text) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Glossary(String markdown) {
    Map<String, String> texts = texts(markdown);
    texts.forEach((word, text) -> entries.put(word, new Entry(word, null, plain(text))));
    texts.forEach(
        (word, text) -> {
          Matcher named = NAMED.matcher(text);
          while (named.find()) {
            entries.putIfAbsent(
                named.group(1), new Entry(named.group(1), word, plain(named.group(2))));
          }
        });
  }

  /** Returns the glossary of this build. */
  public static Glossary load() {
    try (InputStream file = Glossary.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new AssertionError(FILE + " is not in this build");
      }
      return new Glossary(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a glossary in Markdown. */
  static Glossary parse(String markdown) {
    return new Glossary(markdown);
  }

  private static Map<String, String> texts(String markdown) {
    Map<String, String> result = new LinkedHashMap<>();
    String word = "";
    for (String line : markdown.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      if (head.matches()) {
        word = head.group(1);
        result.put(word, head.group(2));
      } else if (line.startsWith("  ") && !word.isEmpty()) {
        result.merge(word, line.strip(), (text, more) -> text + " " + more);
      }
    }
    return result;
  }

  private static String plain(String text) {
    return LINK.matcher(text).replaceAll("$1").replace("`", "");
  }

  /** Returns all words, in alphabetical order. */
  public List<String> words() {
    return entries.keySet().stream().sorted().toList();
  }

  /** Returns the entry of a word, in upper or lower case. */
  public Optional<Entry> find(String word) {
    return Optional.ofNullable(entries.get(word.toLowerCase(Locale.ROOT)));
  }

  /**
   * Returns the entries whose words occur in a text, in alphabetical order. A value such as {@code
   * same} or {@code real} is an English word too: it counts where it is set off as a value is, by
   * more than a blank, a sign or the end of the line, or follows the word that it is a value of.
   */
  public List<Entry> occurring(String text) {
    List<Entry> result = new ArrayList<>();
    String small = text.toLowerCase(Locale.ROOT);
    for (String word : words()) {
      Entry entry = entries.get(word);
      // A page is long, and most words are not on it: a pattern is slower than a plain search.
      if (entry != null
          && small.contains(word.toLowerCase(Locale.ROOT))
          && pattern(entry).matcher(text).find()) {
        result.add(entry);
      }
    }
    return result;
  }

  private static Pattern pattern(Entry entry) {
    String word = Pattern.quote(entry.word);
    if (entry.kind == null) {
      return Pattern.compile("(?<![\\w-])" + word + "s?(?![\\w-])", Pattern.CASE_INSENSITIVE);
    }
    String kind = Pattern.quote(entry.kind.split(" ", 2)[0]);
    String sign = "[\",=:/|]|  ";
    return Pattern.compile(
        "(?<="
            + kind
            + " |"
            + kind
            + "s |"
            + sign
            + ")"
            + word
            + "(?![\\w-])"
            + "|(?<![\\w-])"
            + word
            + "(?="
            + sign
            + "|\\s*$)",
        Pattern.MULTILINE);
  }
}
