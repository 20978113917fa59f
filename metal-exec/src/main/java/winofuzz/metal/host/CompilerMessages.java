package winofuzz.metal.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.metal.cxx.Translation;

/** What a C++ compiler says about a translated text, in terms of the Metal text. */
final class CompilerMessages {

  private static final Pattern ERROR =
      Pattern.compile("kernel\\.metal:(\\d+):\\d+: (?:fatal )?error: (.*)");

  private CompilerMessages() {}

  /** The first error as one line, with the Metal text's line. */
  static String first(String messages, Translation translation) {
    Matcher error = ERROR.matcher(messages);
    if (error.find()) {
      int line = translation.metalLine(Integer.parseInt(error.group(1)));
      return "line " + line + ": the C++ compiler says: " + error.group(2).strip();
    }
    String first = messages.lines().filter(l -> l.contains("error")).findFirst().orElse(messages);
    return "the C++ compiler says: " + first.strip();
  }
}
