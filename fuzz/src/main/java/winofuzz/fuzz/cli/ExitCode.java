package winofuzz.fuzz.cli;

/** What a command's exit status says. */
final class ExitCode {
  static final int AGREES = 0;
  static final int FINDING = 1;
  static final int BAD_INPUT = 2;
  static final int MACHINE_FAILED = 3;
  static final int INTERRUPTED = 130;

  /** By which a launcher that stays tells what we end with from what the JVM itself does. */
  private static final int OFFSET = Integer.getInteger("winofuzz.statusOffset", 0);

  private ExitCode() {}

  /** Returns what the process ends with, for the status of a command. */
  static int ofProcess(int status) {
    return status + OFFSET;
  }
}
