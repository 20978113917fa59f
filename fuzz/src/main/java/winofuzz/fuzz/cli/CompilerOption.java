package winofuzz.fuzz.cli;

import picocli.CommandLine.Option;

/** The option that {@link CompilerArguments} reads before the command line is parsed. */
final class CompilerOption {
  @Option(
      names = "--compiler",
      paramLabel = "COMPILER",
      completionCandidates = KnownValues.CompilerNames.class,
      description =
          "builtin, tinygrad:DIR for a checkout of tinygrad, or the command of a compiler that"
              + " speaks docs/protocol.md. Default: ${DEFAULT-VALUE}",
      defaultValue = "builtin")
  private String text = "builtin";

  @Override
  public String toString() {
    return text;
  }
}
