package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import winofuzz.fuzz.story.OutputPicture;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.story.Story.Broken;
import winofuzz.fuzz.story.Story.FirstDifference;
import winofuzz.fuzz.story.Story.Larger;
import winofuzz.fuzz.story.Story.PathSide;
import winofuzz.fuzz.story.Story.StageCell;
import winofuzz.fuzz.story.Story.StageRow;
import winofuzz.fuzz.terminal.Texts;

/**
 * A story for a terminal. What is wrong, why and where fits on a first screen of 24 lines of 80
 * characters; the rule, the stages, the kernels and their grids follow.
 */
public final class StoryText {
  private static final int LABEL = 9;
  private static final int MOST_PLANES = 4;
  private static final int MOST_ROWS = 6;

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle STRONG = PLAIN.bold();
  private static final AttributedStyle FAINT = PLAIN.faint();
  private static final AttributedStyle BAD = PLAIN.bold().foreground(AttributedStyle.RED);
  private static final AttributedStyle GOOD = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle CAUSE = PLAIN.bold().foreground(AttributedStyle.YELLOW);

  private final Story story;
  private final int width;
  private final List<AttributedString> lines = new ArrayList<>();

  private StoryText(Story story, int width) {
    this.story = story;
    this.width = width;
  }

  /**
   * Returns the lines of a story.
   *
   * @param width of the terminal, in characters; lines of kernels may be longer
   */
  public static List<AttributedString> of(Story story, int width) {
    StoryText text = new StoryText(story, width);
    text.firstScreen();
    text.rule();
    text.stages();
    new KernelsText(story, width).lines().forEach(text.lines::add);
    text.next();
    return text.lines;
  }

  // *** the first screen

  private void firstScreen() {
    lines.add(
        new AttributedStringBuilder()
            .append(story.id() + "  ", FAINT)
            .append(story.headline(), BAD)
            .toAttributedString());
    lines.add(indented("", story.signature().toString(), FAINT));
    Story.Cause cause = story.cause();
    labelled("cause", cause.name() + ". " + cause.explanation(), cause.name().length() + 1);
    continued(cause.evidence());
    if (story.culprit() != null) {
      labelled("broken", story.culprit().where(), 0);
    }
    labelled("case", story.minimal().toString(), 0);
    continued(story.minimalElements() + " elements. " + story.minimality());
    FirstDifference first = story.first();
    if (first == null) {
      labelled("seen", story.detail(), 0);
    } else {
      labelled("first", "element %d: %s".formatted(first.index(), first.position()), 0);
      continued(
          first.expected()
              + ", "
              + first.found()
              + (first.ulps().isEmpty() ? "" : ": " + first.ulps() + " ulp apart"));
    }
    if (!story.pattern().isEmpty() && story.picture() != null) {
      labelled("wrong", String.join(" ", story.pattern()), 0);
    }
    picture();
    labelled("again", story.reproduce(), 0);
  }

  private void labelled(String label, String text, int strong) {
    if (text.isBlank()) {
      return;
    }
    int from = lines.size();
    wrapped(text).forEach(line -> lines.add(indented("", line, PLAIN)));
    AttributedString line = lines.get(from);
    AttributedStringBuilder styled = new AttributedStringBuilder();
    styled.append(padded(label), STRONG);
    String rest = line.toString().substring(LABEL);
    int end = Math.min(strong, rest.length());
    styled.append(rest.substring(0, end), CAUSE).append(rest.substring(end));
    lines.set(from, styled.toAttributedString());
  }

  private void continued(String text) {
    if (!text.isBlank()) {
      wrapped(text).forEach(line -> lines.add(indented("", line, PLAIN)));
    }
  }

  private List<String> wrapped(String text) {
    return WordUtils.wrap(text.strip(), width - LABEL, "\n", false).lines().toList();
  }

  private static AttributedString indented(String label, String text, AttributedStyle style) {
    return new AttributedStringBuilder()
        .append(padded(label), STRONG)
        .append(text, style)
        .toAttributedString();
  }

