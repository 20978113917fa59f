package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document with the info string {@code console}: commands, each with what it
 * prints.
 *
 * <ul>
 *   <li>A command is a line {@code $ bin/fuzz ...}; one that ends with a backslash goes on in the
 *       next line.
 *   <li>The lines after it are what it prints, results and notices together, without those that
 *       tell progress. A line {@code ...} stands for any number of lines, and dots at the end of a
 *       line for the rest of it.
 *   <li>A number with a unit of time behind it, or counted by the second, may be any number.
 *   <li>{@code ~/winofuzz} is the folder of the project.
 *   <li>{@code # exit status 1} at the end says how the command ends; otherwise it ends with 0.
 * </ul>
 *
 * The info string may go on: {@code long} if it takes more than a few seconds, {@code edited} if
 * the compiler has the edit of the tutorial in it.
 *
 * @param line where it begins in the document, from 1
 * @param words of the info string, after {@code console}
 */
record ConsoleBlock(int line, Set<String> words, List<Step> steps) {
  private static final String FENCE = "```";
  private static final String INFO = FENCE + "console";
  private static final String PROMPT = "$ ";
  private static final Pattern STATUS = Pattern.compile("# exit status (\\d+)");
  private static final Set<String> KNOWN = Set.of("long", "edited");

  ConsoleBlock {
    words = Set.copyOf(words);
    steps = List.copyOf(steps);
  }

  /**
   * A command.
   *
   * @param line where it stands in the document, from 1
   * @param command without the prompt
   * @param shown what it prints
   */
  record Step(int line, String command, List<String> shown, int status) {
    Step {
      shown = List.copyOf(shown);
    }
  }

  boolean isLong() {
    return words.contains("long");
  }

  boolean isEdited() {
    return words.contains("edited");
  }

  /** Returns the blocks of a document, in order. */
  static List<ConsoleBlock> of(String text) {
    List<String> lines = text.lines().toList();
    List<ConsoleBlock> result = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String head = lines.get(i).strip();
      if (head.equals(INFO) || head.startsWith(INFO + " ")) {
        int end = i + 1;
        while (!lines.get(end).strip().equals(FENCE)) {
          end++;
        }
        result.add(block(lines, i, end));
        i = end;
      }
    }
    return result;
  }

  private static ConsoleBlock block(List<String> lines, int from, int to) {
    String info = lines.get(from).strip().substring(INFO.length()).strip();
    Set<String> words = info.isEmpty() ? Set.of() : Set.of(info.split(" "));
    if (!KNOWN.containsAll(words)) {
      throw new AssertionError("line %d: expected of %s, found %s".formatted(from, KNOWN, words));
    }
    List<Step> steps = new ArrayList<>();
    int i = from + 1;
    while (i < to) {
      int start = i;
      if (!lines.get(i).startsWith(PROMPT + "bin/fuzz ")) {
        throw new AssertionError(
            "line %d: expected '$ bin/fuzz', found %s".formatted(i + 1, lines.get(i)));
      }
      StringBuilder command = new StringBuilder(lines.get(i).substring(PROMPT.length()));
      while (command.charAt(command.length() - 1) == '\\') {
        i++;
        command.setLength(command.length() - 1);
        command.append(lines.get(i).strip());
      }
      i++;
      List<String> shown = new ArrayList<>();
      while (i < to && !lines.get(i).startsWith(PROMPT)) {
        shown.add(lines.get(i).stripTrailing());
        i++;
      }
      steps.add(step(start + 1, command.toString(), shown));
    }
    return new ConsoleBlock(from + 1, words, steps);
  }

  private static Step step(int line, String command, List<String> shown) {
    Matcher status = STATUS.matcher(shown.isEmpty() ? "" : shown.getLast());
    return status.matches()
        ? new Step(
            line, command, shown.subList(0, shown.size() - 1), Integer.parseInt(status.group(1)))
        : new Step(line, command, shown, 0);
  }
}
