package winofuzz.fuzz.programs;

import java.util.Random;
import winofuzz.fuzz.inputs.Hash;

/**
 * The programs of a campaign by number: a program depends on the seed and its number alone.
 *
 * @param seed decides them all
 */
public record ProgramSource(long seed) {
  /** Returns the program of a number. */
  public DrawnProgram get(long number) {
    return ProgramDrawing.draw(new Random(Hash.of(seed).with(number).bits()));
  }
}
