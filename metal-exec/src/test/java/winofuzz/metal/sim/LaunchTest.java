package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;

/** Launches that fit their kernel, and those that do not. */
final class LaunchTest {

  private static final String COPY =
      "kernel void k(device float* r, device float* a, uint i [[thread_position_in_grid]])"
          + " { r[i] = a[i]; }";

  private static String problem(String text, BufferArgument... arguments) {
    return String.valueOf(
        assertThrows(BadLaunchException.class, () -> Sim.run(text, 1, 1, arguments)).getMessage());
  }

  @Test
  void buffersMustFitTheParameters() {
    BufferArgument out = BufferArgument.out(0, ElementType.FLOAT32, 1);
    assertEquals("kernel k: expected a buffer 1 for 'a', none is given", problem(COPY, out));
    assertEquals(
        "kernel k: buffer 1 ('a') holds float16, expected elements of type float",
        problem(COPY, out, BufferArgument.in(1, Buffer.zeros(ElementType.FLOAT16, 1))));
    assertEquals("kernel k: buffer 0 is given twice", problem(COPY, out, out));
  }

  @Test
  void gridsMustHaveThreads() {
    PreparedKernel kernel = new SimDevice().prepare(COPY, "k");
    assertThrows(
        BadLaunchException.class,
        () -> kernel.run(Extent.of(0, 1, 1), Extent.of(1, 1, 1), List.of()));
    assertThrows(
        BadLaunchException.class,
        () -> kernel.run(Extent.of(1 << 20, 1 << 20, 1), Extent.of(1, 1, 1), List.of()));
  }

  @Test
  void anUnknownKernelNamesTheKnown() {
    assertEquals(
        "kernel 'other': expected one of [k]",
        assertThrows(BadLaunchException.class, () -> new SimDevice().prepare(COPY, "other"))
            .getMessage());
  }

  @Test
  void preparedKernelsAreKeptAndRunAgain() {
    SimDevice device = new SimDevice();
    PreparedKernel kernel = device.prepare(COPY, "k");
    assertSame(kernel, device.prepare(COPY, "k"));
    for (int length = 1; length < 4; length++) {
      Buffer values = Buffer.ofFloats(new float[length]);
      Outcome outcome =
          kernel.run(
              Extent.of(length, 1, 1),
              Extent.of(1, 1, 1),
              List.of(
                  BufferArgument.out(0, ElementType.FLOAT32, length),
                  BufferArgument.in(1, values)));
      assertEquals(values, Sim.output(outcome));
    }
  }

  @Test
  void whatIsNotSupportedIsAnOutcome() {
    Outcome outcome =
        new SimDevice()
            .run(
                new Launch(
                    "kernel void k(device float* r) {\n  double x = 1;\n}",
                    "k",
                    Extent.of(1, 1, 1),
                    Extent.of(1, 1, 1),
                    List.of()));
    assertEquals(
        "line 2, column 3: the type 'double' is not supported, in \"double x = 1;\"",
        assertInstanceOf(Outcome.Unsupported.class, outcome).reason());
  }

  @Test
  void buffersThatTheKernelDoesNotNameComeBackAsTheyWere() {
    Buffer extra = Buffer.ofInts(1, 2);
    Outcome outcome =
        Sim.run(
            "kernel void k(device int* r) { r[0] = 1; }",
            1,
            1,
            BufferArgument.out(0, ElementType.INT32, 1),
            BufferArgument.inout(5, extra));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome);
    assertEquals(extra, ran.outputs().get(5));
  }

  @Test
  void bufferIndicesFollowTheAttributes() {
    String text =
        "kernel void k(device int* a [[buffer(2)]], constant int* b, device int* r [[buffer(0)]])"
            + " { r[0] = a[0] * 10 + b[0]; }";
    Buffer got =
        Sim.ran(
            text,
            1,
            1,
            BufferArgument.out(0, ElementType.INT32, 1),
            BufferArgument.in(2, Buffer.ofInts(7)),
            BufferArgument.in(3, Buffer.ofInts(5)));
    assertEquals(75, got.number(0));
  }
}
