package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.equal.EqualityDocument;
import winofuzz.fuzz.equal.EqualityReport;
import winofuzz.fuzz.equal.EqualityText;
import winofuzz.fuzz.equal.GraphEquality;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.interpret.Semantics;

/** {@code equal}: whether two graphs are. */
@Command(
    name = "equal",
    description = "Tells whether two graphs in their JSON form are equal, or where they differ.",
    footer = {
      "  bin/fuzz equal before.json after.json",
      "      compares two graphs that take and give the same arrays, at any stages",
      "  bin/fuzz equal before.json after.json --semantics ieee",
      "      demands the same bits, not only the same real numbers"
    })
final class EqualCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "GRAPH",
      arity = "2",
      description =
          "two graphs in the JSON form, which interpret --write-graph writes; what they read"
              + " outside is an error")
  private List<Path> graphs = new ArrayList<>();

  @Option(
      names = "--semantics",
      paramLabel = "SEMANTICS",
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      completionCandidates = KnownValues.ComparedSemanticsNames.class,
      description =
          "${COMPLETION-CANDIDATES}: in each of these they must be equal. Default: all, and only"
              + " real numbers decide where these can tell")
  private List<Semantics> semantics = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "decides the inputs. Default: 1")
  private long seed = 1;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "42",
      description = "how many inputs are drawn in exact and ieee. Default: ${DEFAULT-VALUE}")
  private int draws = 42;

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "how long it may take, such as 30s. Default: 10m; work is limited as well",
      defaultValue = "10m")
  private Duration timeLimit = Duration.ofMinutes(10);

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  EqualCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (draws < 1) {
      throw new BadInputException("--draws: expected at least 1, found " + draws);
    }
    Set<Semantics> named = EnumSet.noneOf(Semantics.class);
    named.addAll(semantics);
    for (Semantics one : named) {
      if (!GraphEquality.SEMANTICS.contains(one)) {
        throw new BadInputException(
            "--semantics: expected field, exact or ieee, found " + one.label());
      }
    }
    return TimedWork.call(timeLimit, () -> answer(named));
  }

  private int answer(Set<Semantics> named) throws IOException {
    Activity activity = context.console().status().begin("comparing");
    GraphFile first = GraphFile.read(graphs.getFirst());
    GraphFile second = GraphFile.read(graphs.getLast());
    EqualityReport report =
        new GraphEquality(
                first.graph(),
                second.graph(),
                seed,
                draws,
                done -> activity.at("comparing draws", done, draws))
            .compare(named);
    if (json) {
      context.console().json(EqualityDocument.of(report));
    } else {
      EqualityText.of(report).forEach(context.console().out()::println);
    }
    return report.isEqual() ? ExitCode.AGREES : ExitCode.FINDING;
  }
}
