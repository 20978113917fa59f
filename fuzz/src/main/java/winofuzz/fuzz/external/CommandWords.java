package winofuzz.fuzz.external;

import java.util.ArrayList;
import java.util.List;
import winofuzz.fuzz.cases.BadInputException;

/** A command as one text: words between blanks, with quotes as in a shell. */
public final class CommandWords {
  private CommandWords() {}

  /**
   * Returns the words of a command. Within single quotes everything stands for itself; within
   * double quotes, and outside of quotes, a backslash makes the next character do so.
   *
   * @throws BadInputException if a quote is not closed, or there is no word
   */
  public static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
        i++;
        word.append(command.charAt(i));
        begun = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        begun = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        begun = true;
      } else if (begun) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      }
    }
    if (quote != 0) {
      throw new BadInputException("expected a command whose quotes are closed, found " + command);
    }
    if (begun) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new BadInputException("expected a command, found none");
    }
    return words;
  }
}
