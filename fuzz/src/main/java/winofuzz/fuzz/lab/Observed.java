package winofuzz.fuzz.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.access.AccessPattern;
import winofuzz.fuzz.access.AccessSite.Direction;
import winofuzz.fuzz.bench.Ratio;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.GridKernel;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.ir.Memory;

/**
 * What was seen of an experiment at one size.
 *
 * @param experiment which one
 * @param size height and width of the input; 16 channels in and out, padding 1
 * @param lowering its kernels and what they ask of memory
 * @param old the same of {@link Experiment#OLD}
 * @param violations the assertions that it violates, with what they say
 * @param time what it takes over what {@link Experiment#OLD} takes; null if that was not measured
 */
public record Observed(
    Experiment experiment,
    int size,
    GridTable.Row lowering,
    GridTable.Row old,
    List<Violated> violations,
    @Nullable Ratio time) {
  /** How many numbers of a kernel's name the documents call its grid. */
  private static final int SHOWN = 3;

  public Observed {
    violations = List.copyOf(violations);
  }

  /** An assertion that is violated, and what it says. */
  public record Violated(String assertion, String detail) {}

  /** Returns the kernel that sums the products: the first one. */
  GridKernel products() {
    return lowering.kernels().getFirst();
  }

  /** Returns its grid as the documents write it: {@code r_6_6_16}. */
  String grid() {
    return grid(products().kernel().name());
  }

  /** Returns the grid in a kernel's name: its letter and the first three numbers. */
  static String grid(String name) {
    String[] parts = name.split("_", -1);
    return String.join("_", List.of(parts).subList(0, Math.min(parts.length, SHOWN + 1)));
  }

  /** Returns the launch of the kernel that sums the products, with its axes. */
  String launch() {
    return LaunchShape.of(products().kernel()).withAxes();
  }

  /** Returns how its launches compare with those of old. */
  GridClass gridClass() {
    return new GridComparison(old.launches(), lowering.launches()).gridClass();
  }

  /** Whether all kernels are called and launched as those of old and have the same buffers. */
  boolean isScheduledAsOld() {
    return facts(lowering).equals(facts(old));
  }

  private static List<String> facts(GridTable.Row row) {
    List<String> facts = new ArrayList<>();
    for (GridKernel kernel : row.kernels()) {
      facts.add(LaunchShape.of(kernel.kernel()).toString());
      facts.add(kernel.kernel().name());
      facts.add(kernel.buffers().stream().map(Memory::elements).toList().toString());
      facts.add(kernel.kernel().options().toString());
    }
    return facts;
  }

  /** Returns how the products are written to memory; empty text if there is no such buffer. */
  String writesOfProducts() {
    return accesses(products(), Direction.STORE);
  }

  /** Returns how the products are read by the output transform. */
  String readsOfProducts() {
    return lowering.kernels().size() < 2
        ? ""
        : accesses(lowering.kernels().getLast(), Direction.LOAD);
  }

  private String accesses(GridKernel kernel, Direction direction) {
    List<String> found = new ArrayList<>();
    for (AccessPattern pattern : patterns(kernel)) {
      Memory memory = kernel.buffers().get(pattern.site().argument());
      if (pattern.site().direction() == direction && memory.role() == Memory.Role.INTERMEDIATE) {
        found.add(
            String.format(
                Locale.ROOT,
                "%d bytes a lane, %.1f sectors, %s",
                pattern.site().elementBytes() * pattern.site().width(),
                (double) pattern.sectors32() / pattern.executions(),
                pattern.isCoalesced() ? "coalesced" : "scattered"));
      }
    }
    return String.join("; ", found);
  }

  /** Returns the bytes that all kernels move in sectors of 32; empty if that is not known. */
  OptionalLong moved() {
    return lowering.kernels().stream()
        .flatMap(kernel -> patterns(kernel).stream())
        .mapToLong(AccessPattern::moved32)
        .reduce(Long::sum);
  }

  private static List<AccessPattern> patterns(GridKernel kernel) {
    List<AccessPattern> accesses = kernel.accesses();
    return accesses == null ? List.of() : accesses;
  }
}
