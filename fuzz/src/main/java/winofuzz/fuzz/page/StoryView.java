package winofuzz.fuzz.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.story.OutputPicture;
import winofuzz.fuzz.story.Story;
import winofuzz.fuzz.story.Story.Broken;
import winofuzz.fuzz.story.Story.Cause;
import winofuzz.fuzz.story.Story.FirstDifference;
import winofuzz.fuzz.story.Story.KernelSide;
import winofuzz.fuzz.story.Story.SourceLine;

/** A story as its templates show it. */
record StoryView(
    String id,
    String signature,
    String headline,
    Cause cause,
    String minimal,
    long minimalElements,
    String minimality,
    String detail,
    @Nullable CulpritView culprit,
    @Nullable FirstDifference first,
    List<PictureOf> pictures,
    List<String> pattern,
    List<StageView> stages,
    List<PathView> paths,
    String gridClass,
    String reproduce,
    String issue) {

  /** Returns the text of an issue, as Markdown. */
  static String issue(Story story) {
    return Templates.plain("issue.md", of(story, ""));
  }

  static StoryView of(Story story) {
    return of(story, issue(story));
  }

  private static StoryView of(Story story, String issue) {
    List<PictureOf> pictures = new ArrayList<>();
    if (story.picture() != null) {
      pictures.add(PictureOf.of("The smallest case, " + story.minimal(), story.picture()));
    }
    if (story.larger() != null && story.larger().picture() != null) {
      pictures.add(
          PictureOf.of("A larger case, " + story.larger().subject(), story.larger().picture()));
    }
    return new StoryView(
        story.id(),
        story.signature().toString(),
        story.headline(),
        story.cause(),
        story.minimal().toString(),
        story.minimalElements(),
        story.minimality(),
        story.detail(),
        story.culprit() == null ? null : CulpritView.of(story.culprit()),
        story.first(),
        pictures,
        story.pattern(),
        story.stages().stream().map(StageView::of).toList(),
        story.paths().stream().map(PathView::of).toList(),
        story.gridClass() == null ? "" : story.gridClass().label(),
        story.reproduce(),
        issue);
  }

  boolean hasPictures() {
    return !pictures.isEmpty();
  }

  boolean hasStages() {
    return !stages.isEmpty();
  }

  /** Whether lines of some kernel are marked. */
  boolean hasMarks() {
    return paths.stream()
        .flatMap(path -> path.kernels.stream())
        .flatMap(kernel -> kernel.lines.stream())
        .anyMatch(line -> !line.mark.isEmpty());
  }

  /** The place to blame. */
  record CulpritView(
      String where, String ruleName, String before, String after, String differs, String evidence) {
    static CulpritView of(Broken broken) {
      return new CulpritView(
          broken.where(),
          broken.ruleName() == null ? "" : broken.ruleName(),
          broken.before(),
          broken.after(),
          broken.differs(),
          broken.evidence());
    }

    boolean hasRule() {
      return !before.isEmpty();
    }
  }

  /** A picture with its title, as characters and as SVG. */
  record PictureOf(String title, String text, String words, String svg) {
    static PictureOf of(String title, OutputPicture picture) {
      return new PictureOf(
          title,
          text(picture),
          picture.words(),
          Templates.html("picture.svg", PictureView.of(picture, false)));
    }

    private static String text(OutputPicture picture) {
      StringBuilder result = new StringBuilder();
      for (int plane = 0; plane < picture.planes() && plane < 8; plane++) {
        result.append(plane == 0 ? "" : "\n\n").append(picture.plane(plane));
        for (int row = 0; row < picture.height(); row++) {
          result.append('\n').append(row(picture, plane, row));
        }
      }
      return result.toString();
    }

    private static String row(OutputPicture picture, int plane, int row) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < picture.width(); x++) {
        boolean apart = picture.tile() > 1 && x > 0 && x % picture.tile() == 0;
        int element = (plane * picture.height() + row) * picture.width() + x;
        line.append(apart ? " " : "").append(picture.wrong().contains(element) ? '#' : '.');
      }
      return line.toString();
    }
  }

  /** A stage on all paths. */
  record StageView(String stage, List<CellView> cells) {
    static StageView of(Story.StageRow row) {
      return new StageView(row.stage().label(), row.cells().stream().map(CellView::of).toList());
    }
  }

  /** A stage on a path. */
  record CellView(String text, String kind, String note) {
    static CellView of(Story.StageCell cell) {
      return new CellView(
          cell.verdict().isEmpty() ? "" : cell.verdict() + ", " + cell.nodes() + " nodes",
          cell.verdict().replace(' ', '-'),
          cell.note());
    }
  }

  /** A path. */
  record PathView(String label, String problem, List<KernelView> kernels) {
    static PathView of(Story.PathSide path) {
      return new PathView(
          path.path().label(),
          path.problem(),
          path.kernels().stream().map(KernelView::of).toList());
    }
  }

  /** A kernel. */
  record KernelView(String name, String launch, String options, List<LineView> lines) {
    static KernelView of(KernelSide kernel) {
      List<LineView> lines = new ArrayList<>();
      int before = 0;
      for (SourceLine line : kernel.lines()) {
        if (line.number() > before + 1) {
          lines.add(LineView.gap(line.number() - before - 1));
        }
        before = line.number();
        lines.add(new LineView(line.number() + "", line.text(), line.mark()));
      }
      if (kernel.length() > before) {
        lines.add(LineView.gap(kernel.length() - before));
      }
      return new KernelView(
          kernel.name(),
          kernel.launch(),
          kernel.options().stream().collect(Collectors.joining("; ")),
          lines);
    }
  }

  /** A line of Metal text, or what stands for lines that are left out. */
  record LineView(String number, String text, String mark) {
    static LineView gap(int lines) {
      return new LineView("", "// … %d line%s".formatted(lines, lines == 1 ? "" : "s"), "");
    }
  }
}
