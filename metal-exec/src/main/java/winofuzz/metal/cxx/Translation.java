package winofuzz.metal.cxx;

import java.util.Map;
import winofuzz.metal.msl.DeepStack;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/**
 * A Metal text as C++ that means the same behind the headers among the resources.
 *
 * <p>It is written anew from the typed tree: types, operators and library functions are those of
 * the front end's tables, numbers are written from their values, and every name is made up. Nothing
 * of the Metal text reaches a C++ compiler but letters, digits and underscores of identifiers: up
 * to 40 of them as the end of a name, and the name of the kernel as the end of the exported symbol.
 */
public final class Translation {

  private final String text;
  private final int[] lines;
  private final boolean synchronizes;
  private final Map<String, String> kernels;

  Translation(String text, int[] lines, boolean synchronizes, Map<String, String> kernels) {
    this.text = text;
    this.lines = lines;
    this.synchronizes = synchronizes;
    this.kernels = Map.copyOf(kernels);
  }

  /**
   * Translates a program, functions and constants alike.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if it uses what is not supported
   */
  public static Translation of(MslProgram program, Dialect dialect) {
    return DeepStack.call(() -> new ProgramWriter(program, dialect).write());
  }

  /** Returns the C++ text, to stand in the namespace {@code metal}. */
  public String text() {
    return text;
  }

  /** Returns the line of the Metal text that a line of the C++ text comes from, both from 1. */
  public int metalLine(int line) {
    return lines[Math.clamp(line - 1L, 0, lines.length - 1)];
  }

  /** Returns whether the program has lanes that wait for one another. */
  public boolean synchronizes() {
    return synchronizes;
  }

  /** Returns the C++ function that a kernel has become. */
  String function(Function kernel) {
    String name = kernels.get(kernel.name());
    if (name == null) {
      throw new AssertionError("no kernel " + kernel.name());
    }
    return name;
  }
}
