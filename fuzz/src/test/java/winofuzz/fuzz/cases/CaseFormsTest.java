package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.json.Json;

final class CaseFormsTest {
  @Provide
  Arbitrary<ConvCase> cases() {
    return CaseArbitraries.cases(InputDomain.drawn());
  }

  private static ConvCase json(String text, String where) {
    return Json.read(text, where, CaseDocument.class, CaseDocument::toCase);
  }

  @Property(tries = 300)
  void textIsReadBack(@ForAll("cases") ConvCase c) {
    assertEquals(c, CaseText.parse(c.toString()));
  }

  @Property(tries = 300)
  void jsonIsReadBack(@ForAll("cases") ConvCase c) {
    assertEquals(c, json(Json.line(c), "here"));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    ConvCase c = CaseText.parse("cin=16,h=64,w=32,cout=8");
    assertEquals(Convolution.of(1, 16, 64, 32, 8, 0, 1), c.convolution());
    assertEquals(Inputs.DEFAULT, c.inputs());
    assertEquals("batch=1,cin=16,h=64,w=32,cout=8,pad=0,groups=1", c.toString());
  }

  @Test
  void everyKeyIsUnderstood() {
    String text =
        "batch=2,cin=4,h=9,w=8,cout=6,pad=0/1/2/3,groups=2,kernel=3x5,stride=1x2,dilation=2x1,"
            + "dtype=float16,inputs=onehot:7";
    ConvCase c = CaseText.parse(text);
    assertEquals(new Inputs(InputDomain.ONEHOT, 7), c.inputs());
    Convolution.Axis height = c.convolution().spatial().getFirst();
    Convolution.Axis width = c.convolution().spatial().getLast();
    assertEquals(new Convolution.Axis(9, 3, 0, 1, 1, 2), height);
    assertEquals(new Convolution.Axis(8, 5, 2, 3, 2, 1), width);
    assertEquals(text, c.toString());
    assertEquals(c, json(Json.line(c), "here"));
  }

  @Test
  void elementsThatAreNotZeroAreNamed() {
    String text = "batch=1,cin=1,h=4,w=4,cout=1,pad=0,groups=1,inputs=ones:0:x0+x15+w3";
    ConvCase c = CaseText.parse(text);
    assertEquals(text, c.toString());
    assertEquals(c, json(Json.line(c), "here"));
    String none = text.replace("x0+x15+w3", "none");
    assertEquals(none, CaseText.parse(none).toString());
  }

  @Test
  void oneAndThreeAxesAreUnderstood() {
    ConvCase one = CaseText.parse("cin=1,w=9,cout=1,kernel=3,pad=1/0");
    assertEquals(1, one.convolution().spatial().size());
    assertEquals(one, CaseText.parse(one.toString()));
    ConvCase three = CaseText.parse("cin=1,d=3,h=4,w=5,cout=1,pad=1");
    assertEquals(3, three.convolution().spatial().size());
    assertEquals(three, CaseText.parse(three.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "cin=1,h=4,w=4 | cout: expected a number, found nothing",
        "cin=1,w=4,cout=1 | h: expected a number, found nothing",
        "cin=x,h=4,w=4,cout=1 | cin: expected a number of at most 2147483647, found 'x'",
        "cin=99999999999,h=4,w=4,cout=1 | cin: expected a number of at most 2147483647, found '99",
        "cin=-1,h=4,w=4,cout=1 | cin: expected at least 1, found -1",
        "cin=1,h=4,w=4,cout=1,pad=-1 | pad h: expected at least 0, found -1",
        "cin=1,h=2,w=4,cout=1 | h: expected a window no larger than the padded input, which is 2, found 3",
        "cin=3,h=4,w=4,cout=2,groups=2 | groups: expected a divisor of cin=3, found 2",
        "cin=2,h=4,w=4,cout=3,groups=2 | groups: expected a divisor of cout=3, found 2",
        "cin=100000000,h=10000,w=4,cout=1 | input: expected at most 1099511627776 elements, found 4000000000000",
        "cin=1,h=4,w=4,cout=1,colour=1 | unknown key 'colour', expected one of batch, cin",
        "cin=1,h=4,w=4,cout=1,cin=2 | cin: expected once, found twice",
        "cin=1,h=4,w=4,cout=1,pad=1/2 | pad: expected 1 number or 4 (top, bottom, left, right), found 2",
        "cin=1,h=4,w=4,cout=1,dtype=int8 | dtype: expected float32, float16 or bfloat16, found 'int8'",
        "cin=1,h=4,w=4,cout=1,inputs=real | inputs: expected domain:seed, found 'real'",
        "cin=1,h=4,w=4,cout=1,inputs=odd:1 | inputs: expected real, lattice, onehot, rounding,"
            + " special or ones, found 'odd'",
        "cin=1,h=4,w=4,cout=1,inputs=real:y | inputs: expected a 64-bit number as seed, found 'y'",
        "cin=1,h=4,w=4,cout=1,inputs=ones:0:x1+y2 | inputs: expected elements such as x0+w3, or none, found 'x1+y2'",
        "cin | expected key=value between commas, found 'cin'",
        "cin=1,h=4,w=4,cout=1, | expected key=value between commas, found ''"
      })
  void aMistakeIsNamedInOneLine(String text, String message) {
    BadInputException e = assertThrows(BadInputException.class, () -> CaseText.parse(text));
    String found = String.valueOf(e.getMessage());
    assertTrue(found.startsWith("case '" + text + "': " + message), found);
    assertEquals(1, found.lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{\"cin\":1 | expected JSON, found a mistake",
        "[1,2] | expected an object, found [1,2]",
        "{\"cin\":1,\"h\":4,\"w\":4,\"cin\":1} | expected each key once, found one twice at line 1, column",
        "{\"cin\":1} {\"cin\":1} | expected one object, found more at line 1, column 11",
        "{\"cin\":\"one\",\"h\":4,\"w\":4,\"cout\":1} | cin: expected a whole number, found \"one\"",
        "{\"cin\":1.5,\"h\":4,\"w\":4,\"cout\":1} | cin: expected a whole number, found 1.5",
        "{\"cin\":[1,2],\"h\":4,\"w\":4,\"cout\":1} | cin: expected a whole number, found [1,2]",
        "{\"cin\":1,\"h\":4,\"w\":4,\"cout\":1,\"x\":1} | unknown key 'x'",
        "{\"cin\":1,\"h\":4,\"w\":4,\"cout\":1,\"inputs\":\"real\"} | inputs: expected an object with domain, seed, found \"real\""
      })
  void aMistakeInJsonIsNamedInOneLine(String json, String message) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> json(json, "cases.jsonl line 3"));
    String found = String.valueOf(e.getMessage());
    assertTrue(found.startsWith("cases.jsonl line 3: " + message), found);
    assertEquals(1, found.lines().count());
  }
}
