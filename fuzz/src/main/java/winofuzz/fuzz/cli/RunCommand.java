package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.FindingStore;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.report.CampaignReport;
import winofuzz.fuzz.report.StatusLine;
import winofuzz.fuzz.shrink.Shrinker;

/** {@code run}: a campaign. */
@Command(
    name = "run",
    description =
        "Draws cases until the budget is spent and reports those on which paths disagree.")
final class RunCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Option(
      names = "--budget",
      paramLabel = "DURATION",
      description = "how long, such as 30s, 10m, 1h. Default: ${DEFAULT-VALUE}",
      defaultValue = "1m")
  private Duration budget = Duration.ofMinutes(1);

  @Option(names = "--cases", paramLabel = "N", description = "no more cases than this")
  private long mostCases = Long.MAX_VALUE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides every case. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--inputs",
      split = ",",
      paramLabel = "DOMAIN",
      description = "real, lattice, onehot, special. Default: all")
  private List<InputDomain> domains = new ArrayList<>();

  @Option(names = "--jobs", paramLabel = "N", description = "cases at once. Default: one a core")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--out", paramLabel = "DIR", description = "where findings go. Default: corpus")
  private @Nullable Path out;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected at least 1, found " + jobs);
    }
    if (mostCases < 0) {
      throw new BadInputException("--cases: expected at least 0, found " + mostCases);
    }
    Setting setting = options.setting(context.devices());
    Console console = context.console();
    StatusLine status = new StatusLine(console.err(), console.terminal());
    FindingStore store = store();
    Campaign campaign =
        new Campaign(
            plan(setting),
            new Oracle(context.workbench(), setting),
            new RunListener(store, status),
            System::nanoTime);
    try (Interrupt _ = new Interrupt(campaign::stop)) {
      CampaignResult result = campaign.run();
      status.clear();
      print(result);
      console.out().flush();
      if (result.interrupted()) {
        return ExitCode.INTERRUPTED;
      }
      return result.findings().isEmpty() ? ExitCode.AGREES : ExitCode.FINDING;
    }
  }

  private FindingStore store() {
    Path folder = out == null ? context.home().resolve("corpus") : out;
    FindingStore store = new FindingStore(folder);
    try {
      store.prepare();
    } catch (IOException e) {
      throw new BadInputException("--out: expected a folder that takes files, found " + folder, e);
    }
    return store;
  }

  private Plan plan(Setting setting) {
    Set<InputDomain> chosen =
        domains.isEmpty() ? EnumSet.allOf(InputDomain.class) : EnumSet.copyOf(domains);
    return new Plan(
        seed, budget, mostCases, jobs, chosen, options.targets(), setting, Shrinker.USUAL_TRIES);
  }

  private void print(CampaignResult result) {
    if (json) {
      context.console().json(CampaignReport.json(result, context.workbench().rulesTotal()));
    } else {
      context.console().out().print(CampaignReport.text(result));
    }
  }
}
