package winofuzz.metal.apple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/**
 * What the Metal device says to Metal, heard by the stand-in: in order, owned and within limits.
 */
final class MetalDeviceTest {

  /** Null on a Mac, where the tests that need not ask it run on the real thing. */
  private @Nullable StandIn heard;

  private MetalDevice device;

  @BeforeEach
  void find() {
    if (Platform.isMac()) {
      Optional<MetalDevice> real = MetalDevice.find();
      assumeTrue(real.isPresent(), "this Mac has no GPU");
      device = real.get();
    } else {
      Optional<StandIn> found = StandIn.find();
      assumeTrue(found.isPresent(), StandIn.MISSING);
      heard = found.get();
      device = AppleGpus.on(found.get());
    }
  }

  private StandIn standIn() {
    assumeTrue(heard != null, "only the stand-in can be asked this");
    return Objects.requireNonNull(heard);
  }

  @AfterEach
  void noRuleIsBroken() {
    if (heard != null) {
      assertEquals(List.of(), heard.faults());
      assertEquals(0, heard.pools(), "open autorelease pools");
    }
  }

  private static Launch launch(String text, int groups, int threads, BufferArgument... arguments) {
    return new Launch(
        text, "k", Extent.of(groups, 1, 1), Extent.of(threads, 1, 1), List.of(arguments));
  }

  private static Launch twice(int threads) {
    return launch(
        """
        kernel void k(device int* out, device const int* in, uint i [[thread_position_in_grid]]) {
          out[i] = 2 * in[i];
        }
        """,
        2,
        threads,
        BufferArgument.out(0, ElementType.INT32, 2 * threads),
        BufferArgument.in(1, Buffer.zeros(ElementType.INT32, 2 * threads)));
  }

  private void requireLive(Map<String, Long> expected) {
    expected.forEach((name, count) -> assertEquals(count, standIn().live(name), name));
    assertEquals(expected.values().stream().mapToLong(n -> n).sum(), standIn().live());
  }

  @Test
  void isNotHereWithoutAGpu() {
    standIn().set("devices", 0);
    assertEquals(Optional.empty(), Gpu.open(standIn().frameworks()));
  }

  @Test
  void isNotHereWithoutTheFrameworks() {
    Frameworks missing = new Frameworks("winofuzz-no-such-library", "Metal", List.of());
    assertEquals(Optional.empty(), Gpu.open(missing));
  }

  @Test
  void runsAKernelAndTakesItsTimeFromTheGpu() {
    Outcome outcome =
        device.run(
            launch(
                """
                kernel void k(device int* out, device const int* in, uint i [[thread_position_in_grid]]) {
                  out[i] += 2 * in[i];
                }
                """,
                2,
                2,
                BufferArgument.inout(0, Buffer.ofInts(1000, 2000, 3000, 4000)),
                BufferArgument.in(1, Buffer.ofInts(1, 2, 3, 4))));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    assertEquals(Map.of(0, Buffer.ofInts(1002, 2004, 3006, 4008)), ran.outputs());
    if (heard != null) {
      assertEquals(Duration.ofMillis(125), ran.time());
    }
  }

  @Test
  void keepsNothingOfARun() {
    Map<String, Long> ofOneKernel =
        Map.of(
            "MTLDevice", 1L,
            "MTLCommandQueue", 1L,
            "MTLLibrary", 1L,
            "MTLFunction", 1L,
            "MTLComputePipelineState", 1L);
    for (int i = 0; i < 100; i++) {
      assertInstanceOf(Outcome.Ran.class, device.run(twice(32)));
    }
    requireLive(ofOneKernel);
  }

