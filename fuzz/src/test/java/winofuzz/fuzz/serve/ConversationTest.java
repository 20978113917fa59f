package winofuzz.fuzz.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.serve.Dialogue.Message;
import winofuzz.metal.Device;

/** What {@code docs/device-server.md} promises to a client. */
final class ConversationTest {
  private static final Device SIM = DeviceList.get("sim");

  /** {@code add} writes n more than the second buffer has to the first one. */
  private static final String COMPILE =
      "{\"do\":\"compile\",\"program\":1,\"source\":\""
          + "kernel void add(device uchar* to [[buffer(0)]], device uchar* from [[buffer(1)]],"
          + " constant uchar& n [[buffer(2)]], uint i [[thread_position_in_grid]])\\n"
          + "{ to[i] = from[i] + n; }\"}";

  private static List<Message> answers(Dialogue dialogue, Device device) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    DeviceServer.serve(dialogue.stream(), heard, device);
    List<Message> messages = Dialogue.heard(heard.toByteArray());
    assertEquals(
        "{\"protocol\":\"winofuzz-device\",\"version\":1,\"device\":\"sim\",\"hardware\":\"\"}",
        messages.getFirst().json().toString());
    return messages.subList(1, messages.size());
  }

  private static List<Message> answers(Dialogue dialogue) throws IOException {
    return answers(dialogue, SIM);
  }

  private static Message last(Dialogue dialogue) throws IOException {
    return answers(dialogue).getLast();
  }

  private static Dialogue allocated(int size) {
    return new Dialogue()
        .say(COMPILE)
        .say("{\"do\":\"allocate\",\"memory\":1,\"size\":%d}".formatted(size))
        .say("{\"do\":\"allocate\",\"memory\":2,\"size\":%d}".formatted(size));
  }

  private static String write(int memory, int offset, int bytes) {
    return "{\"do\":\"write\",\"memory\":%d,\"offset\":%d,\"bytes\":%d}"
        .formatted(memory, offset, bytes);
  }

  private static String read(int memory, int offset, int size) {
    return "{\"do\":\"read\",\"memory\":%d,\"offset\":%d,\"size\":%d}"
        .formatted(memory, offset, size);
  }

  private static String launch(int threads, String arguments) {
    return """
    {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[%d,1,1],\
    "arguments":[%s],"note":"a test"}"""
        .formatted(threads, arguments);
  }

  @Test
  void eachRequestHasItsAnswer() throws IOException {
    List<Message> answers =
        answers(
            allocated(4)
                .say(write(1, 0, 4))
                .bytes('\n', 2, '"', 255)
                .say(
                    "{\"do\":\"copy\",\"from\":1,\"from_offset\":1,\"to\":2,\"to_offset\":0,\"size\":3}")
                .say(
                    launch(
                        3, "{\"memory\":1,\"offset\":1},{\"memory\":2,\"size\":3},{\"value\":3}"))
                .say(read(1, 0, 4))
                .say(read(2, 3, 0))
                .say("{\"do\":\"forget\",\"program\":1}")
                .say("{\"do\":\"free\",\"memory\":1}")
                .say("{\"do\":\"allocate\",\"memory\":1,\"size\":0}"));
    assertEquals(11, answers.size());
    assertTrue(answers.stream().allMatch(a -> a.json().get("ok").asBoolean()), answers::toString);
    assertEquals("ran", answers.get(5).json().get("outcome").asText());
    assertTrue(answers.get(5).json().get("seconds").asDouble() >= 0);
    assertEquals(0, answers.get(5).json().get("violations").size());
    assertArrayEquals(new byte[] {'\n', 5, '"' + 3, 2}, answers.get(6).bytes());
    assertEquals("{\"ok\":true,\"bytes\":0}", answers.get(7).json().toString());
  }

  @Test
  void compileTellsWhatTheKernelsWant() throws IOException {
    JsonNode answer = last(new Dialogue().say(COMPILE)).json();
    assertEquals(
        """
        {"ok":true,"kernels":[{"name":"add","arguments":[\
        {"index":0,"name":"to","type":"uint8","access":"write","scalar":false},\
        {"index":1,"name":"from","type":"uint8","access":"read","scalar":false},\
        {"index":2,"name":"n","type":"uint8","access":"read","scalar":true}]}]}""",
        answer.toString());
  }

  @Test
  void aLaunchThatWritesPartOfAMemoryIsNoFaultAndReadingTheRestIs() throws IOException {
    List<Message> answers =
        answers(
            allocated(4)
                .say(write(2, 0, 4))
                .bytes(1, 2, 3, 4)
                .say(launch(2, "{\"memory\":1},{\"memory\":2},{\"value\":0}"))
                .say(launch(4, "{\"memory\":2},{\"memory\":1},{\"value\":1}"))
                .say(read(2, 0, 4)));
    assertEquals("ran", answers.get(4).json().get("outcome").asText());
    JsonNode trapped = answers.get(5).json();
    assertEquals("trapped", trapped.get("outcome").asText());
    assertEquals(2, trapped.get("count").asInt());
    JsonNode violation = trapped.get("violations").get(0);
    assertEquals("unwritten-read", violation.get("kind").asText());
    assertEquals(2, violation.get("line").asInt());
    assertEquals(1, violation.get("buffer").asInt());
    assertEquals(2, violation.get("element").asInt());
    assertEquals(4, violation.get("length").asInt());
    assertEquals("[2,0,0]", violation.get("thread").toString());
    assertEquals("[0,0,0]", violation.get("threadgroup").toString());
    assertTrue(violation.get("text").asText().contains("from (buffer 1) at element 2 of 4"));
    assertArrayEquals(new byte[] {2, 3, 1, 1}, answers.get(6).bytes());
  }

  @Test
  void aCopyKeepsWhatNothingWrote() throws IOException {
    JsonNode trapped =
        last(allocated(2)
                .say(write(2, 0, 2))
                .bytes(1, 2)
                .say(write(1, 0, 1))
                .bytes(7)
                .say(
                    "{\"do\":\"copy\",\"from\":1,\"from_offset\":0,\"to\":2,\"to_offset\":0,"
                        + "\"size\":2}")
                .say(launch(2, "{\"memory\":1},{\"memory\":2},{\"value\":0}")))
            .json();
    assertEquals("trapped", trapped.get("outcome").asText());
    assertEquals(1, trapped.get("count").asInt());
    assertEquals(1, trapped.get("violations").get(0).get("element").asInt());
  }

  @Test
  void partsOfOneMemoryMayOverlap() throws IOException {
    List<Message> answers =
        answers(
            allocated(4)
                .say(write(1, 0, 4))
                .bytes(1, 2, 3, 4)
                .say(launch(4, "{\"memory\":1},{\"memory\":1},{\"value\":250}"))
                .say(launch(1, "{\"memory\":1,\"offset\":3},{\"memory\":1},{\"value\":0}"))
                .say(read(1, 0, 4))
                .say(launch(3, "{\"memory\":1,\"offset\":1},{\"memory\":1},{\"value\":0}")));
    assertArrayEquals(
        new byte[] {(byte) 251, (byte) 252, (byte) 253, (byte) 251}, answers.get(6).bytes());
    assertEquals("trapped", answers.get(7).json().get("outcome").asText());
    assertEquals(
        "race-in-threadgroup", answers.get(7).json().get("violations").get(0).get("kind").asText());
  }

  @Test
  void whatTheDeviceDoesNotKnowIsSaidOfLaunchAndText() throws IOException {
    String text = "{\"do\":\"compile\",\"program\":2,\"source\":\"%s\"}";
    List<Message> answers =
        answers(
            new Dialogue()
                .say(text.formatted("kernel void k(device double* a) { }"))
                .say(text.formatted("\\nkernel void k(device float* a) { a[0] = ; }"))
                .say(COMPILE));
    assertEquals("unsupported", answers.get(0).json().get("kind").asText());
    assertEquals("source", answers.get(1).json().get("kind").asText());
    assertTrue(answers.get(1).json().get("error").asText().startsWith("line 2, column 41"));
    assertTrue(answers.get(2).json().get("ok").asBoolean());
  }

  @Test
  void aKernelThatDoesNotEndLeavesMemoriesAsTheyWere() throws IOException {
    Dialogue dialogue =
        new Dialogue()
            .say(
                "{\"do\":\"compile\",\"program\":1,\"source\":\"kernel void add(device int* a)"
                    + " { a[0] = 1; while (a[0] > 0) { a[1] = a[1] + 1; } }\"}")
            .say("{\"do\":\"allocate\",\"memory\":1,\"size\":8}")
            .say(write(1, 0, 8))
            .bytes(9, 0, 0, 0, 9, 0, 0, 0)
            .say(launch(1, "{\"memory\":1}"))
            .say(read(1, 0, 8));
    List<Message> answers = answers(dialogue, SIM.withTimeLimit(Duration.ofMillis(50)));
    assertEquals("timed-out", answers.get(3).json().get("outcome").asText());
    assertTrue(answers.get(3).json().get("reason").asText().startsWith("still running after"));
    assertArrayEquals(new byte[] {9, 0, 0, 0, 9, 0, 0, 0}, answers.get(4).bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"do":"dance"}                                   | do: expected one of allocate, compile, copy, forget, free, launch, read, write, found "dance"
          {"memory":1}                                     | do: expected one of
          {"do":"free"}                                    | memory: expected a whole number, found nothing
          {"do":"free","memory":1,"now":true}              | unknown key 'now', expected one of memory
          {"do":"free","memory":"1"}                       | memory: expected a whole number, found "1"
          {"do":"free","memory":7}                         | memory: expected the number of one that is allocated, found 7
          {"do":"allocate","memory":1,"size":4}            | memory: expected a number from 1 that is free, found 1
          {"do":"allocate","memory":0,"size":4}            | memory: expected a number from 1 that is free, found 0
          {"do":"allocate","memory":3,"size":-1}           | size: expected 0 to 2^31 bytes
          {"do":"allocate","memory":3,"size":2147483647}   | size: expected 0 to 2^31 bytes
          {"do":"read","memory":1,"offset":2,"size":3}     | expected a part of a memory of 4 bytes, found offset 2 and size 3
          {"do":"read","memory":1,"offset":-1,"size":1}    | expected a part of a memory of 4 bytes, found offset -1 and size 1
          {"do":"read","memory":1,"offset":0,"size":-1}    | expected a part of a memory of 4 bytes
          {"do":"copy","from":1,"from_offset":0,"to":2,"to_offset":3,"size":2} | expected a part of a memory of 4 bytes, found offset 3 and size 2
          {"do":"write","memory":1,"offset":0}             | bytes: expected a whole number, found nothing
          {"do":"write","memory":1,"offset":0,"bytes":-1}  | bytes: expected -1, found 0
          {"do":"forget","program":2}                      | program: expected the number of one that is compiled, found 2
          {"do":"launch","program":2,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[]}  | program: expected the number of one that is compiled, found 2
          {"do":"launch","program":1,"kernel":"sub","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[]}  | kernel 'sub': expected one of [add]
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1],"threads":[1,1,1],"arguments":[]}    | threadgroups: expected three numbers of at least 1
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,0,1],"arguments":[]}  | threads: expected three numbers of at least 1
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[{}]} | arguments: expected a memory or a value each
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[{"memory":1,"value":1}]} | arguments: expected a memory or a value each
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[{"memory":1,"offset":5}]} | kernel add: expected 3 arguments, found 1
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[{"memory":1,"offset":5},{"memory":2},{"value":1}]} | found offset 5
          {"do":"launch","program":1,"kernel":"add","threadgroups":[1,1,1],"threads":[1,1,1],"arguments":[{"value":5},{"memory":2},{"value":1}]} | kernel add: buffer 0 ('to'): expected a memory, found a value
          """)
  void aMistakeIsOneLineAndTheSessionGoesOn(String request, String problem) throws IOException {
    List<Message> answers =
        answers(allocated(4).say(request).say(write(1, 0, 1)).bytes(5).say(read(1, 0, 1)));
    JsonNode mistake = answers.get(3).json();
    assertEquals("request", mistake.get("kind").asText());
    assertTrue(mistake.get("error").asText().contains(problem), mistake::toString);
    assertEquals(1, mistake.get("error").asText().lines().count());
    assertArrayEquals(new byte[] {5}, answers.getLast().bytes());
  }

  @Test
  void theBytesOfAWrongRequestArePassedOver() throws IOException {
    List<Message> answers =
        answers(
            allocated(4)
                .say(write(9, 0, 3))
                .bytes('{', '\n', '}')
                .say(write(1, 3, 2))
                .bytes('\n', '\n')
                .say("{\"do\":\"dance\",\"bytes\":1}")
                .bytes('x')
                .say(write(1, 0, 1))
                .bytes(5)
                .say(read(1, 0, 1)));
    assertEquals(
        "memory: expected the number of one that is allocated, found 9",
        answers.get(3).json().get("error").asText());
    assertTrue(answers.get(4).json().has("error"));
    assertTrue(answers.get(5).json().has("error"));
    assertArrayEquals(new byte[] {5}, answers.getLast().bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "", "[1]", "{\"do\":", "{\"do\":\"write\",\"bytes\":2147483648}"})
  void whatCannotBeToldApartEndsTheSession(String line) {
    BadInputException mistake =
        assertThrows(BadInputException.class, () -> answers(new Dialogue().say(line)));
    assertTrue(String.valueOf(mistake.getMessage()).startsWith("request: "), mistake::toString);
  }

  @Test
  void aLineHasAnEnd() {
    String line = "{\"do\":\"" + "x".repeat(16 << 20) + "\"}";
    BadInputException mistake =
        assertThrows(BadInputException.class, () -> answers(new Dialogue().say(line)));
    assertEquals("request: expected a line of at most 16777216 bytes", mistake.getMessage());
  }

  @Test
  void aClientMayEndAnywhere() throws IOException {
    assertEquals(3, answers(allocated(4).bytes('{', '"')).size());
    List<Message> cut = answers(allocated(4).say(write(1, 0, 4)).bytes(1, 2));
    assertEquals("bytes: expected 4, found 2", cut.getLast().json().get("error").asText());
  }
}
