package winofuzz.fuzz.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import winofuzz.fuzz.cases.BadInputException;

/** {@code protocol}: the compiler protocol. */
@Command(
    name = "protocol",
    description = "Says whether a compiler speaks docs/protocol.md.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  bin/fuzz protocol check ./my-compiler",
      "      says what of docs/protocol.md a compiler does not keep",
      "  bin/fuzz protocol check \"python3 docs/examples/direct_compiler.py\"",
      "      checks the example"
    })
final class ProtocolCommand implements Callable<Integer> {
  private ProtocolCommand() {}

  @Override
  public Integer call() {
    throw new BadInputException("expected check, found none");
  }

  /** The command with its own command. */
  static CommandLine with(Context context) {
    CommandLine result = new CommandLine(new ProtocolCommand());
    result.addSubcommand(new ProtocolCheckCommand(context));
    return result;
  }
}
