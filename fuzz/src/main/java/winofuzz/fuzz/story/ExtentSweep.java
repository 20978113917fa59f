package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.shrink.Answer;

/**
 * On which extents of the two innermost axes a finding shows: all remainders modulo the tile are
 * tried on both axes, and a rule is looked for that tells exactly those on which it shows.
 *
 * @param tried each case, and whether it shows the finding
 */
record ExtentSweep(Map<ConvCase, Boolean> tried) {
  private static final int TILE = OutputPicture.WINOGRAD_TILE;

  /** What may tell on which extents something shows. */
  enum Rule {
    EXCHANGED(
        "rounding h and w up to whole tiles by each other's extent gives one of them too little"),
    SIZES_DIFFER("the extents of h and w leave different remainders modulo 4"),
    PADDED_DIFFER("the padded extents of h and w leave different remainders modulo 4"),
    OUTPUTS_DIFFER("the outputs along h and w leave different remainders modulo 4"),
    W_PARTIAL("the last tile along w is not whole"),
    H_PARTIAL("the last tile along h is not whole"),
    SOME_PARTIAL("the last tile along h or w is not whole"),
    BOTH_PARTIAL("the last tile along h and the last along w are not whole"),
    W_SEVERAL("there are several tiles along w"),
    H_SEVERAL("there are several tiles along h"),
    SOME_SEVERAL("there is more than one tile"),
    SIZES_UNEQUAL("h and w are not equal");

    private final String description;

    Rule(String description) {
      this.description = description;
    }

    private boolean holds(Axis h, Axis w) {
      return switch (this) {
        case EXCHANGED -> isShort(h, w) || isShort(w, h);
        case SIZES_DIFFER -> h.size() % TILE != w.size() % TILE;
        case PADDED_DIFFER -> h.padded() % TILE != w.padded() % TILE;
        case OUTPUTS_DIFFER -> h.output() % TILE != w.output() % TILE;
        case W_PARTIAL -> w.output() % TILE != 0;
        case H_PARTIAL -> h.output() % TILE != 0;
        case SOME_PARTIAL -> h.output() % TILE != 0 || w.output() % TILE != 0;
        case BOTH_PARTIAL -> h.output() % TILE != 0 && w.output() % TILE != 0;
        case W_SEVERAL -> w.output() > TILE;
        case H_SEVERAL -> h.output() > TILE;
        case SOME_SEVERAL -> h.output() > TILE || w.output() > TILE;
        case SIZES_UNEQUAL -> h.size() != w.size();
      };
    }

    /** Whether an axis has too few tiles if it is rounded up by what another's extent needs. */
    private static boolean isShort(Axis a, Axis other) {
      int padded = other.size() + a.padBefore() + a.padAfter() - a.reach() + 1;
      int amount = Math.floorMod(-padded, TILE);
      return (a.output() + amount) / TILE * TILE < a.output();
    }

    String description() {
      return description;
    }

    /** Whether it is about tiles that reach beyond the input. */
    boolean isOfPartialTiles() {
      return switch (this) {
        case W_PARTIAL, H_PARTIAL, SOME_PARTIAL, BOTH_PARTIAL -> true;
        case EXCHANGED,
            SIZES_DIFFER,
            PADDED_DIFFER,
            OUTPUTS_DIFFER,
            W_SEVERAL,
            H_SEVERAL,
            SOME_SEVERAL,
            SIZES_UNEQUAL ->
            false;
      };
    }
  }

  /** Tries extents; empty where one is given up or there is only one spatial axis. */
  static Optional<ExtentSweep> of(ConvCase minimal, Function<ConvCase, Answer> shows) {
    if (minimal.convolution().spatial().size() < 2) {
      return Optional.empty();
    }
    Map<ConvCase, Boolean> tried = new LinkedHashMap<>();
    for (int h = 0; h < TILE; h++) {
      for (int w = 0; w < TILE; w++) {
        ConvCase c = minimal.with(larger(minimal.convolution(), h, w));
        switch (shows.apply(c)) {
          case YES -> tried.put(c, true);
          case NO -> tried.put(c, false);
          case GAVE_UP -> {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(new ExtentSweep(tried));
  }

  /** Returns a convolution with longer innermost axes. */
  static Convolution larger(Convolution c, int h, int w) {
    List<Axis> axes = new ArrayList<>(c.spatial());
    int n = axes.size();
    axes.set(n - 1, longer(axes.get(n - 1), w));
    if (n > 1) {
      axes.set(n - 2, longer(axes.get(n - 2), h));
    }
    return new Convolution(c.batch(), c.cin(), c.cout(), c.groups(), axes, c.dtype());
  }

  private static Axis longer(Axis a, int by) {
    return new Axis(
        a.size() + by, a.kernel(), a.padBefore(), a.padAfter(), a.stride(), a.dilation());
  }

  /** Returns the rule that tells exactly on which extents it shows. */
  Optional<Rule> rule() {
    for (Rule rule : Rule.values()) {
      Predicate<ConvCase> holds =
          c -> {
            List<Axis> axes = c.convolution().spatial();
            return rule.holds(axes.get(axes.size() - 2), axes.getLast());
          };
      if (tried.entrySet().stream().allMatch(e -> holds.test(e.getKey()) == e.getValue())) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** Returns on how many of the tried extents it shows. */
  long shown() {
    return tried.values().stream().filter(shows -> shows).count();
  }

  /** Returns what was tried and seen, as a sentence. */
  String words() {
    List<Axis> first = tried.keySet().iterator().next().convolution().spatial();
    int h = first.get(first.size() - 2).size();
    int w = first.getLast().size();
    String extents = "h=%d..%d, w=%d..%d".formatted(h, h + TILE - 1, w, w + TILE - 1);
    if (shown() == tried.size()) {
      return "It shows on all %d extents %s.".formatted(tried.size(), extents);
    }
    return rule()
        .map(
            rule ->
                "It shows exactly where %s: on %d of the %d extents %s."
                    .formatted(rule.description(), shown(), tried.size(), extents))
        .orElseGet(
            () -> "It shows on %d of the %d extents %s.".formatted(shown(), tried.size(), extents));
  }
}
