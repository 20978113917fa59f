package winofuzz.fuzz.page;

import winofuzz.fuzz.story.OutputPicture;
import winofuzz.fuzz.story.Story;

/** Files that are made of one story. */
public final class StoryPages {
  private StoryPages() {}

  /** Returns the text of an issue, as Markdown. */
  public static String issue(Story story) {
    return StoryView.issue(story);
  }

  /** Returns a picture of wrong elements as a file of SVG. */
  public static String svg(OutputPicture picture) {
    return Templates.html("picture.svg", PictureView.of(picture, true));
  }
}
