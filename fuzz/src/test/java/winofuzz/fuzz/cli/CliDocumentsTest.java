package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.json.Damages;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;
import winofuzz.fuzz.report.SummaryDocument;
import winofuzz.ir.Stage;
import winofuzz.metal.Protection;

final class CliDocumentsTest {
  private static final String LINE =
      """
      {"batch":2,"cin":4,"h":9,"w":8,"cout":6,"pad":[0,1,2,3],"groups":2,"kernel":[3,5],\
      "stride":2,"dilation":[2,1],"dtype":"float16",\
      "inputs":{"domain":"onehot","seed":7,"only":"x0+w3"},\
      "path":"hybrid","defects":["published"],"target":"apple-notc"}""";

  @Test
  void aLineOfAFileOfCasesIsTheCaseOfTheSameKeys() {
    assertEquals(
        CaseText.parse(
            "batch=2,cin=4,h=9,w=8,cout=6,pad=0/1/2/3,groups=2,kernel=3x5,stride=2,dilation=2x1,"
                + "dtype=float16,inputs=onehot:7:x0+w3"),
        Json.read(LINE, Damages.WHERE, CaseLine.class, CaseLine::toCase));
  }

  @Test
  void whatIsWrongWithALineOfAFileOfCasesIsOneLine() throws IOException {
    Golden.assertMatches(
        "case-line-damages.txt",
        Damages.report(
            LINE,
            text ->
                Json.read(
                    text,
                    Damages.WHERE,
                    CaseLine.class,
                    line -> List.of(line.toCase(), line.defectSet()))));
  }

  @Test
  void theResultsOfCommandsHaveAFormat() throws IOException {
    SummaryDocument finite = new SummaryDocument(8, -1.5, 1e30, 0.25, 2, 0);
    SummaryDocument other =
        new SummaryDocument(
            0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0, 0);
    InterpretDocument ofCase =
        new InterpretDocument(
            new InterpretDocument.Head(null, Samples.finding().minimal(), LoweringPath.OLD),
            Stage.LINEAR,
            "bound",
            "bounded-ieee",
            List.of(1.25, 0.5),
            0,
            finite,
            other,
            List.of(
                new InterpretDocument.Probe("x", null, null, finite),
                new InterpretDocument.Probe("3", "ADD", List.of(2, 3), other)));
    InterpretDocument ofGraph =
        new InterpretDocument(
            new InterpretDocument.Head("g.json", null, null),
            Stage.RANGED,
            "exact",
            "scaled-integers",
            List.of(1.0),
            3,
            finite,
            null,
            null);
    Golden.assertMatches(
        "commands.jsonl",
        String.join(
            "\n",
            Json.line(ofCase),
            Json.line(ofGraph),
            Json.line(
                new DeviceDocument(
                    "sim",
                    "a GPU",
                    List.of("float32"),
                    false,
                    true,
                    "rounded left fold",
                    List.of(new Protection("no-new-privileges", true)))),
            Json.line(
                new BundleDocument(
                    "a/b", false, "failed", "buffer 0, expected 9.0, got 8.0", null, null, null)),
            ""));
  }
}
