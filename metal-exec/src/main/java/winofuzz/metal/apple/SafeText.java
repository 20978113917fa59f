package winofuzz.metal.apple;

import winofuzz.metal.msl.MslProgram;

/** The text that Metal is given for a program: one in which every operation rounds. */
final class SafeText {

  /**
   * Safe math mode alone leaves it to the compiler whether a product and a sum in one statement
   * round once or twice. The include comes first so that the pragma does not apply to the library;
   * the last line keeps the text's own line numbers.
   */
  private static final String WITHOUT_CONTRACTION =
      """
      #include <metal_stdlib>
      #pragma METAL fp contract(off)
      #line 1
      """;

  private SafeText() {}

  static String of(MslProgram program) {
    String text = program.source().text();
    return program.contract() ? WITHOUT_CONTRACTION + text : text;
  }
}
