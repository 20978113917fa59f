package winofuzz.metal.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.sim.SimDevice;

/** A device in a process of its own: what crashes and hangs there is an outcome here. */
final class IsolatedDeviceTest {

  @TempDir private Path folder;

  private IsolatedDevice host(Duration limit) {
    assumeTrue(DeviceCatalog.find("host").isPresent(), "no C++ compiler is here");
    return new IsolatedDevice("host", limit, folder);
  }

  private static Launch launch(String body, BufferArgument... arguments) {
    String text = "kernel void k(device int* out, device const int* in) {\n" + body + "\n}\n";
    return new Launch(text, "k", Extent.of(1, 1, 1), Extent.of(1, 1, 1), List.of(arguments));
  }

  private static Launch launch(String body) {
    return launch(
        body,
        BufferArgument.out(0, ElementType.INT32, 2),
        BufferArgument.in(1, Buffer.ofInts(7, 0)));
  }

  private static void requireKept(Launch launch, Path bundle) {
    assertEquals(launch, Bundle.read(bundle).launch());
  }

  @Test
  void kernelsCrashAndTheDeviceGoesOn() {
    IsolatedDevice device = host(Duration.ofMinutes(1));
    Launch wild = launch("out[in[0] * 100000000] = 1;");
    Outcome.Crashed crashed = assertInstanceOf(Outcome.Crashed.class, device.run(wild));
    assertEquals("SIGSEGV", crashed.how());
    requireKept(wild, Objects.requireNonNull(crashed.kept()));

    Launch good = launch("out[0] = in[0]; out[1] = 3;");
    for (int i = 0; i < 2; i++) {
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, device.run(good));
      assertEquals(Map.of(0, Buffer.ofInts(7, 3)), ran.outputs());
    }
  }

  @Test
  void kernelsThatDoNotEndAreEnded() {
    Duration limit = Duration.ofMillis(200);
    Launch endless = launch("while (in[0] == 7) { out[0] += 1; }");
    Outcome.TimedOut late = assertInstanceOf(Outcome.TimedOut.class, host(limit).run(endless));
    assertEquals(limit, late.limit());
    requireKept(endless, Objects.requireNonNull(late.kept()));
  }

  @Test
  void everyOtherOutcomeComesBackAsItIs() {
    IsolatedDevice sim = new IsolatedDevice("sim", Duration.ofMinutes(1), folder);
    Launch faulty = launch("out[2] = in[0]; out[1] = 1; out[0] = 1;");
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, sim.run(faulty));
    assertEquals(
        List.of(
            new Violation(
                Violation.Kind.WRITE_OUT_OF_BOUNDS,
                "k",
                2,
                Extent.of(0, 0, 0),
                Extent.of(0, 0, 0),
                new Violation.Place("out", 0, 2, 2))),
        trapped.violations());
    assertEquals(Map.of(0, Buffer.ofInts(1, 1)), trapped.outputs());

    Outcome unsupported = sim.run(launch("double x = 1;"));
    assertTrue(unsupported instanceof Outcome.Unsupported u && u.reason().contains("line 2"));
    assertThrows(MslSyntaxException.class, () -> sim.run(launch("out[0] = ;")));
    BadLaunchException missing =
        assertThrows(
            BadLaunchException.class,
            () -> sim.run(launch("", BufferArgument.out(0, ElementType.INT32, 1))));
    assertEquals("kernel k: expected a buffer 1 for 'in', none is given", missing.getMessage());
  }

  @Test
  void racesAndWarningsComeBackWithBothThreads() {
    IsolatedDevice sim = new IsolatedDevice("sim", Duration.ofMinutes(1), folder);
    for (String value : List.of("1", "l")) {
      Launch launch =
          new Launch(
              """
              #include <metal_stdlib>
              using namespace metal;
              kernel void k(device int* r, uint l [[thread_index_in_threadgroup]]) { r[0] = %s; }
              """
                  .formatted(value),
              "k",
              Extent.of(1, 1, 1),
              Extent.of(2, 1, 1),
              List.of(BufferArgument.out(0, ElementType.INT32, 1)));
      assertEquals(found(new SimDevice().run(launch)), found(sim.run(launch)));
      assertNotNull(found(sim.run(launch)).getFirst().other());
    }
    Launch once = launch("out[0] = 1; out[0] = 2; out[1] = 1;");
    List<BufferArgument> arguments = new ArrayList<>(once.arguments());
    arguments.set(0, BufferArgument.writtenOnce(0, ElementType.INT32, 2));
    Outcome twice =
        sim.run(
            new Launch(
                once.source(), once.kernel(), once.threadgroups(), once.threads(), arguments));
    assertEquals(Violation.Kind.SECOND_WRITE, found(twice).getFirst().kind());
  }

  private static List<Violation> found(Outcome outcome) {
    return outcome instanceof Outcome.Ran ran
        ? ran.warnings()
        : assertInstanceOf(Outcome.Trapped.class, outcome).violations();
  }

  @Test
  void whatAGpuGaveUpOnCrossesToTheOtherProcess() throws IOException {
    Reply reply = new Reply.Finished(new Outcome.Crashed("Caused GPU Address Fault Error", null));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reply.write(new DataOutputStream(bytes));
    assertEquals(
        reply, Reply.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
  }
}
