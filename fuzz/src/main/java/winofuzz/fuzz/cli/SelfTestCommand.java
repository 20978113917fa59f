package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;
import winofuzz.fuzz.report.SelfTestDocument;
import winofuzz.fuzz.report.SelfTestReport;
import winofuzz.fuzz.selftest.PlantedDefect;
import winofuzz.fuzz.selftest.PlantedDefects;
import winofuzz.fuzz.selftest.SelfTest;
import winofuzz.fuzz.selftest.SelfTestResult;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;

/** {@code selftest}: are known defects found? */
@Command(
    name = "selftest",
    description =
        "Plants known defects one by one and reports which are found, by which assertion, how"
            + " soon, and on how small a case.",
    footer = {
      "  bin/fuzz selftest",
      "      looks for every planted defect",
      "  bin/fuzz selftest --only pad-order,index-order",
      "      looks for two of them",
      "  bin/fuzz selftest --only precision,pairs",
      "      looks for the defects of two kinds",
      "  bin/fuzz selftest --list",
      "      says what is planted, and plants nothing"
    })
final class SelfTestCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--only",
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      paramLabel = "NAME",
      completionCandidates = KnownValues.PlantedNames.class,
      description = "these defects alone, or those of these kinds. Default: all")
  private List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "the defects that there are; none is planted")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides every case. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description = "a defect is given up after so many. Default: ${DEFAULT-VALUE}",
      defaultValue = "2000")
  private long mostCases = 2000;

  @Option(
      names = "--more",
      paramLabel = "N",
      description =
          "cases after the first that shows a defect, to see whether others blame the same place."
              + " Default: ${DEFAULT-VALUE}",
      defaultValue = "20")
  private long more = 20;

  @Option(names = "--jobs", paramLabel = "N", description = "defects at once. Default: one a core")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  SelfTestCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected at least 1, found " + jobs);
    }
    if (mostCases < 1) {
      throw new BadInputException("--cases: expected at least 1, found " + mostCases);
    }
    if (more < 0) {
      throw new BadInputException("--more: expected at least 0, found " + more);
    }
    List<PlantedDefect> chosen = chosen();
    return list ? show(chosen) : test(chosen);
  }

  private List<PlantedDefect> chosen() {
    for (String name : only) {
      if (!PlantedDefects.namesAndAreas().contains(name)) {
        throw new BadInputException(
            "--only: expected a name or a kind that --list shows, found %s%s"
                .formatted(name, Likeness.suggestion(name, PlantedDefects.namesAndAreas())));
      }
    }
    Set<String> names = Set.copyOf(only);
    return PlantedDefects.ALL.stream()
        .filter(
            d -> names.isEmpty() || names.contains(d.name()) || names.contains(d.area().label()))
        .toList();
  }

  private int show(List<PlantedDefect> defects) {
    Console console = context.console();
    if (json) {
      console.json(defects.stream().map(SelfTestDocument.Planted::of).toList());
    } else {
      defects.forEach(d -> console.out().print(SelfTestReport.text(d)));
    }
    return ExitCode.AGREES;
  }

  private int test(List<PlantedDefect> defects) throws InterruptedException {
    Console console = context.console();
    if (!json) {
      console.out().print(SelfTestReport.heads());
      console.out().flush();
    }
    Status status = console.status();
    Activity activity = status.begin("planting defects");
    activity.at("planting defects", 0, defects.size());
    List<SelfTestResult> results = new ArrayList<>();
    Consumer<SelfTestResult> listener =
        result -> {
          results.add(result);
          if (json) {
            status.say(SelfTestReport.text(result).stripTrailing());
          } else {
            console.out().print(SelfTestReport.text(result));
            console.out().flush();
          }
          activity.at("planting defects", results.size(), defects.size());
          status.show(activity);
        };
    new SelfTest(seed, mostCases, more, jobs, System::nanoTime).run(defects, listener);
    if (json) {
      console.json(SelfTestDocument.of(seed, results));
    } else {
      console.out().print(SelfTestReport.summary(results));
    }
    return results.stream().allMatch(SelfTestResult::isFound) ? ExitCode.AGREES : ExitCode.FINDING;
  }
}
