package winofuzz.fuzz.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.Attribution;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.fuzz.story.Story.Broken;
import winofuzz.fuzz.story.Story.Cause;
import winofuzz.fuzz.story.Story.Larger;

/**
 * Finds out all there is to tell of a finding: looks at its minimal case through every path, at
 * neighbours of that case, at a larger one on which a pattern can be seen, and blames the compiler.
 */
public final class Storyteller {
  /** Judging a case costs some compilers seconds. */
  private static final int MOST_TRIES_IF_COSTLY = 30;

  private final Oracle oracle;
  private final Judge judge;
  private final int mostTries;

  /**
   * A storyteller.
   *
   * @param oracle looks at cases
   * @param judge tells within limits whether a case shows a finding
   * @param costly whether judging a case costs so much that only a few are looked at
   */
  public Storyteller(Oracle oracle, Judge judge, boolean costly) {
    this.oracle = oracle;
    this.judge = judge;
    this.mostTries = costly ? MOST_TRIES_IF_COSTLY : Integer.MAX_VALUE;
  }

  /** Returns the story of a finding, whose minimal case shows it. */
  public Story tell(Finding finding) {
    if (!finding.isShrinkable()) {
      return ofLimit(finding);
    }
    return finding.minimal().isLarge() ? ofLarge(finding) : told(finding);
  }

  private Story told(Finding finding) {
    Signature signature = finding.signature();
    Target target = finding.setting().target();
    OtherCases others = new OtherCases(finding, limited(target, signature));
    Evidence minimal = oracle.evidence(finding.minimal(), target);
    Optional<Evidence> larger = others.larger().map(c -> oracle.evidence(c, target));
    Optional<ExtentSweep> sweep = isOfValues(signature) ? Optional.empty() : others.sweep();
    Optional<Attribution> attribution = attribution(finding, target);
    @Nullable Broken broken =
        attribution.isPresent()
            ? null
            : oracle
                .culprit(finding.minimal(), target, signature.path())
                .map(Broken::of)
                .orElse(null);
    Cause cause =
        attribution
            .map(PartyCause::of)
            .orElseGet(
                () -> new Causes(signature, minimal, larger.orElse(null), sweep, broken).find());
    Convolution c = finding.minimal().convolution();
    ValueComparison compared = ValueComparison.of(signature, minimal);
    @Nullable OutputPicture picture = compared.picture(c);
    @Nullable Larger seen = larger.flatMap(evidence -> seen(signature, evidence)).orElse(null);
    return new Story(
        signature,
        headline(finding),
        cause,
        finding.minimal(),
        finding.provenMinimal(),
        finding.gaveUpOn(),
        others.minimality(),
        finding.detail(),
        broken,
        compared.first(c),
        picture,
        seen,
        pattern(seen == null ? picture : seen.picture(), sweep, cause),
        SideBySide.stages(minimal),
        SideBySide.paths(
            minimal, signature, picture, attribution.flatMap(Attribution::wrongLine).orElse(null)),
        SideBySide.gridClass(minimal),
        finding.reproduce());
  }

  /** Whose fault it is; empty where a rule or pass of the compiler is to blame. */
  private Optional<Attribution> attribution(Finding finding, Target target) {
    Signature signature = finding.signature();
    return oracle
        .attribution(finding.minimal(), target, signature)
        .filter(found -> found.blame().equals(signature.blame()));
  }

  /** A case that costs too much is not looked at again. */
  private static Story ofLimit(Finding finding) {
    return withoutValues(
        finding,
        new Cause("limit", "The case was given up: " + finding.detail() + ".", ""),
        "It was not shrunk, as each try may cost as much.");
  }

  /** A large case has no values to look at: the thread that shows it is all there is to tell. */
  private static Story ofLarge(Finding finding) {
    return withoutValues(
        finding,
        new Cause("bounds", finding.detail() + ".", ""),
        "Smaller ones that are too large to be run were tried, one number after the other.");
  }

  private static Story withoutValues(Finding finding, Cause cause, String minimality) {
    return new Story(
        finding.signature(),
        headline(finding),
        cause,
        finding.minimal(),
        false,
        finding.gaveUpOn(),
        minimality,
        finding.detail(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        finding.reproduce());
  }

  private static String headline(Finding finding) {
    return Headline.of(finding.signature(), finding.setting().paths().getFirst());
  }

  private static Optional<Larger> seen(Signature signature, Evidence evidence) {
    ConvCase c = evidence.subject();
    return Optional.ofNullable(ValueComparison.of(signature, evidence).picture(c.convolution()))
        .map(picture -> new Larger(c, picture));
  }

  private Function<ConvCase, Answer> limited(Target target, Signature signature) {
    AtomicInteger tries = new AtomicInteger();
    return c ->
        tries.getAndIncrement() < mostTries ? judge.shows(c, target, signature) : Answer.GAVE_UP;
  }

  private static boolean isOfValues(Signature signature) {
    return switch (signature.symptom()) {
      case Symptom.WrongStage _, Symptom.WrongOnDevice _, Symptom.PathsDiffer _ -> true;
      case Symptom.FailsToLower _,
          Symptom.WronglyRewritten _,
          Symptom.MemoryFault _,
          Symptom.OutOfBounds _,
          Symptom.DidNotFinish _,
          Symptom.BeyondPromise _,
          Symptom.WrongSize _,
          Symptom.EngineFailure _,
          Symptom.LimitExceeded _ ->
          false;
    };
  }

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
}
