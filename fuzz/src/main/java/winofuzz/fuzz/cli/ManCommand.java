package winofuzz.fuzz.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code man}: the manual page. */
@Command(
    name = "man",
    description = "Prints the manual page, in the form that man(1) reads.",
    footer = {
      "  bin/fuzz man > fuzz.1",
      "      keeps the page; docs/fuzz.1 is the one of this version",
      "  bin/fuzz man | man -l -",
      "      shows it"
    })
final class ManCommand implements Callable<Integer> {
  private final Context context;

  @Spec private @Nullable CommandSpec spec;

  ManCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new AssertionError("not called by picocli");
    }
    context.console().out().print(ManPage.of(spec.root()));
    return ExitCode.AGREES;
  }
}
