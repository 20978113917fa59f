package winofuzz.fuzz.selftest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of planted defects, in the order of what they are planted in. */
public final class PlantedDefects {
  private static final List<PlantedDefect> SINGLE =
      Stream.of(
              GraphDefects.RANGEIFY,
              GraphDefects.WINOGRAD,
              GraphDefects.SCHEDULER,
              SymbolicDefects.ALL,
              KernelDefects.OPTIMIZER,
              KernelDefects.LOWERING,
              RunDefects.RENDERER,
              RunDefects.SIMULATOR,
              NumberDefects.ARITHMETIC,
              NumberDefects.INTERPRETER,
              RareDefects.ALL,
              PrecisionDefects.ALL,
              MemoryDefects.SIZES,
              MemoryDefects.MEMORY,
              NumberDefects.SPECIAL)
          .flatMap(List::stream)
          .toList();

  /** All of them; each is wrong on some case, and no two are the same mistake. */
  public static final List<PlantedDefect> ALL =
      Stream.concat(SINGLE.stream(), PairDefects.of(SINGLE).stream()).toList();

  private PlantedDefects() {}

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(PlantedDefect::name).toList();
  }

  /** The names of all, and of the areas that they are planted in. */
  public static List<String> namesAndAreas() {
    return Stream.concat(Area.labels().stream(), names().stream()).toList();
  }

  /** The defect of a name, empty where there is none. */
  public static Optional<PlantedDefect> named(String name) {
    return ALL.stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
