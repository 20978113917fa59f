package winofuzz.fuzz.finding;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.shrink.Minimal;

/**
 * A violated assertion on a case: made by the oracle, counted and shrunk by a campaign, kept in a
 * file, compared with a baseline.
 *
 * @param signature what it looks like on every case that shows it
 * @param detail what was seen on {@link #minimal}, in one line; begins with the case where it was
 *     seen on another one
 * @param setting how the cases were lowered, for the target of {@link #firstSeen}
 * @param number of the first case of the campaign that showed it
 * @param firstSeen that case
 * @param minimal the smallest case known to show it
 * @param shrinking how far it was made smaller
 * @param count how many cases of the campaign showed it
 * @param alongside all violations on {@link #minimal}, this one included, and wrong values that
 *     only other inputs of its shape show
 * @param needs the rules, applied in the pass to blame or after it, without which {@link #minimal}
 *     does not show it
 * @param same the signature of the finding that is the same bug; null where it is one of its own
 * @param gaveUpOn the first smaller case whose try was given up, so that nothing is proven; null if
 *     there is none
 */
public record Finding(
    Signature signature,
    String detail,
    Setting setting,
    long number,
    ConvCase firstSeen,
    ConvCase minimal,
    Shrinking shrinking,
    int count,
    SortedSet<Signature> alongside,
    SortedSet<String> needs,
    @Nullable Signature same,
    @Nullable ConvCase gaveUpOn) {

  /** What stands in the place of an assertion if an engine broke while a case was made smaller. */
  public static final String SHRINKING = "shrinking";

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

  public Finding {
    TreeSet<Signature> all = new TreeSet<>(alongside);
    all.add(signature);
    alongside = Collections.unmodifiableSortedSet(all);
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
  }

  /**
   * A violation that was seen on a case.
   *
   * @param alongside all violations on that case
   */
  public static Finding seen(
      Signature signature, String detail, Setting setting, ConvCase c, Set<Signature> alongside) {
    return new Finding(
        signature,
        detail,
        setting,
        0,
        c,
        c,
        Shrinking.UNFINISHED,
        1,
        new TreeSet<>(alongside),
        new TreeSet<>(),
        null,
        null);
  }

  /** What was seen before, on another case, of which is known only that it shows the same. */
  public static Finding seen(Finding before, ConvCase c) {
    return seen(before, c, Set.of());
  }

  /**
   * What was seen before, on another case that shows the same.
   *
   * @param alongside all other violations on that case
   */
  public static Finding seen(Finding before, ConvCase c, Set<Signature> alongside) {
    String where = "on " + before.firstSeen + ": ";
    String detail =
        c.equals(before.minimal) || before.detail.startsWith(where)
            ? before.detail
            : where + before.detail;
    Set<Signature> all = new TreeSet<>(alongside);
    all.add(before.signature);
    return seen(before.signature, detail, before.setting, c, all);
  }

  /** The bug that it is one of. */
  public Bug bug() {
    return Bug.of(signature);
  }

  /** Whether its minimal case shows a bug. */
  public boolean shows(Bug bug) {
    return alongside.stream().map(Bug::of).anyMatch(bug::equals);
  }

  /**
   * Whether its minimal case shows the bug of another, or something as wrong in the same pass, for
   * which no rule could be told.
   */
  boolean mayShow(Finding other) {
    Blame blame = other.signature.blame();
    return shows(other.bug())
        || alongside.stream()
            .anyMatch(
                s ->
                    s.symptom().concern() == other.signature.symptom().concern()
                        && s.blame().equals(new Blame(blame.pass(), "")));
  }

  /**
   * Whether smaller cases can be tried: not each of them may take as long as the limit, and what
   * broke while a case was made smaller has none.
   */
  public boolean isShrinkable() {
    return signature.symptom().concern() != Concern.LIMIT
        && !signature.assertion().equals(SHRINKING);
  }

  /** Whether every case smaller than the minimal one was tried. */
  public boolean provenMinimal() {
    return shrinking == Shrinking.PROVEN;
  }

  /** The same, first seen on a case of a campaign. */
  public Finding withNumber(long other) {
    return new Finding(
        signature, detail, setting, other, firstSeen, minimal, shrinking, count, alongside, needs,
        same, gaveUpOn);
  }

  /** The same, seen on so many cases. */
  public Finding withCount(int other) {
    return new Finding(
        signature, detail, setting, number, firstSeen, minimal, shrinking, other, alongside, needs,
        same, gaveUpOn);
  }

  /** The bugs alongside that the same rule is to blame for: it may be wrong in several ways. */
  public Set<Bug> ofSameRule() {
    return alongside.stream()
        .map(Bug::of)
        .filter(b -> b.sharesCauseWith(bug()) && !b.equals(bug()))
        .collect(Collectors.toSet());
  }

  /** The same, known to be seen without another bug too, which is no longer told of. */
  public Finding apartFrom(Bug other) {
    TreeSet<Signature> others = new TreeSet<>(alongside);
    others.removeIf(s -> Bug.of(s).equals(other));
    return new Finding(
        signature, detail, setting, number, firstSeen, minimal, shrinking, count, others, needs,
        same, gaveUpOn);
  }

  /** The same, known not to show on its minimal case without some rules. */
  public Finding needing(Set<String> rules) {
    return new Finding(
        signature,
        detail,
        setting,
        number,
        firstSeen,
        minimal,
        shrinking,
        count,
        alongside,
        new TreeSet<>(rules),
        same,
        gaveUpOn);
  }

  /** The same under another signature. */
  public Finding with(Signature other) {
    return new Finding(
        other, detail, setting, number, firstSeen, minimal, shrinking, count, alongside, needs,
        same, gaveUpOn);
  }

  /**
   * The same after shrinking. Where that was stopped, the smaller of the two minimal cases is kept.
   *
   * @param seen what was seen on the smallest case
   */
  public Finding shrunkTo(Finding seen, Minimal shrunk) {
    boolean isLarger = ConvCase.bySize().compare(seen.minimal, minimal) > 0;
    Finding kept = shrunk.stopped() && isLarger ? this : seen;
    return new Finding(
        signature,
        kept.detail,
        setting,
        number,
        firstSeen,
        kept.minimal,
        shrunk.stopped()
            ? Shrinking.UNFINISHED
            : shrunk.proven() ? Shrinking.PROVEN : Shrinking.DONE,
        count,
        kept.alongside,
        kept.needs,
        same,
        shrunk.gaveUp().isEmpty() ? null : shrunk.gaveUp().getFirst());
  }

  /** The same, known to be the same bug as another, or as none. */
  public Finding sameAs(@Nullable Signature other) {
    return new Finding(
        signature, detail, setting, number, firstSeen, minimal, shrinking, count, alongside, needs,
        other, gaveUpOn);
  }

  /** The name of its file, and of the finding on the command line. */
  public String id() {
    return signature.id();
  }

  public LoweringPath path() {
    return signature.path();
  }

  public @Nullable String stage() {
    return signature.symptom().stage() == null ? null : signature.symptom().stage().label();
  }

  /** One line that shows it again, from the folder of the project. */
  public String reproduce() {
    return reproduce(minimal, setting);
  }

  /** One line that checks a case. */
  public static String reproduce(ConvCase c, Setting setting) {
    StringBuilder line = new StringBuilder("bin/fuzz check --case ").append(c);
    line.append(' ').append(setting.compiler().options(setting.paths()));
    if (!setting.defects().isEmpty()) {
      line.append(" --defects ").append(defects(setting.defects()));
    }
    if (setting.target() != Target.APPLE) {
      line.append(" --target ").append(setting.target().label());
    }
    return line.toString();
  }

  private static String defects(Set<Defect> defects) {
    return defects.equals(Defect.published())
        ? "published"
        : defects.stream().sorted().map(Defect::label).collect(Collectors.joining(","));
  }
}
