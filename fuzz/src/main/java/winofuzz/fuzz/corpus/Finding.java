package winofuzz.fuzz.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.oracle.Blame;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.fuzz.shrink.Minimal;

/**
 * A bug: what it looks like, where it was seen first, and the smallest case that shows it.
 *
 * @param signature what every case that shows it has in common
 * @param evidence what was seen on {@link #firstSeen}
 * @param setting how the cases were lowered; its target is that of {@link #firstSeen}
 * @param number of the first case of the campaign that showed it
 * @param firstSeen that case
 * @param minimal the smallest case known to show it
 * @param shrinking how far it was made smaller
 * @param count how many cases of the campaign showed it
 * @param same the signature of the finding that this is the same bug as; null where it is its own
 * @param gaveUpOn the first smaller case whose try was given up, so that nothing is proven; null if
 *     there is none
 */
public record Finding(
    Signature signature,
    Evidence evidence,
    Setting setting,
    long number,
    ConvCase firstSeen,
    ConvCase minimal,
    Shrinking shrinking,
    int count,
    @Nullable Signature same,
    @Nullable ConvCase gaveUpOn) {

  /** A finding without tries that were given up. */
  public Finding(
      Signature signature,
      Evidence evidence,
      Setting setting,
      long number,
      ConvCase firstSeen,
      ConvCase minimal,
      Shrinking shrinking,
      int count,
      @Nullable Signature same) {
    this(signature, evidence, setting, number, firstSeen, minimal, shrinking, count, same, null);
  }

  /** How far the minimal case of a finding was made smaller. */
  public enum Shrinking {
    /** Not to the end. */
    UNFINISHED,
    /** No simpler case fails alike, but not every smaller one could be tried. */
    DONE,
    /** Every smaller case was tried, and none of these tries was given up. */
    PROVEN;

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether smaller cases can be tried: not each of them may take as long as the limit. */
  public boolean isShrinkable() {
    return evidence.concern() != Evidence.Concern.LIMIT;
  }

  /** Whether every case smaller than the minimal one was tried. */
  public boolean provenMinimal() {
    return shrinking == Shrinking.PROVEN;
  }

  public Finding withCount(int other) {
    return new Finding(
        signature, evidence, setting, number, firstSeen, minimal, shrinking, other, same, gaveUpOn);
  }

  /** The same under another signature. */
  public Finding with(Signature other) {
    return new Finding(
        other, evidence, setting, number, firstSeen, minimal, shrinking, count, same, gaveUpOn);
  }

  /** The same after shrinking. Where that was stopped, the smaller of the minimal cases is kept. */
  public Finding with(Minimal shrunk) {
    boolean isLarger = ConvCase.bySize().compare(shrunk.smallest(), minimal) > 0;
    return new Finding(
        signature,
        evidence,
        setting,
        number,
        firstSeen,
        shrunk.stopped() && isLarger ? minimal : shrunk.smallest(),
        shrunk.stopped()
            ? Shrinking.UNFINISHED
            : shrunk.proven() ? Shrinking.PROVEN : Shrinking.DONE,
        count,
        same,
        shrunk.gaveUp().isEmpty() ? null : shrunk.gaveUp().getFirst());
  }

  /** The same, known to be the same bug as another, or as none. */
  public Finding sameAs(@Nullable Signature other) {
    return new Finding(
        signature, evidence, setting, number, firstSeen, minimal, shrinking, count, other,
        gaveUpOn);
  }

  /** The name of its file, and of the finding on the command line. */
  public String id() {
    return signature.id();
  }

  /**
   * What findings have in common that are the same bug, seen on several paths or by several
   * assertions: the concern and the rule to blame; where there is none, the assertion, the symptom,
   * the pass and the minimal case.
   */
  public List<Object> bug() {
    Blame blame = signature.blame();
    return blame.rule().isEmpty()
        ? List.of(signature.assertion(), signature.symptom(), blame, minimal)
        : List.of(evidence.concern(), blame.rule());
  }

  public LoweringPath path() {
    return signature.path();
  }

  public @Nullable String stage() {
    return evidence.stage() == null ? null : evidence.stage().label();
  }

  /** One line that shows it again, from the folder of the project. */
  public String reproduce() {
    return reproduce(minimal, setting);
  }

  /** One line that checks a case. */
  public static String reproduce(ConvCase c, Setting setting) {
    StringBuilder line = new StringBuilder("bin/fuzz check --case ").append(c);
    line.append(" --paths ").append(commas(setting.paths()));
    if (!setting.defects().isEmpty()) {
      line.append(" --defects ").append(defects(setting.defects()));
    }
    if (setting.target() != Target.APPLE) {
      line.append(" --target ").append(setting.target().label());
    }
    return line.toString();
  }

  private static String commas(List<LoweringPath> paths) {
    return paths.stream().map(LoweringPath::label).collect(Collectors.joining(","));
  }

  private static String defects(Set<Defect> defects) {
    return defects.equals(Defect.published())
        ? "published"
        : defects.stream().sorted().map(Defect::label).collect(Collectors.joining(","));
  }
}
