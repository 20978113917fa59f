package winofuzz.fuzz.external;

import java.time.Duration;

/**
 * What the process of a compiler is allowed.
 *
 * @param greeting how long it may take until it greets
 * @param answer how long it may take for a case
 * @param lineBytes the most bytes that it may write in a line
 */
public record CompilerLimits(Duration greeting, Duration answer, int lineBytes) {
  /** What {@code docs/protocol.md} says. */
  public static final CompilerLimits USUAL =
      new CompilerLimits(Duration.ofSeconds(30), Duration.ofMinutes(3), 64 << 20);
}
