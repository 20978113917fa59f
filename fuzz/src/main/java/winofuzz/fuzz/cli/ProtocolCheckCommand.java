package winofuzz.fuzz.cli;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.external.CompilerLimits;
import winofuzz.fuzz.external.ProtocolCheck;
import winofuzz.fuzz.external.ProtocolVerdict;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.metal.Device;

/** {@code protocol check}: whether a compiler speaks the compiler protocol. */
@Command(
    name = "check",
    description =
        "Asks a compiler for a few small cases and says what of docs/protocol.md it does not keep.",
    footer = {
      "  bin/fuzz protocol check ./my-compiler",
      "      says what of docs/protocol.md a compiler does not keep",
      "  bin/fuzz protocol check tinygrad:../tinygrad --json",
      "      checks a checkout of tinygrad, and gives JSON"
    })
final class ProtocolCheckCommand implements Callable<Integer> {
  private static final String CHECKED_DEVICE = "sim";

  private final Context context;

  @Parameters(
      paramLabel = "COMPILER",
      description = "its command, as one word, or tinygrad:DIR; as of --compiler")
  private String compiler = "";

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  ProtocolCheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CompilerChoice choice = new CompilerChoice(compiler, new TreeMap<>());
    if (choice.isBuiltin()) {
      throw new BadInputException("expected the command of a compiler, found " + compiler);
    }
    List<String> command = new CompilerArguments(choice, List.of()).command(context.home());
    Device checked = context.devices().get(CHECKED_DEVICE, null);
    Activity activity = context.console().status().begin("asking for its greeting");
    List<ProtocolVerdict> verdicts =
        ProtocolCheck.of(
            command, CompilerLimits.USUAL, checked, name -> activity.at("asking for " + name));
    if (json) {
      context.console().json(verdicts);
    } else {
      verdicts.forEach(this::print);
    }
    return verdicts.stream().anyMatch(v -> v.outcome() == ProtocolVerdict.Outcome.FAILS)
        ? ExitCode.FINDING
        : ExitCode.AGREES;
  }

  private void print(ProtocolVerdict verdict) {
    context
        .console()
        .out()
        .printf(
            Locale.ROOT,
            "%-5s %s: %s%n",
            verdict.outcome().label(),
            verdict.check(),
            verdict.detail());
  }
}
