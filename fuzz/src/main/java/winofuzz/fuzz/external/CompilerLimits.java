package winofuzz.fuzz.external;

import java.time.Duration;

/**
 * What the process of a compiler is allowed.
 *
 * @param greeting how long it may take until it greets
 * @param answer how long it may take for a case
 * @param ending how long it may take to end when its input does
 * @param lineBytes the most bytes that it may write in a line
 */
public record CompilerLimits(Duration greeting, Duration answer, Duration ending, int lineBytes) {
  /** What {@code docs/protocol.md} says. */
  public static final CompilerLimits USUAL =
      new CompilerLimits(
          Duration.ofSeconds(30), Duration.ofMinutes(3), Duration.ofSeconds(30), 64 << 20);
}