  @Test
  void servesSeveralThreads() throws Exception {
    List<Callable<Outcome>> runs =
        Stream.<Callable<Outcome>>generate(() -> () -> device.run(twice(32))).limit(20).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Outcome> outcome : threads.invokeAll(runs)) {
        assertInstanceOf(Outcome.Ran.class, outcome.get());
      }
    }
    assertEquals(0, standIn().live("MTLBuffer"));
    assertEquals(0, standIn().live("MTLCommandBuffer"));
  }

  @Test
  void anOlderSystemIsAskedForSafeMathInItsWay() {
    standIn().set("mathMode", 0);
    assertInstanceOf(Outcome.Ran.class, device.run(twice(1)));
  }

  @Test
  void whatTheCompilerHasAgainstATextIsReportedWithItsLine() {
    standIn().gpu().refuse("program_source:2:5: error: no such thing on this GPU\n  out[i]\n  ^");
    assertEquals(
        new Outcome.Unsupported("line 2: the Metal compiler says: no such thing on this GPU"),
        device.run(twice(1)));
  }

  @Test
  void functionConstantsOfEveryTypeArriveAndPipelinesFollowThem() {
    String text =
        """
        constant bool a [[function_constant(0)]];
        constant char b [[function_constant(1)]];
        constant ushort c [[function_constant(2)]];
        constant int d [[function_constant(3)]];
        constant long e [[function_constant(4)]];
        constant half f [[function_constant(5)]];
        constant bfloat g [[function_constant(6)]];
        constant float h [[function_constant(7)]];
        kernel void k(device float* out) {
          out[0] = a; out[1] = b; out[2] = c; out[3] = d;
          out[4] = e; out[5] = f; out[6] = g; out[7] = h;
        }
        """;
    for (float last : new float[] {0.5f, 0.5f, 0.25f}) {
      Outcome outcome =
          device.run(
              launch(
                  text,
                  1,
                  1,
                  BufferArgument.out(0, ElementType.FLOAT32, 8),
                  constant(0, ElementType.BOOL, 1),
                  constant(1, ElementType.INT8, -2),
                  constant(2, ElementType.UINT16, 65535),
                  constant(3, ElementType.INT32, -4),
                  constant(4, ElementType.INT64, 1L << 40),
                  constant(5, ElementType.FLOAT16, 1.5),
                  constant(6, ElementType.BFLOAT16, -2.5),
                  constant(7, ElementType.FLOAT32, last)));
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
      assertEquals(
          Map.of(0, Buffer.ofFloats(1, -2, 65535, -4, 0x1p40f, 1.5f, -2.5f, last)), ran.outputs());
    }
    assertEquals(1, standIn().live("MTLLibrary"), "compiled once");
    assertEquals(0, standIn().live("MTLFunctionConstantValues"));
  }

  private static BufferArgument constant(int index, ElementType type, double value) {
    return BufferArgument.functionConstant(index, Buffer.ofDoubles(type, value));
  }

  @Test
  void launchesOverTheGpusLimitsAreNotMade() {
    standIn().set("maxTotalThreadsPerThreadgroup", 64);
    Outcome.Trapped threads = assertInstanceOf(Outcome.Trapped.class, device.run(twice(65)));
    assertEquals(
        "kernel k: too many threads in a threadgroup: 65 threads per threadgroup, at most 64, "
            + "threadgroup (0, 0, 0), thread (0, 0, 0)",
        threads.violations().getFirst().toString());
    assertInstanceOf(Outcome.Ran.class, device.run(twice(64)));

    standIn().set("maxBufferLength", 511);
    assertEquals(
        new Outcome.Unsupported("buffer 0 has 512 bytes, the GPU takes at most 511"),
        device.run(twice(64)));

    standIn().set("threadExecutionWidth", 64);
    assertEquals(
        new Outcome.Unsupported("simdgroups of 64 threads, expected 32"), device.run(twice(8)));
  }

  @Test
  void threadgroupMemoryIsRoundedUpAndLimitedTogetherWithTheKernelsOwn() {
    standIn().set("staticThreadgroupMemoryLength", 1024);
    standIn().set("maxThreadgroupMemoryLength", 1024 + 32);
    Launch fits = withThreadgroupMemory(5);
    Outcome outcome = device.run(fits);
    assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);

    outcome = device.run(withThreadgroupMemory(9));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString);
    Violation violation = trapped.violations().getFirst();
    assertEquals(Violation.Kind.TOO_MUCH_THREADGROUP_MEMORY, violation.kind());
    assertEquals(
        new Violation.Place("bytes of threadgroup memory", -1, 1024 + 48, 1024 + 32),
        violation.place());
  }

  private static Launch withThreadgroupMemory(int ints) {
    return launch(
        """
        kernel void k(device int* out, threadgroup int* shared [[threadgroup(0)]],
            uint i [[thread_position_in_grid]]) {
          shared[i] = i;
          out[i] = shared[i];
        }
        """,
        1,
        1,
        BufferArgument.out(0, ElementType.INT32, 1),
        BufferArgument.threadgroup(0, ElementType.INT32, ints));
  }

  @Test
  void anErrorAfterTheWaitIsAnOutcomeAndTheNextRunGoesWell() {
    standIn().gpu().failWith("Caused GPU Address Fault Error");
    assertEquals(new Outcome.Crashed("Caused GPU Address Fault Error", null), device.run(twice(4)));
    assertEquals(0, standIn().live("MTLBuffer"));
    standIn().gpu().failWith(null);
    assertInstanceOf(Outcome.Ran.class, device.run(twice(4)));
  }

  @Test
  void emptyBuffersAreGiven() {
    Outcome outcome =
        device.run(
            launch(
                "kernel void k(device int* out, device int* nothing) { out[0] = 7; }",
                1,
                1,
                BufferArgument.out(0, ElementType.INT32, 1),
                BufferArgument.in(1, Buffer.ofInts())));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    assertEquals(Map.of(0, Buffer.ofInts(7)), ran.outputs());
  }

  @Test
  void launchesThatDoNotFitReachNobody() {
    Launch launch = launch("kernel void k(device float* out) { out[0] = 1; }", 1, 1);
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> device.run(launch));
    assertEquals("kernel k: expected a buffer 0 for 'out', none is given", e.getMessage());
  }
}
