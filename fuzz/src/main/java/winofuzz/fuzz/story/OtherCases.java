package winofuzz.fuzz.story;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.shrink.Answer;

/**
 * Cases near the minimal one of a finding, and which of them show it.
 *
 * @param shows whether a case shows the finding
 */
record OtherCases(Finding finding, Function<ConvCase, Answer> shows) {
  /** Extents of larger cases that are tried, as what is added to the two innermost axes. */
  private static final List<int[]> GROWTHS =
      List.of(
          new int[] {5, 6},
          new int[] {6, 5},
          new int[] {4, 4},
          new int[] {8, 8},
          new int[] {5, 5},
          new int[] {4, 5},
          new int[] {5, 4},
          new int[] {0, 4},
          new int[] {4, 0});

  /** Returns inputs on which everything shows, as far as the finding lets them be chosen. */
  private Inputs inputs() {
    Inputs seen = finding.firstSeen().inputs();
    return switch (seen.domain()) {
      case ONES -> new Inputs(InputDomain.REAL, seen.seed());
      case REAL, LATTICE, ONEHOT, ROUNDING, SPECIAL -> new Inputs(seen.domain(), seen.seed());
    };
  }

  /** Returns a larger case that shows the finding, with several tiles, channels and images. */
  Optional<ConvCase> larger() {
    Convolution c = finding.minimal().convolution();
    for (Inputs inputs : List.of(new Inputs(InputDomain.REAL, 1), inputs())) {
      for (int channels = 3; channels >= 1; channels -= 2) {
        for (int[] by : GROWTHS) {
          Optional<ConvCase> grown = grown(c, channels, by, inputs);
          if (grown.isPresent() && shows.apply(grown.get()) == Answer.YES) {
            return grown;
          }
        }
      }
    }
    // On inputs of ones and zeros several mistakes come to the same.
    return Stream.of(finding.minimal().with(new Inputs(InputDomain.REAL, 1)), finding.firstSeen())
        .filter(f -> !f.equals(finding.minimal()) && shows.apply(f) == Answer.YES)
        .findFirst();
  }

  private static Optional<ConvCase> grown(Convolution c, int channels, int[] by, Inputs inputs) {
    int cout = Math.max(c.cout(), channels * c.groups());
    int cin = Math.max(c.cin(), Math.min(2, channels) * c.groups());
    int batch = Math.max(c.batch(), Math.min(2, channels));
    Convolution longer = ExtentSweep.larger(c, by[0], by[1]);
    try {
      return Optional.of(
          new ConvCase(
              new Convolution(batch, cin, cout, c.groups(), longer.spatial(), c.dtype()), inputs));
    } catch (BadConvolutionException e) {
      return Optional.empty();
    }
  }

  /** Tries the extents around those of the minimal case; empty where that cannot be done. */
  Optional<ExtentSweep> sweep() {
    return ExtentSweep.of(finding.minimal().with(inputs()), shows);
  }

  /** Says why the case is minimal: what of it cannot be less, each by its own. */
  String minimality() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    new SmallerNeighbours(finding.minimal())
        .all()
        .forEach((what, c) -> answers.put(what, shows.apply(c)));
    String gone =
        String.join(
            "; ",
            answers.entrySet().stream()
                .filter(e -> e.getValue() == Answer.NO)
                .map(Map.Entry::getKey)
                .toList());
    String needs = gone.isEmpty() ? "" : " It is gone with any one of: " + gone + ".";
    if (finding.provenMinimal()) {
      return "Proven minimal: every smaller case was tried on its inputs, none shows it." + needs;
    }
    ConvCase gaveUpOn = finding.gaveUpOn();
    return switch (finding.shrinking()) {
      case UNFINISHED -> "The smallest so far; bin/fuzz triage %s goes on.".formatted(finding.id());
      case DONE, PROVEN ->
          gaveUpOn == null
              ? "No simpler case tried shows it; not every smaller one could be tried." + needs
              : "No simpler case shows it that was not given up, such as " + gaveUpOn + "." + needs;
    };
  }
}
