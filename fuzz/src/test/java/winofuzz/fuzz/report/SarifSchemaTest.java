package winofuzz.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.json.Samples;
import winofuzz.fuzz.report.RunSummary.Kept;

/** What is written as SARIF is valid by the schema of version 2.1.0. */
final class SarifSchemaTest {
  /** The schema, as the test library brings it. */
  private static JsonSchema schema() throws IOException {
    try (InputStream in =
        SarifSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assert in != null;
      return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(in);
    }
  }

  /** Fails unless a document is valid. */
  static void assertValid(String document) throws IOException {
    Set<ValidationMessage> problems = schema().validate(document, InputFormat.JSON);
    assertEquals(Set.of(), problems);
  }

  @Test
  void ofARunAndOfTwo() throws IOException {
    Kept run = run("reports/run-2");
    RunSummary alone = new RunSummary(null, run, 10);
    assertValid(alone.sarif("1.2.3"));
    RunSummary compared = new RunSummary(run("reports/run-1"), run, 10);
    assertValid(compared.sarif("1.2.3"));
    assertFalse(compared.isWorse());
  }

  /** The validator is asked in earnest: it refuses what the standard has no word for. */
  @Test
  void anUnknownLevelIsInvalid() throws IOException {
    String document = new RunSummary(null, run("reports/run-2"), 10).sarif("1.2.3");
    assertFalse(
        schema()
            .validate(
                document.replace("\"level\" : \"error\"", "\"level\" : \"grave\""),
                InputFormat.JSON)
            .isEmpty());
  }

  private static Kept run(String folder) {
    Setting setting = Samples.finding().setting();
    Plan plan =
        new Plan(
            1,
            Samples.statistics().elapsed(),
            100,
            1,
            InputDomain.drawn(),
            List.of(setting.target()),
            setting,
            100);
    return new Kept(
        Path.of(folder),
        plan,
        new Checkpoint(
            Samples.statistics(),
            List.of(Samples.kept()),
            List.of(Samples.finding().sameAs(null), Samples.stageless())),
        List.of());
  }
}
