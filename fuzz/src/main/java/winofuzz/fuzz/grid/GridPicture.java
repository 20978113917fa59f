package winofuzz.fuzz.grid;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import winofuzz.fuzz.access.AccessSite;
import winofuzz.fuzz.access.FirstTouch;
import winofuzz.ir.Memory;

/**
 * Draws what the first threadgroup of each kernel does to memory, as SVG: a column for each path, a
 * row for each kernel. Of each kind of access, the addresses that the first simdgroup touches, a
 * row for 128 bytes, a colour for each lane; and of what writes the output, which thread writes
 * which of its elements.
 */
public final class GridPicture {
  private static final int COLUMN = 380;
  private static final int MARGIN = 16;
  private static final int LINE = 14;
  private static final int STRIP = 256;
  private static final int CELL = 8;
  private static final int PITCH = 12;
  private static final int LINE_BYTES = 128;
  private static final int SIMDGROUP = 32;
  private static final int MOST_LINES = 10;
  private static final int MOST_PLANES = 4;

  private final XMLStreamWriter xml;
  private final GridTable.Section section;

  private GridPicture(XMLStreamWriter xml, GridTable.Section section) {
    this.xml = xml;
    this.section = section;
  }

  /** Returns the picture of a case. */
  public static String svg(GridTable.Section section) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new GridPicture(xml, section).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("XML into memory", e);
    }
    return text + "\n";
  }

  private void write() throws XMLStreamException {
    List<GridTable.Row> rows = section.rows().stream().filter(row -> row.error() == null).toList();
    int kernels = rows.stream().mapToInt(row -> row.kernels().size()).max().orElse(0);
    List<Integer> heights = new ArrayList<>();
    for (int k = 0; k < kernels; k++) {
      int tallest = 0;
      for (GridTable.Row row : rows) {
        tallest = k < row.kernels().size() ? Math.max(tallest, height(row, k)) : tallest;
      }
      heights.add(tallest);
    }
    int width = MARGIN + COLUMN * Math.max(1, rows.size());
    int height = 5 * LINE + heights.stream().mapToInt(h -> h).sum() + MARGIN;
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attributes("viewBox", "0 0 " + width + " " + height, "width", width, "height", height);
    attributes("font-family", "ui-monospace, monospace", "font-size", 11);
    rectangle(0, 0, width, height, "#ffffff");
    text(MARGIN, 2 * LINE, section.subject().toString(), "bold");
    text(
        MARGIN,
        3 * LINE,
        "First simdgroup of the first threadgroup; a row is 128 bytes of memory; lanes: ",
        "normal");
    legend();
    for (int column = 0; column < rows.size(); column++) {
      int y = 5 * LINE;
      GridTable.Row row = rows.get(column);
      for (int k = 0; k < row.kernels().size(); k++) {
        kernel(MARGIN + column * COLUMN, y, row, k);
        y += heights.get(k);
      }
    }
    xml.writeEndElement();
  }

  private void legend() throws XMLStreamException {
    int x = MARGIN + 540;
    for (int lane = 0; lane < SIMDGROUP; lane++) {
      rectangle(x + lane * CELL, 3 * LINE - CELL, CELL, CELL, colour(lane, SIMDGROUP));
    }
  }

  // *** one kernel

  private void kernel(int x, int top, GridTable.Row row, int number) throws XMLStreamException {
    GridKernel kernel = row.kernels().get(number);
    int y = top + LINE;
    text(x, y, row.label() + ": " + kernel.kernel().name(), "bold");
    LaunchShape launch = row.launches().get(number);
    y += LINE;
    text(x, y, launch.toString(), "normal");
    y += LINE;
    text(x, y, axes(launch), "normal");
    for (Map.Entry<String, FirstTouch> kind : kinds(kernel).entrySet()) {
      y = strip(x, y + LINE + LINE / 2, kind.getKey(), kind.getValue());
    }
    SortedMap<Long, SortedMap<Long, Integer>> planes = planes(kernel);
    if (!planes.isEmpty()) {
      planes(x, y + LINE + LINE / 2, kernel, planes);
    }
  }

  /** Returns what the dimensions of a launch count, without those of one point. */
  private static String axes(LaunchShape launch) {
    String all = launch.withAxes();
    int from = all.indexOf('(');
    return from < 0 ? "" : all.substring(from).replace(", -", "");
  }

  private int height(GridTable.Row row, int number) {
    GridKernel kernel = row.kernels().get(number);
    int result = 5 * LINE;
    for (FirstTouch touch : kinds(kernel).values()) {
      int lines = lines(touch).size();
      result += 2 * LINE + LINE / 2 + Math.min(lines, MOST_LINES) * PITCH;
      result += lines > MOST_LINES ? LINE : 0;
    }
    int planes = Math.min(MOST_PLANES, planes(kernel).size());
    int perRow = Math.max(1, STRIP / (planeWidth() * planeCell() + CELL));
    return result
        + (planes == 0 ? 0 : 2 * LINE)
        + Math.ceilDiv(planes, perRow) * (planeHeight() * planeCell() + LINE + CELL);
  }

  /**
   * An instruction of each kind, by what the kind is called: the first in which most lanes of the
   * first simdgroup are active.
   */
  private static SequencedMap<String, FirstTouch> kinds(GridKernel kernel) {
    SequencedMap<String, FirstTouch> result = new LinkedHashMap<>();
    for (FirstTouch touch : kernel.touches()) {
      AccessSite site = touch.site();
      String title =
          "%s %s, %d bytes a lane"
              .formatted(
                  site.direction().label(),
                  kernel.buffers().get(site.argument()).name(),
                  site.width() * site.elementBytes());
      result.merge(title, touch, (best, next) -> active(next) > active(best) ? next : best);
    }
    return result;
  }

  private static long active(FirstTouch touch) {
    return touch.elements().stream().limit(SIMDGROUP).filter(OptionalLong::isPresent).count();
  }

  /** The rows of memory that the first simdgroup touches: of each byte's row, its lanes. */
  private static SortedMap<Long, SortedMap<Long, Integer>> lines(FirstTouch touch) {
    int perLine = LINE_BYTES / touch.site().elementBytes();
    SortedMap<Long, SortedMap<Long, Integer>> result = new TreeMap<>();
    for (int lane = 0; lane < Math.min(SIMDGROUP, touch.elements().size()); lane++) {
      OptionalLong first = touch.elements().get(lane);
      for (int i = 0; first.isPresent() && i < touch.site().width(); i++) {
        long element = first.getAsLong() + i;
        result
            .computeIfAbsent(Math.floorDiv(element, perLine), _ -> new TreeMap<>())
            .putIfAbsent(Math.floorMod(element, (long) perLine), lane);
      }
    }
    return result;
  }

  private int strip(int x, int top, String title, FirstTouch touch) throws XMLStreamException {
    SortedMap<Long, SortedMap<Long, Integer>> lines = lines(touch);
    text(x, top, title + ": " + lines.size() + " x 128 bytes", "normal");
    int perLine = LINE_BYTES / touch.site().elementBytes();
    double cell = (double) STRIP / perLine;
    int y = top + LINE / 2;
    int drawn = 0;
    for (Map.Entry<Long, SortedMap<Long, Integer>> line : lines.entrySet()) {
      if (drawn++ == MOST_LINES) {
        text(x, y + LINE - 2, "and " + (lines.size() - MOST_LINES) + " more", "normal");
        return y + LINE;
      }
      rectangle(x, y, STRIP, PITCH - 2, "#eeeeee");
      for (Run run : runs(line.getValue(), perLine)) {
        rectangle(
            x + run.from * cell, y, run.count * cell, PITCH - 2, colour(run.number, SIMDGROUP));
      }
      text(x + STRIP + CELL, y + PITCH - 3, "+" + line.getKey() * LINE_BYTES, "normal");
      y += PITCH;
    }
    return y;
  }

  // *** the output

  private int planeWidth() {
    return section.subject().convolution().outputShape().getLast();
  }

  private int planeHeight() {
    List<Integer> shape = section.subject().convolution().outputShape();
    return shape.size() > 3 ? shape.get(shape.size() - 2) : 1;
  }

  private int planeCell() {
    return Math.clamp(STRIP / Math.max(planeWidth(), planeHeight()), 1, CELL);
  }

  /** Which thread writes which element of the output, by plane; empty if the kernel does not. */
  private SortedMap<Long, SortedMap<Long, Integer>> planes(GridKernel kernel) {
    SortedMap<Long, SortedMap<Long, Integer>> result = new TreeMap<>();
    long plane = (long) planeWidth() * planeHeight();
    for (FirstTouch touch : kernel.touches()) {
      Memory memory = kernel.buffers().get(touch.site().argument());
      if (touch.site().direction() != AccessSite.Direction.STORE
          || memory.role() != Memory.Role.OUTPUT) {
        continue;
      }
      for (int thread = 0; thread < touch.elements().size(); thread++) {
        OptionalLong first = touch.elements().get(thread);
        for (int i = 0; first.isPresent() && i < touch.site().width(); i++) {
          long element = first.getAsLong() + i;
          result
              .computeIfAbsent(element / plane, _ -> new TreeMap<>())
              .put(element % plane, thread);
        }
      }
    }
    return result;
  }

  private void planes(
      int x, int top, GridKernel kernel, SortedMap<Long, SortedMap<Long, Integer>> planes)
      throws XMLStreamException {
    int threads = kernel.touches().getFirst().elements().size();
    text(
        x,
        top,
        "the first threadgroup writes in %d of %d planes of y:"
            .formatted(planes.size(), planeCount()),
        "normal");
    int cell = planeCell();
    int perRow = Math.max(1, STRIP / (planeWidth() * cell + CELL));
    int drawn = 0;
    for (Map.Entry<Long, SortedMap<Long, Integer>> plane : planes.entrySet()) {
      if (drawn == MOST_PLANES) {
        return;
      }
      int left = x + drawn % perRow * (planeWidth() * cell + CELL);
      int y = top + LINE / 2 + drawn / perRow * (planeHeight() * cell + LINE + CELL);
      rectangle(left, y, planeWidth() * cell, planeHeight() * cell, "#eeeeee");
      for (Run run : runs(plane.getValue(), planeWidth())) {
        rectangle(
            left + (double) (run.from % planeWidth() * cell),
            y + (double) (run.from / planeWidth() * cell),
            run.count * cell,
            cell,
            colour(run.number, threads));
      }
      text(left, y + planeHeight() * cell + LINE - 3, "plane " + plane.getKey(), "normal");
      drawn++;
    }
  }

  private long planeCount() {
    List<Integer> shape = section.subject().convolution().outputShape();
    long elements = shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
    return elements / ((long) planeWidth() * planeHeight());
  }

  // *** drawing

  /** Elements side by side that one lane or thread touches. */
  private record Run(long from, int count, int number) {}

  /** The runs among some elements, none beyond the end of a row. */
  private static List<Run> runs(SortedMap<Long, Integer> elements, int perRow) {
    List<Run> result = new ArrayList<>();
    for (Map.Entry<Long, Integer> element : elements.entrySet()) {
      Run last = result.isEmpty() ? new Run(-1, 0, -1) : result.getLast();
      boolean goesOn =
          last.number == element.getValue()
              && last.from + last.count == element.getKey()
              && element.getKey() % perRow != 0;
      if (goesOn) {
        result.set(result.size() - 1, new Run(last.from, last.count + 1, last.number));
      } else {
        result.add(new Run(element.getKey(), 1, element.getValue()));
      }
    }
    return result;
  }

  /** From blue for the first of some to red for the last. */
  private static String colour(int number, int of) {
    return "hsl(%d,75%%,50%%)".formatted(220 - 220 * number / Math.max(1, of - 1));
  }

  private void rectangle(double x, double y, double width, double height, String fill)
      throws XMLStreamException {
    xml.writeEmptyElement("rect");
    attributes("x", x, "y", y, "width", width, "height", height, "fill", fill);
  }

  private void text(int x, int y, String text, String weight) throws XMLStreamException {
    xml.writeStartElement("text");
    attributes("x", x, "y", y, "fill", "#222222", "font-weight", weight);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void attributes(Object... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      String text =
          value instanceof Double number
              ? new BigDecimal(number)
                  .setScale(2, RoundingMode.HALF_UP)
                  .stripTrailingZeros()
                  .toPlainString()
              : value.toString();
      xml.writeAttribute((String) namesAndValues[i], text);
    }
  }
}
