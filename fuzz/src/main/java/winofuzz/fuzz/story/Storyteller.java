package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.fuzz.story.Story.Broken;
import winofuzz.fuzz.story.Story.Cause;
import winofuzz.fuzz.story.Story.KernelSide;
import winofuzz.fuzz.story.Story.Larger;
import winofuzz.fuzz.story.Story.PathSide;
import winofuzz.fuzz.story.Story.StageCell;
import winofuzz.fuzz.story.Story.StageRow;
import winofuzz.ir.Stage;

/**
 * Finds out all there is to tell of a finding: looks at its minimal case through every path, at
 * neighbours of that case, at a larger one on which a pattern can be seen, and blames the compiler.
 */
public final class Storyteller {
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

  private final Oracle oracle;
  private final Judge judge;

  /**
   * A storyteller.
   *
   * @param oracle looks at cases
   * @param judge tells within limits whether a case shows a finding
   */
  public Storyteller(Oracle oracle, Judge judge) {
    this.oracle = oracle;
    this.judge = judge;
  }

  /** Returns the story of a finding, whose minimal case shows it. */
  public Story tell(Finding finding) {
    Signature signature = finding.signature();
    Target target = finding.setting().target();
    boolean isLimit = !finding.isShrinkable();
    Evidence minimal =
        isLimit
            ? Evidence.none(finding.minimal(), finding.setting())
            : oracle.evidence(finding.minimal(), target);
    Function<ConvCase, Answer> shows = c -> judge.shows(c, target, signature);
    Optional<ConvCase> larger = isLimit ? Optional.empty() : larger(finding, shows);
    @Nullable Evidence seen = larger.map(c -> oracle.evidence(c, target)).orElse(null);
    Optional<ExtentSweep> sweep =
        isLimit || isOfValues(signature)
            ? Optional.empty()
            : ExtentSweep.of(finding.minimal().with(inputs(finding)), shows);
    @Nullable Broken broken =
        isLimit
            ? null
            : oracle
                .culprit(finding.minimal(), target, signature.path())
                .map(Broken::of)
                .orElse(null);
    Cause cause = new Causes(signature, minimal, seen, sweep, broken).find();
    ValueComparison compared = ValueComparison.of(signature, minimal);
    OutputPicture picture = compared.picture(minimal.subject().convolution());
    OutputPicture largerPicture =
        seen == null
            ? null
            : ValueComparison.of(signature, seen).picture(seen.subject().convolution());
    return new Story(
        signature,
        Headline.of(signature, finding.setting().paths().getFirst()),
        cause,
        finding.minimal(),
        finding.provenMinimal(),
        finding.gaveUpOn(),
        isLimit ? "It was not shrunk, as each try may cost as much." : minimality(finding, shows),
        finding.detail(),
        broken,
        compared.first(minimal.subject().convolution()),
        picture,
        larger.isPresent() && largerPicture != null
            ? new Larger(larger.get(), largerPicture)
            : null,
        pattern(largerPicture == null ? picture : largerPicture, sweep, cause),
        stages(minimal),
        sides(minimal, signature, picture),
        grid(minimal),
        finding.reproduce());
  }

  private static boolean isOfValues(Signature signature) {
    return switch (signature.symptom()) {
      case Symptom.WrongStage _, Symptom.WrongOnDevice _, Symptom.PathsDiffer _ -> true;
      case Symptom.FailsToLower _,
          Symptom.WronglyRewritten _,
          Symptom.MemoryFault _,
          Symptom.DidNotFinish _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          false;
    };
  }

  // *** other cases

  /** Returns inputs on which everything shows, as far as the finding lets them be chosen. */
  private static Inputs inputs(Finding finding) {
    Inputs seen = finding.firstSeen().inputs();
    return switch (seen.domain()) {
      case ONES -> new Inputs(InputDomain.REAL, seen.seed());
      case REAL, LATTICE, ONEHOT, SPECIAL -> new Inputs(seen.domain(), seen.seed());
    };
  }

  /** Returns a larger case that shows the finding, with several tiles, channels and images. */
  private static Optional<ConvCase> larger(Finding finding, Function<ConvCase, Answer> shows) {
    Convolution c = finding.minimal().convolution();
    for (Inputs inputs : List.of(new Inputs(InputDomain.REAL, 1), inputs(finding))) {
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

  /** Says why the case is minimal: what of it cannot be less, each by its own. */
  private static String minimality(Finding finding, Function<ConvCase, Answer> shows) {
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

  // *** what is seen

  private static List<String> pattern(
      @Nullable OutputPicture picture, Optional<ExtentSweep> sweep, Cause cause) {
    List<String> result = new ArrayList<>();
    if (picture != null) {
      result.add(picture.words());
    }
    sweep.ifPresent(s -> result.add(s.words()));
    // What is told as the cause is not told again.
    String told = cause.explanation().toLowerCase(Locale.ROOT);
    return result.stream().filter(w -> !told.contains(w.toLowerCase(Locale.ROOT))).toList();
  }

  private static List<StageRow> stages(Evidence evidence) {
    List<StageRow> rows = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      List<StageCell> cells =
          evidence.paths().stream().map(path -> cell(evidence, path, stage)).toList();
      if (cells.stream().anyMatch(cell -> !cell.verdict().isEmpty())) {
        rows.add(new StageRow(stage, cells));
      }
    }
    return rows;
  }

  private static StageCell cell(Evidence evidence, Evidence.OfPath path, Stage stage) {
    return path.stages().stream()
        .filter(s -> s.stage() == stage)
        .findFirst()
        .map(
            s -> {
              String verdict =
                  evidence.expected() == null
                      ? "not asked"
                      : s.exact() == null ? "no value" : s.isRight() ? "right" : "wrong";
              return new StageCell(verdict, s.nodes(), s.problem());
            })
        .orElse(new StageCell("", 0, ""));
  }

  private static List<PathSide> sides(
      Evidence evidence, Signature signature, @Nullable OutputPicture picture) {
    return evidence.paths().stream()
        .map(
            path -> {
              boolean isBlamed = path.path().equals(signature.path());
              GuiltyLines guilty =
                  new GuiltyLines(path, isBlamed && picture != null ? picture.wrong() : List.of());
              return new PathSide(
                  path.path(),
                  path.problem(),
                  IntStream.range(0, path.kernels().size())
                      .mapToObj(i -> side(path, i, guilty.of(i)))
                      .toList());
            })
        .toList();
  }

  private static KernelSide side(
      Evidence.OfPath path, int number, SortedMap<Integer, String> marks) {
    CompiledKernel kernel = path.kernels().get(number);
    List<String> lines = kernel.source().lines().toList();
    return new KernelSide(
        kernel.name(),
        path.launches().get(number).withAxes(),
        kernel.options(),
        Excerpt.of(lines, marks),
        lines.size());
  }

  private static @Nullable GridClass grid(Evidence evidence) {
    List<Evidence.OfPath> paths = evidence.paths();
    return paths.size() < 2 || !paths.stream().allMatch(Evidence.OfPath::isLowered)
        ? null
        : new GridComparison(paths.get(0).launches(), paths.get(1).launches()).gridClass();
  }
}
