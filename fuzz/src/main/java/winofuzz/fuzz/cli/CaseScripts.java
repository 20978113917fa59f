package winofuzz.fuzz.cli;

import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.interpret.Values;

/** The scripts by which a compiler shows what it makes of cases. */
record CaseScripts(CompilerUnderTest compiler) {
  /** A script holds the inputs of its case, which are to be read. */
  private static final long MOST_ELEMENTS = 4096;

  /**
   * Refuses a compiler that writes none.
   *
   * @param option that asks for one
   */
  void requireOffered(String option) {
    if (!compiler.writesScripts()) {
      throw new BadInputException(
          option + ": expected a compiler that writes scripts, found " + compiler.name());
    }
  }

  /** Returns whether there is a script of a case. */
  boolean has(ConvCase c) {
    return compiler.writesScripts() && c.elements() <= MOST_ELEMENTS;
  }

  /**
   * Returns the script of a case on its inputs.
   *
   * @throws BadInputException if the case is too large for one
   * @throws winofuzz.fuzz.lowering.UnsupportedCaseException if the compiler writes none
   */
  String of(ConvCase c, LoweringPath path) {
    if (c.elements() > MOST_ELEMENTS) {
      throw new BadInputException(
          "--script: expected a case of at most %d elements, found %d; triage makes it smaller"
              .formatted(MOST_ELEMENTS, c.elements()));
    }
    return compiler.script(
        c.convolution(),
        path,
        Values.of(c.convolution().dtype(), c.drawing().activation()),
        Values.of(c.convolution().dtype(), c.drawing().weight()));
  }
}
