package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Blame;

/**
 * Whose fault a violation is that no pass or rule of the compiler is to blame for.
 *
 * @param suspects who may be at fault: {@link Blame#TEXT}, {@link Blame#INTERPRETER} or the name of
 *     a device; several where it is not decided between them
 * @param blame what stands in signatures: the same for all cases that one mistake is seen on
 * @param evidence what shows it, as a sentence
 * @param line the first line of a kernel that goes wrong; null where none is known
 */
public record Attribution(
    List<String> suspects, Blame blame, String evidence, @Nullable WrongLine line) {
  public Attribution {
    suspects = List.copyOf(suspects);
  }

  /** One that is at fault. */
  static Attribution to(String suspect, String evidence, @Nullable WrongLine line) {
    return new Attribution(List.of(suspect), new Blame(suspect, ""), evidence, line);
  }

  /** The text of a kernel. */
  static Attribution toText(WrongLine line, String evidence) {
    return new Attribution(
        List.of(Blame.TEXT), new Blame(Blame.TEXT, line.op().name()), evidence, line);
  }

  /** Several, of which it is not known who is at fault. */
  static Attribution undecided(List<String> suspects, String evidence, @Nullable WrongLine line) {
    return new Attribution(suspects, Blame.NONE, evidence, line);
  }

  /** Returns the same with the line that goes wrong. */
  Attribution at(@Nullable WrongLine other) {
    return new Attribution(suspects, blame, evidence, other);
  }

  /** Whether one is known to be at fault. */
  public boolean isDecided() {
    return suspects.size() == 1;
  }

  /** Returns the first line of a kernel that goes wrong, where one is known. */
  public Optional<WrongLine> wrongLine() {
    return Optional.ofNullable(line);
  }

  /** Returns who is at fault, as a sentence begins: {@code the interpreter is at fault}. */
  public String verdict() {
    return isDecided()
        ? named(suspects.getFirst()) + " is at fault"
        : "it is not decided whether %s or %s is at fault"
            .formatted(named(suspects.getFirst()), named(suspects.getLast()));
  }

  private static String named(String suspect) {
    return switch (suspect) {
      case Blame.TEXT -> "the text of the kernel";
      case Blame.INTERPRETER -> "the interpreter";
      default -> "device " + suspect; // Devices are named by the device list.
    };
  }

  /** {@code device sim is at fault: ...}, with the line that goes wrong. */
  public String words() {
    String where = line == null ? "" : "; " + line.words();
    return verdict() + ": " + evidence + where;
  }
}
