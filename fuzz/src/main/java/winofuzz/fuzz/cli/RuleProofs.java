package winofuzz.fuzz.cli;

import winofuzz.fuzz.rules.RuleSurvey;
import winofuzz.fuzz.rules.RuleVerdicts;
import winofuzz.fuzz.terminal.Activity;

/** What {@code prove --rules} does: it judges the rewrite rules of the compiler of this project. */
final class RuleProofs {
  private final Context context;

  RuleProofs(Context context) {
    this.context = context;
  }

  /** Prints the verdicts, and returns the exit status. */
  int run(long seed, boolean json) {
    Activity activity = context.console().status().begin("judging rules");
    RuleVerdicts verdicts =
        new RuleSurvey(seed).run((done, of) -> activity.at("judging rules", done, of));
    if (json) {
      context.console().json(verdicts);
    } else {
      context.console().out().print(verdicts.text());
    }
    return verdicts.isRefuted() ? ExitCode.FINDING : ExitCode.AGREES;
  }
}
