package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.json.Damages;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;

final class CampaignDocumentsTest {
  @TempDir Path folder;

  private static Plan plan() {
    return plan(Samples.finding().setting());
  }

  private static Plan plan(Setting setting) {
    return new Plan(
        -7,
        Duration.ofSeconds(30),
        Long.MAX_VALUE,
        3,
        Set.of(InputDomain.ONEHOT, InputDomain.REAL),
        List.of(Target.APPLE_NOTC, Target.APPLE),
        setting,
        2000);
  }

  private RunFolder run() {
    return new RunFolder(
        folder,
        message -> {
          throw new AssertionError(message);
        });
  }

  @Test
  void aPlanHasAFormat() throws IOException {
    run().begin(plan());
    Golden.assertMatches("plan.json", Files.readString(folder.resolve("run.json")));
    assertEquals(plan(), run().plan(3));
  }

  @Test
  void aPlanForAnotherCompilerNamesIt() throws IOException {
    Plan plan = plan(Samples.otherCompiler().with(Target.APPLE_NOTC));
    run().begin(plan);
    Golden.assertMatches(
        "plan-for-other-compiler.json", Files.readString(folder.resolve("run.json")));
    assertEquals(plan, run().plan(3));
  }

  @Test
  void countsHaveAFormat() throws IOException {
    run().begin(plan());
    run().counted(Samples.statistics());
    Golden.assertMatches("statistics.json", Files.readString(folder.resolve("statistics.json")));
    // The finding that they count is not there.
    assertEquals(Samples.statistics(), run().salvaged().statistics());
  }

  @Test
  void whatIsWrongWithAPlanIsOneLine() throws IOException {
    Golden.assertMatches(
        "plan-damages.txt",
        Damages.report(
            Json.line(PlanDocument.of(plan())),
            text -> Json.read(text, Damages.WHERE, PlanDocument.class, d -> d.toPlan(3))));
  }

  @Test
  void whatIsWrongWithCountsIsOneLine() throws IOException {
    Golden.assertMatches(
        "statistics-damages.txt",
        Damages.report(
            Json.line(StatisticsDocument.of(Samples.statistics())),
            text ->
                Json.read(
                    text,
                    Damages.WHERE,
                    StatisticsDocument.class,
                    StatisticsDocument::toStatistics)));
  }
}
