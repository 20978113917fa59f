package winofuzz.fuzz.grid;

import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.access.AccessPattern;

/**
 * A line about what alike instructions ask of a buffer.
 *
 * @param cells in the order of {@link #HEADINGS}
 */
record AccessLine(List<String> cells) {
  static final List<String> HEADINGS =
      List.of(
          "access",
          "instructions",
          "lanes",
          "sectors of 32 and 128 bytes per simdgroup",
          "needed",
          "moved in sectors of 32 and 128 bytes",
          "");

  private static final long KIBI = 1024;

  AccessLine {
    cells = List.copyOf(cells);
  }

  /** Returns the lines of a kernel, none if its accesses are not known. */
  static List<AccessLine> of(GridKernel kernel) {
    List<AccessPattern> accesses = kernel.accesses();
    return accesses == null
        ? List.of()
        : accesses.stream()
            .filter(a -> a.executions() > 0)
            .map(a -> of(a, kernel.buffers().get(a.site().argument()).name()))
            .toList();
  }

  private static AccessLine of(AccessPattern pattern, String buffer) {
    return new AccessLine(
        List.of(
            pattern.site().direction().label() + " " + buffer,
            pattern.sites() + " of " + width(pattern),
            lanes(pattern),
            ratio(pattern.sectors32(), pattern.executions())
                + ", "
                + ratio(pattern.sectors128(), pattern.executions()),
            bytes(pattern.needed()),
            bytes(pattern.moved32()) + ", " + bytes(pattern.moved128()),
            pattern.isCoalesced() ? "coalesced" : "scattered"));
  }

  private static String width(AccessPattern pattern) {
    int width = pattern.site().width();
    String bytes = width * pattern.site().elementBytes() + " bytes";
    return width == 1 ? bytes : bytes + " as " + width;
  }

  private static String lanes(AccessPattern pattern) {
    return switch (pattern.lanes()) {
      case ALONE -> "one alone";
      case BROADCAST -> "all the same";
      case CONTIGUOUS -> "side by side";
      case STRIDED -> "stride " + pattern.stride();
      case MIXED -> "mixed, mostly " + pattern.stride();
    };
  }

  private static String ratio(long count, long of) {
    return String.format(Locale.ROOT, "%.1f", (double) count / of);
  }

  private static String bytes(long bytes) {
    if (bytes < KIBI) {
      return bytes + " B";
    }
    return bytes < KIBI * KIBI
        ? String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIBI)
        : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / (KIBI * KIBI));
  }

  /** Returns the line for a terminal. */
  String text() {
    return String.format(
        Locale.ROOT,
        "      %-10s  %-18s  %-20s  %-12s sectors  %-10s needed  %-22s moved  %s",
        cells.toArray());
  }
}
