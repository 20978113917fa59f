package winofuzz.metal.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Violation;
import winofuzz.metal.agreement.NativeDevices;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.sim.SimDevice;

/** Launches over memories that outlive them. */
final class SessionTest {
  private static final Extent ONE = Extent.of(1, 1, 1);
  private static final String ADD =
      """
      kernel void add(device uchar* to [[buffer(0)]], device const uchar* from [[buffer(1)]],
          constant uchar& n [[buffer(3)]], uint i [[thread_position_in_grid]]) {
        to[i] = from[i] + n;
      }
      """;

  private final Session session = new Session(new SimDevice());

  private static DeviceMemory memory(int... bytes) {
    DeviceMemory memory = new DeviceMemory(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      memory.write(i, new byte[] {(byte) bytes[i]});
    }
    return memory;
  }

  private static Operand part(DeviceMemory memory, long offset, long size) {
    return new Operand.Part(memory, offset, OptionalLong.of(size));
  }

  private Outcome add(int threads, Operand to, Operand from, Operand n) {
    return session.run(ADD, "add", ONE, Extent.of(threads, 1, 1), List.of(to, from, n));
  }

  @Test
  void aLaunchSeesWhatEarlierOnesWrote() {
    DeviceMemory memory = new DeviceMemory(4);
    DeviceMemory given = memory(1, 2, 3, 4);
    Operand.Value ten = new Operand.Value(10);
    assertInstanceOf(
        Outcome.Ran.class, add(4, Operand.Part.all(memory), Operand.Part.all(given), ten));
    assertInstanceOf(
        Outcome.Ran.class, add(2, part(memory, 2, 2), part(memory, 0, 2), new Operand.Value(1)));
    assertArrayEquals(new byte[] {11, 12, 12, 13}, memory.read(0, 4));
  }

  @Test
  void whatALaunchDoesNotWriteStaysUnwritten() {
    DeviceMemory memory = new DeviceMemory(4);
    DeviceMemory given = memory(1, 2, 3, 4);
    Operand.Value n = new Operand.Value(0);
    assertInstanceOf(
        Outcome.Ran.class, add(2, Operand.Part.all(memory), Operand.Part.all(given), n));
    assertEquals(2, memory.unwritten());
    Outcome.Trapped trapped =
        assertInstanceOf(
            Outcome.Trapped.class, add(3, Operand.Part.all(given), Operand.Part.all(memory), n));
    assertEquals(1, trapped.count());
    assertEquals(Violation.Kind.UNWRITTEN_READ, trapped.violations().getFirst().kind());
    assertTrue(trapped.violations().getFirst().toString().contains("element 2 of 4"));
  }

  @Test
  void whatLiesOutsideOfAPartIsOutOfBounds() {
    DeviceMemory memory = memory(1, 2, 3, 4);
    Outcome.Trapped trapped =
        assertInstanceOf(
            Outcome.Trapped.class,
            add(2, part(memory, 0, 1), part(memory, 2, 1), new Operand.Value(1)));
    assertEquals(
        List.of(Violation.Kind.READ_OUT_OF_BOUNDS, Violation.Kind.WRITE_OUT_OF_BOUNDS),
        trapped.violations().stream().map(Violation::kind).toList());
    assertArrayEquals(new byte[] {4, 2, 3, 4}, memory.read(0, 4));
  }

  @ParameterizedTest
  @CsvSource({"7, 8", "-1, 0", "256, 1", "511, 0"})
  void theLowBitsOfAValueCount(long value, int expected) {
    DeviceMemory memory = memory(1);
    assertInstanceOf(
        Outcome.Ran.class,
        add(1, Operand.Part.all(memory), Operand.Part.all(memory), new Operand.Value(value)));
    assertArrayEquals(new byte[] {(byte) expected}, memory.read(0, 1));
  }

  @Test
  void aCopyKeepsWhatNothingWrote() {
    DeviceMemory from = new DeviceMemory(4);
    from.write(1, new byte[] {5, 6});
    DeviceMemory to = memory(1, 2, 3, 4);
    to.copy(0, from, 0, 3);
    assertEquals(1, to.unwritten());
    assertArrayEquals(new byte[] {0, 5, 6, 4}, to.read(0, 4));
    to.copy(1, to, 0, 3);
    assertEquals(2, to.unwritten());
    assertArrayEquals(new byte[] {0, 0, 5, 6}, to.read(0, 4));
  }

