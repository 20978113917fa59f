package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.terminal.OutputFormat;

/** What makes a case fail, as text: a story for each way in which it does. */
public final class TriageReport {
  private TriageReport() {}

  /**
   * Returns the text for a terminal.
   *
   * @param format of what it is printed on
   */
  public static String text(ConvCase subject, List<Story> stories, OutputFormat format) {
    List<AttributedString> lines = new ArrayList<>();
    if (stories.isEmpty()) {
      lines.add(new AttributedString(subject + ": every assertion holds"));
    }
    for (Story story : stories) {
      if (!lines.isEmpty()) {
        lines.add(new AttributedString("=".repeat(format.width())));
      }
      lines.addAll(StoryText.of(story, format.width()));
    }
    return format.print(lines);
  }
}
