package winofuzz.fuzz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client says, and what it hears. */
public final class Dialogue {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A message, and the bytes that follow it. */
  public static final class Message {
    private final JsonNode json;
    private final byte[] bytes;

    private Message(JsonNode json, byte[] bytes) {
      this.json = json;
      this.bytes = bytes;
    }

    public JsonNode json() {
      return json;
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public String toString() {
      return json.toString();
    }
  }

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Says a line. */
  public Dialogue say(String line) {
    said.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Says bytes. */
  public Dialogue bytes(int... bytes) {
    for (int value : bytes) {
      said.write(value);
    }
    return this;
  }

  /** Returns all that is said, as a stream. */
  public ByteArrayInputStream stream() {
    return new ByteArrayInputStream(said.toByteArray());
  }

  /** Reads what was heard. */
  public static List<Message> heard(byte[] all) throws IOException {
    List<Message> messages = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(all);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        JsonNode json = JSON.readTree(line.toByteArray());
        messages.add(new Message(json, in.readNBytes(json.path("bytes").asInt())));
        line.reset();
      } else {
        line.write(next);
      }
    }
    return messages;
  }
}
