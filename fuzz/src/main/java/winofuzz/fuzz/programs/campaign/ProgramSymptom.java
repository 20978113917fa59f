package winofuzz.fuzz.programs.campaign;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.convolution.LoweringException;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.lowering.LoweredCase.Fault;

/**
 * What is wrong with what a compiler makes of a program.
 *
 * @param kind what is violated
 * @param what in words that do not depend on the program: the type and place of an error, the kind
 *     of a fault; empty for wrong values
 */
public record ProgramSymptom(Kind kind, String what) {
  private static final Pattern ERROR = Pattern.compile("(?<type>\\w+)(:|$)");

  /** What is violated. */
  public enum Kind {
    /** The compiler does not lower the program. */
    LOWERING,
    /** A kernel misuses memory, races, does not parse or does not end. */
    SAFETY,
    /** The output is not what it must be. */
    VALUES,
    /** An engine of this project failed. */
    ENGINE;

    /** Returns the name in signatures. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ProgramSymptom of(LoweringException failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher error = ERROR.matcher(message);
    String type = error.lookingAt() ? error.group("type") : "error";
    String place = failure.pass().isEmpty() ? "" : "/" + failure.pass();
    return new ProgramSymptom(Kind.LOWERING, type + place);
  }

  static ProgramSymptom of(Fault fault) {
    return new ProgramSymptom(
        Kind.SAFETY, fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  static ProgramSymptom stopped(String how) {
    return new ProgramSymptom(Kind.SAFETY, how);
  }

  static ProgramSymptom wrongValues() {
    return new ProgramSymptom(Kind.VALUES, "");
  }

  static ProgramSymptom of(RuntimeException broken) {
    StackTraceElement[] trace = broken.getStackTrace();
    String place =
        trace.length == 0 ? "" : "/" + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    return new ProgramSymptom(Kind.ENGINE, broken.getClass().getSimpleName() + place);
  }

  /** Whether the same thing is told by the symptom alone, whatever the program is. */
  boolean tellsAll() {
    return switch (kind) {
      case LOWERING, ENGINE -> true;
      case SAFETY, VALUES -> false;
    };
  }

  /** Returns the kind and what it is. */
  public String label() {
    return kind.label() + (what.isEmpty() ? "" : "/" + what);
  }

  /**
   * Returns the symptom of a label.
   *
   * @throws BadInputException if there is none
   */
  static ProgramSymptom of(String label) {
    String[] parts = label.split("/", 2);
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(parts[0]) && (parts.length == 1) == (kind == Kind.VALUES)) {
        return new ProgramSymptom(kind, parts.length == 1 ? "" : parts[1]);
      }
    }
    throw new BadInputException("symptom: expected that of a program, found '" + label + "'");
  }
}
