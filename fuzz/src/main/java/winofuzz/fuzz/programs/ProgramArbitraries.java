package winofuzz.fuzz.programs;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The programs that a campaign draws from. All are defined on all of their inputs. */
public final class ProgramArbitraries {
  private ProgramArbitraries() {}

  /** Returns small programs, with or without options. */
  public static Arbitrary<DrawnProgram> programs() {
    return Arbitraries.randomValue(ProgramDrawing::draw);
  }
}
