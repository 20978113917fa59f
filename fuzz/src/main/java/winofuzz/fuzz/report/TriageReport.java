package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.story.Story;

/** What makes a case fail, as text: a story for each way in which it does. */
public final class TriageReport {
  private TriageReport() {}

  /**
   * Returns the text for a terminal.
   *
   * @param width in characters
   * @param colours whether it has colours
   */
  public static String text(ConvCase subject, List<Story> stories, int width, boolean colours) {
    List<AttributedString> lines = new ArrayList<>();
    if (stories.isEmpty()) {
      lines.add(new AttributedString(subject + ": every assertion holds"));
    }
    for (Story story : stories) {
      if (!lines.isEmpty()) {
        lines.add(new AttributedString("=".repeat(width)));
      }
      lines.addAll(StoryText.of(story, width));
    }
    StringBuilder text = new StringBuilder();
    for (AttributedString line : lines) {
      text.append(colours ? line.toAnsi() : line.toString().stripTrailing());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
