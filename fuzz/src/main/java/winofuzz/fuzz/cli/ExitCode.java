package winofuzz.fuzz.cli;

/** What a command's exit status says. */
final class ExitCode {
  static final int AGREES = 0;
  static final int FINDING = 1;
  static final int BAD_INPUT = 2;
  static final int MACHINE_FAILED = 3;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
