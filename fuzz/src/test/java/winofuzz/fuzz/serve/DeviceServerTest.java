package winofuzz.fuzz.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.serve.Dialogue.Message;
import winofuzz.fuzz.serve.FaultLog.SeenFault;

/** A device behind a Unix socket, and what is remembered of the launches of all its clients. */
final class DeviceServerTest {
  /** A launch that reads memory that nothing wrote, in line 2, and writes it. */
  public static final Dialogue FAULTY =
      new Dialogue()
          .say(
              "{\"do\":\"compile\",\"program\":1,\"source\":\"kernel void k(device int* a) {\\n"
                  + "  a[0] = a[1] + 1;\\n}\"}")
          .say("{\"do\":\"allocate\",\"memory\":1,\"size\":8}")
          .say(
              "{\"do\":\"launch\",\"program\":1,\"kernel\":\"k\",\"threadgroups\":[1,1,1],"
                  + "\"threads\":[1,1,1],\"arguments\":[{\"memory\":1}],\"note\":\"x.relu()\"}");

  @TempDir private Path folder;
  private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();

  private DeviceServer server(ServeListener listener) throws IOException {
    return new DeviceServer(
        folder.resolve("device"), DeviceList.get("sim"), listener, problems::add);
  }

  private List<Message> converse(Dialogue dialogue) throws IOException {
    return Dialogue.heard(
        SocketClient.converse(folder.resolve("device"), dialogue.stream().readAllBytes()));
  }

  @Test
  void eachClientHasMemoriesOfItsOwn() throws IOException {
    Dialogue one = new Dialogue().say("{\"do\":\"allocate\",\"memory\":1,\"size\":4}");
    try (DeviceServer _ = server(ServeListener.NONE);
        SocketChannel waiting =
            SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("device")))) {
      assertTrue(waiting.isConnected());
      for (int i = 0; i < 2; i++) {
        assertEquals("{\"ok\":true}", converse(one).get(1).json().toString());
      }
      assertTrue(
          converse(new Dialogue().say("{\"do\":\"free\",\"memory\":1}"))
              .get(1)
              .json()
              .has("error"));
    }
    assertFalse(Files.exists(folder.resolve("device")));
    assertTrue(problems.isEmpty(), problems::toString);
  }

  @Test
  void clientsThatGoAwayWithoutReadingAreNoProblem() throws IOException {
    try (DeviceServer _ = server(ServeListener.NONE)) {
      for (int i = 0; i < 50; i++) {
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("device"))).close();
      }
      assertEquals(4, converse(FAULTY).size());
    }
    assertTrue(problems.isEmpty(), problems::toString);
  }

  @Test
  void aClientThatSpeaksNoJsonIsToldOfAndOthersGoOn() throws IOException, InterruptedException {
    try (DeviceServer _ = server(ServeListener.NONE)) {
      assertEquals(1, converse(new Dialogue().say("hello")).size());
      assertEquals(
          "client: request: expected JSON, found a mistake at line 1, column 6", problems.take());
      assertEquals(4, converse(FAULTY).size());
    }
  }

  @Test
  void aSocketIsNotTakenFromAnother() throws IOException {
    try (DeviceServer _ = server(ServeListener.NONE)) {
      assertThrows(IOException.class, () -> server(ServeListener.NONE).close());
      assertEquals(4, converse(FAULTY).size());
    }
  }

  @Test
  void aFaultIsRememberedOnceWithTheFirstLaunchThatShowedIt() throws IOException {
    FaultLog log = new FaultLog();
    try (DeviceServer _ = server(log)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("trapped", converse(FAULTY).getLast().json().get("outcome").asText());
      }
    }
    assertEquals(3, log.summary().launches());
    assertEquals(1, log.summary().kernels());
    assertEquals(1, log.summary().faults().size());
    SeenFault fault = log.summary().faults().getFirst();
    assertEquals("a[0] = a[1] + 1;", fault.text());
    assertEquals("x.relu()", fault.note());
    assertEquals(3, fault.launches());
    assertEquals(List.of(), log.summary().warnings());
    assertTrue(log.summary().stopped().isEmpty());
  }
}