  @Test
  void aKernelThatDoesNotRunToItsEndLeavesMemoriesAsTheyWere() {
    String endless =
        """
        kernel void k(device int* a [[buffer(0)]]) {
          a[0] = 1;
          while (a[0] > 0) { a[1] = a[1] + 1; }
        }
        """;
    DeviceMemory memory = memory(0, 0, 0, 0, 0, 0, 0, 0);
    Session limited = new Session(new SimDevice().withTimeLimit(Duration.ofMillis(50)));
    Outcome outcome = limited.run(endless, "k", ONE, ONE, List.of(Operand.Part.all(memory)));
    assertInstanceOf(Outcome.TimedOut.class, outcome);
    assertArrayEquals(new byte[8], memory.read(0, 8));
  }

  @Test
  void mistakesOfALaunchSayWhatWasExpected() {
    DeviceMemory memory = memory(1, 2, 3, 4);
    Operand all = Operand.Part.all(memory);
    Operand.Value one = new Operand.Value(1);
    assertEquals(
        "kernel add: buffer 0 ('to'): expected a memory, found a value",
        assertThrows(BadLaunchException.class, () -> add(1, one, all, one)).getMessage());
    assertEquals(
        "expected a part of a memory of 4 bytes, found offset 3 and size 2",
        assertThrows(BadLaunchException.class, () -> add(1, part(memory, 3, 2), all, one))
            .getMessage());
    assertEquals(
        "kernel add: expected 3 arguments, found 1",
        assertThrows(
                BadLaunchException.class, () -> session.run(ADD, "add", ONE, ONE, List.of(all)))
            .getMessage());
    assertEquals(
        "kernel 'sub': expected one of [add]",
        assertThrows(
                BadLaunchException.class, () -> session.run(ADD, "sub", ONE, ONE, List.of(all)))
            .getMessage());
    assertThrows(
        MslSyntaxException.class, () -> session.run("kernel (", "add", ONE, ONE, List.of()));
    String unknown = "kernel void k(device double* a [[buffer(0)]]) { a[0] = 1; }";
    assertInstanceOf(Outcome.Unsupported.class, session.run(unknown, "k", ONE, ONE, List.of(all)));
  }

  /** A device that copies each argument. */
  private static final class KeepsApart implements Device {
    @Override
    public String name() {
      return "apart";
    }

    @Override
    public PreparedKernel prepare(String source, String kernel) {
      return new SimDevice().prepare(source, kernel);
    }
  }

  @Test
  void aDeviceThatKeepsArgumentsApartRefusesThoseThatOverlap() {
    DeviceMemory memory = memory(1, 2, 3, 4);
    Session apart = new Session(new KeepsApart());
    List<Operand> overlapping =
        List.of(part(memory, 0, 2), part(memory, 1, 2), new Operand.Value(1));
    Outcome.Unsupported refused =
        assertInstanceOf(Outcome.Unsupported.class, apart.run(ADD, "add", ONE, ONE, overlapping));
    assertEquals(
        "kernel add: arguments that overlap, which device apart keeps apart", refused.reason());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, memory.read(0, 4));

    List<Operand> beside = List.of(part(memory, 0, 2), part(memory, 2, 2), new Operand.Value(1));
    assertInstanceOf(Outcome.Ran.class, apart.run(ADD, "add", ONE, ONE, beside));
    assertArrayEquals(new byte[] {4, 2, 3, 4}, memory.read(0, 4));
  }

  @Test
  void theNativeDevicesHereRefuseWhatOverlaps() {
    for (Device device : NativeDevices.here()) {
      DeviceMemory memory = memory(1, 2);
      Operand all = Operand.Part.all(memory);
      assertInstanceOf(
          Outcome.Unsupported.class,
          new Session(device).run(ADD, "add", ONE, ONE, List.of(all, all, new Operand.Value(1))));
    }
  }
}
