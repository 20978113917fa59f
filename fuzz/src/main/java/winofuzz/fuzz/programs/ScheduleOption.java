package winofuzz.fuzz.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How a compiler is told to schedule a kernel: the name of an optimization with an axis and a
 * number, such as {@code UNROLL:0:4}. The numbers are those that a search of the compiler tries of
 * its own accord, with those that it pads to for tensor cores.
 */
public enum ScheduleOption {
  /** No optimization but those that are named. */
  NOOPT(0),
  UPCAST(3),
  UNROLL(2),
  LOCAL(3),
  GROUP(2),
  GROUPTOP(2),
  PADTO(3),
  /** Tensor cores, with a number that says how far axes are split or padded for them. */
  TC(2);

  private final int axes;

  ScheduleOption(int axes) {
    this.axes = axes;
  }

  private List<Integer> numbers() {
    return switch (this) {
      case NOOPT -> List.of();
      case UPCAST -> List.of(0, 2, 3, 4, 5, 7);
      case UNROLL -> List.of(0, 4, 7);
      case LOCAL -> List.of(2, 3, 4, 8, 16);
      case GROUP -> List.of(0, 4, 8, 16);
      case GROUPTOP -> List.of(13, 16, 32);
      case PADTO -> List.of(8, 32);
      case TC -> List.of(0, 1, 2);
    };
  }

  private String text(int axis, int number) {
    return "%s:%d:%d".formatted(name(), axis, number);
  }

  /** Draws some, in the order in which they are to be applied. */
  static List<String> drawn(Random random) {
    List<String> result = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      ScheduleOption option = values()[1 + random.nextInt(values().length - 1)];
      int number = option.numbers().get(random.nextInt(option.numbers().size()));
      result.add(option.text(random.nextInt(option.axes), number));
    }
    return result.isEmpty() ? List.of(NOOPT.name()) : result;
  }

  /** Draws some that begin with tensor cores, which a kernel takes before all others. */
  static List<String> drawnWithTensorCores(Random random) {
    List<String> result = new ArrayList<>();
    result.add(TC.text(0, random.nextInt(TC.numbers().size())));
    if (random.nextBoolean()) {
      drawn(random).stream().filter(o -> !o.equals(NOOPT.name())).forEach(result::add);
    }
    return result;
  }

  /** Returns simpler lists of options, the simplest first. */
  public static List<List<String>> simpler(List<String> options) {
    List<List<String>> result = new ArrayList<>();
    if (options.isEmpty()) {
      return result;
    }
    result.add(List.of());
    if (!options.equals(List.of(NOOPT.name()))) {
      result.add(List.of(NOOPT.name()));
    }
    for (int i = 0; i < options.size(); i++) {
      List<String> fewer = new ArrayList<>(options);
      fewer.remove(i);
      result.add(fewer);
    }
    for (int i = 0; i < options.size(); i++) {
      for (String simple : simpler(options.get(i))) {
        List<String> changed = new ArrayList<>(options);
        changed.set(i, simple);
        result.add(changed);
      }
    }
    return result;
  }

  private static List<String> simpler(String option) {
    String[] parts = option.split(":");
    List<String> result = new ArrayList<>();
    for (ScheduleOption known : values()) {
      if (known.name().equals(parts[0]) && parts.length == 3) {
        int axis = Integer.parseInt(parts[1]);
        int number = Integer.parseInt(parts[2]);
        for (int lower = 0; lower < axis; lower++) {
          result.add(known.text(lower, number));
        }
        known.numbers().stream()
            .filter(n -> n < number)
            .forEach(n -> result.add(known.text(axis, n)));
      }
    }
    return result;
  }
}
