package winofuzz.fuzz.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import winofuzz.fuzz.story.OutputPicture;

/**
 * A picture of the wrong elements of an output as its template draws it: planes of cells, tiles
 * apart.
 *
 * @param words what it shows
 * @param left how many planes are left out, in words; empty if none is
 * @param standalone whether it is a file of its own, which brings its colours
 */
record PictureView(
    int width,
    int height,
    String words,
    List<Plane> planes,
    String left,
    int leftY,
    boolean standalone) {
  private static final int MOST_PLANES = 24;
  private static final int WIDEST = 640;
  private static final int LABEL = 16;
  private static final int LABEL_WIDTH = 136;
  private static final int GAP = 18;
  private static final int LARGE = 32;

  /** A plane: its label, and the outlines of its right and wrong cells. */
  record Plane(int x, int labelY, String label, String rightPath, String wrongPath) {}

  static PictureView of(OutputPicture picture, boolean standalone) {
    int cell = Math.max(picture.width(), picture.height()) > LARGE ? 5 : 11;
    int planeWidth = Math.max(LABEL_WIDTH, extent(picture, picture.width(), cell));
    int planeHeight = extent(picture, picture.height(), cell) + LABEL;
    int perRow = Math.max(1, (WIDEST + GAP) / (planeWidth + GAP));
    List<Integer> shown = shown(picture);
    Set<Integer> wrong = new HashSet<>(picture.wrong());
    List<Plane> planes = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      int x = i % perRow * (planeWidth + GAP);
      int y = i / perRow * (planeHeight + GAP);
      planes.add(plane(picture, wrong, shown.get(i), x, y, cell));
    }
    int rows = (shown.size() + perRow - 1) / perRow;
    int height = rows * (planeHeight + GAP) - GAP;
    int leftOut = picture.planes() - shown.size();
    return new PictureView(
        Math.min(perRow, shown.size()) * (planeWidth + GAP) - GAP,
        height + (leftOut > 0 ? LABEL + GAP : 0),
        picture.words(),
        planes,
        leftOut > 0 ? "and %d planes more".formatted(leftOut) : "",
        height + GAP,
        standalone);
  }

  /** Those with wrong elements first, in the order of the planes. */
  private static List<Integer> shown(OutputPicture picture) {
    int size = picture.height() * picture.width();
    Set<Integer> wrong = new HashSet<>();
    picture.wrong().forEach(i -> wrong.add(i / size));
    List<Integer> result = new ArrayList<>();
    int right = MOST_PLANES - Math.min(MOST_PLANES, wrong.size());
    for (int plane = 0; plane < picture.planes() && result.size() < MOST_PLANES; plane++) {
      if (wrong.contains(plane) || right-- > 0) {
        result.add(plane);
      }
    }
    return result;
  }

  /** Returns the extent of some cells, with the gaps between tiles. */
  private static int extent(OutputPicture picture, int cells, int cell) {
    return at(picture, cells - 1, cell) + cell - 1;
  }

  private static int at(OutputPicture picture, int index, int cell) {
    return index * cell + (picture.tile() > 1 ? index / picture.tile() * (cell / 2) : 0);
  }

  private static Plane plane(
      OutputPicture picture, Set<Integer> wrong, int plane, int x, int y, int cell) {
    StringBuilder rightPath = new StringBuilder();
    StringBuilder wrongPath = new StringBuilder();
    for (int row = 0; row < picture.height(); row++) {
      for (int column = 0; column < picture.width(); column++) {
        int element = (plane * picture.height() + row) * picture.width() + column;
        (wrong.contains(element) ? wrongPath : rightPath)
            .append('M')
            .append(x + at(picture, column, cell))
            .append(' ')
            .append(y + LABEL + at(picture, row, cell))
            .append("h%dv%dh-%dz".formatted(cell - 1, cell - 1, cell - 1));
      }
    }
    return new Plane(
        x, y + LABEL - 5, picture.plane(plane), rightPath.toString(), wrongPath.toString());
  }
}