  private static String padded(String label) {
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  // *** the picture

  private void picture() {
    Larger larger = story.larger();
    OutputPicture picture = larger == null ? story.picture() : larger.picture();
    if (picture == null) {
      return;
    }
    if (larger != null) {
      labelled("larger", larger.subject().toString(), 0);
    }
    List<Integer> planes = planes(picture);
    int column = Math.max(picture.plane(planes.getLast()).length(), columns(picture)) + 3;
    List<Integer> shown = planes.subList(0, Math.min(planes.size(), (width - LABEL) / column));
    lines.add(
        indented(
            "",
            shown.stream()
                .map(plane -> String.format("%-" + column + "s", picture.plane(plane)))
                .collect(Collectors.joining())
                .stripTrailing(),
            FAINT));
    for (int row = 0; row < Math.min(picture.height(), MOST_ROWS); row++) {
      AttributedStringBuilder line = new AttributedStringBuilder().append(" ".repeat(LABEL));
      for (int plane : shown) {
        row(line, picture, plane, row);
        line.append(" ".repeat(column - columns(picture)));
      }
      lines.add(line.toAttributedString());
    }
    List<String> more = new ArrayList<>();
    if (picture.height() > MOST_ROWS) {
      more.add(Texts.count(picture.height() - MOST_ROWS, "row"));
    }
    if (picture.planes() > shown.size()) {
      more.add(Texts.count(picture.planes() - shown.size(), "plane"));
    }
    if (!more.isEmpty()) {
      String left = String.join(" and ", more);
      lines.add(indented("", "# is wrong, . is right; and %s more".formatted(left), FAINT));
    }
  }

  /** Those with wrong elements, and one without before them. */
  private static List<Integer> planes(OutputPicture picture) {
    int size = picture.height() * picture.width();
    List<Integer> wrong = picture.wrong().stream().map(i -> i / size).distinct().toList();
    List<Integer> result = new ArrayList<>();
    for (int plane = 0; plane < picture.planes() && result.size() < MOST_PLANES; plane++) {
      if (wrong.contains(plane) || result.isEmpty() || picture.planes() <= MOST_PLANES) {
        result.add(plane);
      }
    }
    return result;
  }

  private static int columns(OutputPicture picture) {
    return picture.width() + (picture.width() - 1) / picture.tile() * (picture.tile() > 1 ? 1 : 0);
  }

  private static void row(AttributedStringBuilder line, OutputPicture picture, int plane, int row) {
    for (int x = 0; x < picture.width(); x++) {
      if (picture.tile() > 1 && x > 0 && x % picture.tile() == 0) {
        line.append(" ");
      }
      boolean wrong =
          picture.wrong().contains((plane * picture.height() + row) * picture.width() + x);
      line.append(wrong ? "#" : ".", wrong ? BAD : FAINT);
    }
  }

  // *** what follows

  private void section(String title) {
    lines.add(AttributedString.EMPTY);
    lines.add(new AttributedString(title, STRONG));
  }

  private void rule() {
    Broken broken = story.culprit();
    if (broken == null || broken.before().isEmpty()) {
      return;
    }
    section("What rule %s did".formatted(broken.ruleName()));
    labelled("before", broken.before(), 0);
    labelled("after", broken.after(), 0);
    if (!broken.differs().isEmpty()) {
      labelled("differs", broken.differs(), 0);
    }
    labelled("then", broken.evidence(), 0);
  }

  private void stages() {
    if (story.stages().isEmpty()) {
      return;
    }
    section("Stages, each against the convolution, in exact numbers");
    int column = (width - 12) / Math.max(1, story.paths().size());
    AttributedStringBuilder head = new AttributedStringBuilder();
    head.append(String.format("%-12s", ""));
    story.paths().forEach(p -> head.append(fit(p.path().label(), column), STRONG));
    lines.add(head.toAttributedString());
    for (StageRow row : story.stages()) {
      AttributedStringBuilder line = new AttributedStringBuilder();
      line.append(String.format("%-12s", row.stage().label()));
      for (StageCell cell : row.cells()) {
        String text =
            cell.verdict().isEmpty() ? "" : cell.verdict() + ", " + cell.nodes() + " nodes";
        line.append(fit(text, column), style(cell));
      }
      lines.add(line.toAttributedString());
    }
    for (PathSide path : story.paths()) {
      if (!path.problem().isEmpty()) {
        labelled(path.path().label(), "does not lower: " + path.problem(), 0);
      }
    }
  }

  private static AttributedStyle style(StageCell cell) {
    return switch (cell.verdict()) {
      case "right" -> GOOD;
      case "wrong", "no value" -> BAD;
      default -> FAINT;
    };
  }

  private static String fit(String text, int column) {
    return String.format("%-" + column + "s", text);
  }

  private void next() {
    section("Next");
    for (String line :
        List.of(
            "bin/fuzz triage %s --out DIR  writes a bundle that shows it elsewhere, and an issue"
                .formatted(story.id()),
            "bin/fuzz triage %s --explain  explains the words above".formatted(story.id()))) {
      lines.add(new AttributedString("  " + line));
    }
  }
}
