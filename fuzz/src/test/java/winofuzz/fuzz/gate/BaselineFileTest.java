package winofuzz.fuzz.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.json.Damages;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;

final class BaselineFileTest {
  private static final String GOOD =
      """
      {"format":1,"findings":[{"signature":"algebra/hybrid/ranged","state":"open","target":"apple",\
      "minimal":{"cin":1,"h":4,"w":4,"cout":2},"note":"x"}]}""";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("baseline.json");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<Known> entries =
        List.of(
            new Known(
                new Signature("algebra", LoweringPath.HYBRID, Symptom.parse("ranged")),
                Known.State.OPEN,
                Target.APPLE,
                CaseText.parse("cin=1,h=4,w=4,cout=2"),
                "a \"note\" <\n> \u0001 ü"),
            new Known(
                new Signature("safety", LoweringPath.OLD, Symptom.parse("race-in-threadgroup")),
                Known.State.FIXED,
                Target.APPLE_NOTC,
                CaseText.parse("cin=1,h=4,w=5,cout=2,pad=0/1/2/0,inputs=onehot:-3"),
                ""));
    new BaselineFile(file()).write(new Baseline(entries));
    assertEquals(entries, new BaselineFile(file()).read().entries());
  }

  @Test
  void writtenAgainItIsTheSame() throws IOException {
    Files.writeString(file(), GOOD);
    Baseline baseline = new BaselineFile(file()).read();
    new BaselineFile(file()).write(baseline);
    String once = Files.readString(file());
    new BaselineFile(file()).write(new BaselineFile(file()).read());
    assertEquals(once, Files.readString(file()));
    assertTrue(once.contains("\"id\" : \"" + baseline.entries().getFirst().signature().id()), once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"format\":1` | `\"format\":2` | format: expected 1, found 2",
        "`\"format\":1,` | `` | format: expected 1, found nothing",
        "`\"findings\":[` | `\"other\":[` | findings: expected a list, found nothing",
        "`\"open\"` | `\"shut\"` | findings[0]: state: expected open or fixed, found 'shut'",
        "`\"open\"` | `7` | findings[0]: state: expected open or fixed, found 7",
        "`\"apple\"` | `\"x\"` | findings[0]: target: expected apple or apple-notc, found 'x'",
        "`algebra/hybrid/ranged` | `algebra` | findings[0]: signature: expected assertion/path/symptom, found 'algebra'",
        "`algebra/hybrid/ranged` | `algebra/Odd/ranged` | findings[0]: signature: expected lower-case letters, digits and hyphens, found 'Odd'",
        "`\"minimal\":{` | `\"other\":{` | findings[0]: minimal: expected a case, found nothing",
        "`\"h\":4` | `\"h\":2` | findings[0]: minimal: h: expected a window no larger",
        "`\"note\":\"x\"` | `\"note\":[]` | findings[0]: note: expected text, found []",
        "`\"note\"` | `\"not\"` | findings[0]: unknown key 'not', expected one of signature, state, target, minimal, note",
        "`]}` | `` | expected JSON, found a mistake",
        "`{\"format\"` | `[{\"format\"` | expected JSON, found a mistake",
      })
  void whatIsNotUnderstoodIsNamed(String part, String instead, String message) throws IOException {
    String damaged = GOOD.replace(part, instead);
    assertTrue(!damaged.equals(GOOD), part);
    Files.writeString(file(), damaged);
    BadInputException e =
        assertThrows(BadInputException.class, () -> new BaselineFile(file()).read());
    String expected = file() + ": " + message;
    assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
  }

  @Test
  void aFindingTwiceIsNamed() throws IOException {
    Files.writeString(file(), GOOD.replaceAll("\\[(.*)\\]", "[$1,$1]"));
    BadInputException e =
        assertThrows(BadInputException.class, () -> new BaselineFile(file()).read());
    assertEquals(
        file()
            + ": findings[1]: signature: expected each once, found 'algebra/hybrid/ranged' twice",
        e.getMessage());
  }

  @Test
  void whatIsNoTextIsNamed() throws IOException {
    Files.write(file(), new byte[] {'{', (byte) 0xC3, '}'});
    BadInputException e =
        assertThrows(BadInputException.class, () -> new BaselineFile(file()).read());
    assertEquals(file() + ": expected text in UTF-8", e.getMessage());
  }

  @Test
  void itHasAFormat() throws IOException {
    new BaselineFile(file()).write(new Baseline(List.of(Known.open(Samples.finding()))));
    Golden.assertMatches("baseline.json", Files.readString(file()));
  }

  @Test
  void whatIsWrongIsOneLine() throws IOException {
    Golden.assertMatches(
        "baseline-damages.txt",
        Damages.report(
            Json.line(BaselineDocument.of(new Baseline(List.of(Known.open(Samples.finding()))))),
            text ->
                Json.read(
                    text, Damages.WHERE, BaselineDocument.class, BaselineDocument::toBaseline)));
  }
}
