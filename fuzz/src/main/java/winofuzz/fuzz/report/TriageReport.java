package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.terminal.Layout;

/** What makes a case fail, as text: a story for each way in which it does. */
public final class TriageReport {
  private TriageReport() {}

  /**
   * Returns the text for a terminal.
   *
   * @param layout of what it is printed on
   */
  public static String text(ConvCase subject, List<Story> stories, Layout layout) {
    List<AttributedString> lines = new ArrayList<>();
    if (stories.isEmpty()) {
      lines.add(new AttributedString(subject + ": every assertion holds"));
    }
    for (Story story : stories) {
      if (!lines.isEmpty()) {
        lines.add(new AttributedString("=".repeat(layout.width())));
      }
      lines.addAll(StoryText.of(story, layout.width()));
    }
    return layout.print(lines);
  }
}
