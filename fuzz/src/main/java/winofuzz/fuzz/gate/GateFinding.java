package winofuzz.fuzz.gate;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;

/**
 * A finding beside what the baseline says of it.
 *
 * @param status what came of holding the two against each other
 * @param entry of the baseline; of a new finding one that knows as much
 * @param findingOrNull what was seen, null of what is gone
 * @param setting how the gate lowers cases
 * @param origin the file of a case that shows it, relative to the project; the baseline's where no
 *     file does
 */
public record GateFinding(
    Status status, Known entry, @Nullable Finding findingOrNull, Setting setting, String origin) {

  /** What a gate says of a finding; the first two fail it. */
  public enum Status {
    /** The baseline does not know it. */
    NEW,
    /** The baseline has it as fixed. */
    RETURNED,
    /** The baseline has it as open. */
    KNOWN,
    /** The baseline has it as open, and nothing shows it any more. */
    GONE;

    /** Whether it makes the gate fail. */
    public boolean fails() {
      return this == NEW || this == RETURNED;
    }

    /** The name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns a finding of a run, held against another run or none.
   *
   * @param origin the file of the finding
   */
  public static GateFinding of(Status status, Finding finding, String origin) {
    return new GateFinding(
        status,
        Known.open(finding),
        status == Status.GONE ? null : finding,
        finding.setting(),
        origin);
  }

  /** The same, as another finding of its signature shows it. */
  GateFinding with(@Nullable Finding other) {
    return new GateFinding(status, entry, other, setting, origin);
  }

  /** What was seen; empty of what is gone. */
  public Optional<Finding> finding() {
    return Optional.ofNullable(findingOrNull);
  }

  /** The bug that it is one of. */
  public Bug bug() {
    return entry.bug();
  }

  public Signature signature() {
    return entry.signature();
  }

  public String id() {
    return signature().id();
  }

  /** One line that says what was seen. */
  public String detail() {
    return findingOrNull == null ? "no case shows it any more" : findingOrNull.detail();
  }

  /** The smallest case known to show it. */
  public ConvCase minimal() {
    return findingOrNull == null ? entry.minimal() : findingOrNull.minimal();
  }

  /** What that case is compiled for. */
  public Target target() {
    return findingOrNull == null ? entry.target() : findingOrNull.setting().target();
  }

  /** Whether every smaller case was tried, and no try given up. */
  public boolean isProvenMinimal() {
    return findingOrNull != null && findingOrNull.provenMinimal();
  }

  /** The first smaller case whose try was given up. */
  public Optional<ConvCase> gaveUpOn() {
    return finding().map(Finding::gaveUpOn);
  }

  /** One line that shows it again, or did. */
  public String reproduce() {
    return Finding.reproduce(minimal(), setting.with(target()));
  }

  /** The entry of a baseline that takes this for granted. */
  Known accepted() {
    return switch (status) {
      case NEW, RETURNED, KNOWN -> entry.with(Known.State.OPEN).with(target(), minimal());
      case GONE -> entry.with(Known.State.FIXED);
    };
  }
}
