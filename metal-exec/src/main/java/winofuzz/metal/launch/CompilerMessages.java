package winofuzz.metal.launch;

import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a compiler of the clang and gcc kind says about a text, in terms of the Metal text.
 *
 * @param compiler what a message calls it
 * @param file the name by which it knows the text
 * @param metalLine the Metal text's line for a line of what it was given
 */
public record CompilerMessages(String compiler, String file, IntUnaryOperator metalLine) {

  /** Returns the first error as one line, with the Metal text's line. */
  public String first(String messages) {
    Pattern located = Pattern.compile(Pattern.quote(file) + ":(\\d+):\\d+: (?:fatal )?error: (.*)");
    Matcher error = located.matcher(messages);
    if (error.find()) {
      int line = metalLine.applyAsInt(Integer.parseInt(error.group(1)));
      return "line %d: the %s compiler says: %s".formatted(line, compiler, error.group(2).strip());
    }
    String first = messages.lines().filter(l -> l.contains("error")).findFirst().orElse(messages);
    return "the %s compiler says: %s".formatted(compiler, first.strip());
  }
}
