package winofuzz.fuzz.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.Corpus;
import winofuzz.fuzz.gate.Replay;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.terminal.Activity;

/** {@code corpus}: the kept cases. */
@Command(
    name = "corpus",
    description = "Lists, adds, distills and verifies kept cases.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  bin/fuzz corpus list",
      "      says what is kept, and why",
      "  bin/fuzz corpus add reports/run-1",
      "      keeps those cases of a run that reach more",
      "  bin/fuzz corpus verify",
      "      judges every kept case again"
    })
final class CorpusCommand implements Callable<Integer> {
  private final List<String> commands = new ArrayList<>();

  private CorpusCommand() {}

  @Override
  public Integer call() {
    throw new BadInputException("expected one of " + String.join(", ", commands) + ", found none");
  }

  /** The command with its own commands. */
  static CommandLine with(Context context) {
    CorpusCommand corpus = new CorpusCommand();
    CommandLine result = new CommandLine(corpus);
    for (Object command :
        List.of(
            new CorpusListCommand(context),
            new CorpusAddCommand(context),
            new CorpusDistillCommand(context),
            new CorpusVerifyCommand(context))) {
      result.addSubcommand(command);
    }
    corpus.commands.addAll(result.getSubcommands().keySet());
    return result;
  }

  /** Which corpus, and how it is told of. */
  static final class Options {
    @Option(
        names = "--corpus",
        paramLabel = "DIR",
        description = "the folder of the cases. Default: corpus")
    private @Nullable Path corpus;

    @Option(names = "--json", description = "the result as one JSON document")
    private boolean json;

    boolean json() {
      return json;
    }

    /** What judges cases of it, whatever breaks. */
    static LimitedJudge judge(Context context, Setting setting) {
      return LimitedJudge.of(context.compiler(), setting, CaseLimits.NONE);
    }

    /** What asks a judge of cases of it. */
    static Replay replay(Context context, Judge judge) {
      Activity activity = context.console().status().begin("judging");
      return new Replay(
          judge,
          Runtime.getRuntime().availableProcessors(),
          () -> false,
          (done, of) -> activity.at("judging", done, of));
    }

    /** The corpus; one that was asked for must be there. */
    Corpus corpus(Context context) {
      return new Corpus(path(context));
    }

    private Path path(Context context) {
      if (corpus == null) {
        return context.corpus();
      }
      if (!Files.isDirectory(corpus)) {
        throw new BadInputException("--corpus: expected a folder, found " + corpus);
      }
      return corpus;
    }
  }
}
