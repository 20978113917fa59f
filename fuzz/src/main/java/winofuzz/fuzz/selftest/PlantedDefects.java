package winofuzz.fuzz.selftest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of planted defects, in the order of what they are planted in. */
public final class PlantedDefects {
  /** All of them; each is wrong on some case, and no two are the same mistake. */
  public static final List<PlantedDefect> ALL =
      Stream.of(
              GraphDefects.RANGEIFY,
              GraphDefects.WINOGRAD,
              GraphDefects.SCHEDULER,
              SymbolicDefects.ALL,
              KernelDefects.OPTIMIZER,
              KernelDefects.LOWERING,
              RunDefects.RENDERER,
              RunDefects.SIMULATOR)
          .flatMap(List::stream)
          .toList();

  private PlantedDefects() {}

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(PlantedDefect::name).toList();
  }

  /** The defect of a name, empty where there is none. */
  public static Optional<PlantedDefect> named(String name) {
    return ALL.stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
