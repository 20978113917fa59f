package winofuzz.fuzz;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.ir.NodeArena;

/**
 * Prints the CPU time that one thread takes to lower the first cases of a campaign on old and
 * hybrid, and to judge them, round by round: the first tells how it begins, the last how it goes
 * on. Of two commits the same cases are judged, so that their figures can be compared.
 */
public final class JudgingFigures {
  private static final long SEED = 1;
  private static final int CASES = 240;
  private static final int ROUNDS = 6;

  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  private static final BuiltinCompiler COMPILER = new BuiltinCompiler();

  private JudgingFigures() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    List<DrawnCase> cases = new ArrayList<>();
    try (CaseSource source = new CaseSource(SEED, InputDomain.drawn(), List.of(Target.APPLE))) {
      for (int i = 0; i < CASES; i++) {
        cases.add(source.get(i, List.of()));
      }
    }
    Oracle oracle = new Oracle(COMPILER, SETTING);
    System.out.printf("%-8s %12s %12s%n", "ms a case", "lowering", "judging");
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf(
          "round %-2d %12.2f %12.2f%n",
          round,
          milliseconds(cases, JudgingFigures::lower),
          milliseconds(cases, each -> oracle.screen(each.subject(), Target.APPLE)));
    }
  }

  private static double milliseconds(List<DrawnCase> cases, Consumer<DrawnCase> work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    cases.forEach(work);
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return (end - start) / 1e6 / cases.size();
  }

  private static void lower(DrawnCase drawn) {
    NodeArena.call(
        () -> {
          SETTING.paths().forEach(path -> lower(drawn, path));
          return drawn;
        });
  }

  private static void lower(DrawnCase drawn, LoweringPath path) {
    try {
      COMPILER.lower(drawn.subject().convolution(), path, SETTING.defects(), SETTING.target());
    } catch (LoweringException e) {
      // What a path cannot lower has taken its time as well.
    }
  }
}
