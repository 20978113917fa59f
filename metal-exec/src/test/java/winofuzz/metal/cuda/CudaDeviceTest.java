package winofuzz.metal.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.isolate.IsolatedDevice;

/** What an NVIDIA GPU does with kernels and launches that it cannot run. */
final class CudaDeviceTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheGpu() {
    assumeTrue(CudaDevice.find().isPresent(), "no NVIDIA GPU is here");
  }

  private static Launch launch(String body, Extent groups, Extent threads) {
    String text =
        """
        #include <metal_stdlib>
        using namespace metal;
        kernel void k(device int* out, device const int* in,
            uint l [[thread_index_in_threadgroup]]) {
        %s
        }
        """
            .formatted(body);
    return new Launch(
        text,
        "k",
        groups,
        threads,
        List.of(
            BufferArgument.inout(0, Buffer.ofInts(1, 2)),
            BufferArgument.in(1, Buffer.ofInts(7, 9))));
  }

  private static Launch launch(String body) {
    return launch(body, Extent.of(1, 1, 1), Extent.of(1, 1, 1));
  }

  private static void runs(Device device) {
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, device.run(launch("out[0] += in[0];")));
    assertEquals(Map.of(0, Buffer.ofInts(8, 2)), ran.outputs());
  }

  @Test
  void afterAKernelThatItGaveUpOnOthersRun() {
    IsolatedDevice device = new IsolatedDevice("cuda", LIMIT, folder);
    Outcome wild = device.run(launch("out[long(in[0]) << 40] = 1;"));
    assertEquals("CUDA_ERROR_ILLEGAL_ADDRESS", assertInstanceOf(Outcome.Crashed.class, wild).how());
    runs(device);
  }

  @Test
  void afterAKernelThatDoesNotEndOthersRun() {
    IsolatedDevice device = new IsolatedDevice("cuda", Duration.ofSeconds(1), folder);
    assertInstanceOf(
        Outcome.TimedOut.class, device.run(launch("while (in[0] == 7) { out[0] += 1; }")));
    runs(device.withTimeLimit(LIMIT));
  }

  @Test
  void launchesThatDoNotFitAreUnsupported() {
    CudaDevice device = CudaDevice.find().orElseThrow();
    Launch wide = launch("out[0] = 1;", Extent.of(1, 70000, 1), Extent.of(1, 1, 1));
    String reason = assertInstanceOf(Outcome.Unsupported.class, device.run(wide)).reason();
    assertTrue(reason.contains("70000") && reason.contains("INVALID_VALUE"), reason);
    // A few hundred registers, as every one of the values is needed at the end.
    String many =
        IntStream.range(0, 300)
                .mapToObj(i -> "float a%d = in[l + %d];".formatted(i, i))
                .reduce("", String::concat)
            + "threadgroup_barrier(mem_flags::mem_device); float s = 0;"
            + "for (int n = 0; n < in[0]; n++) { "
            + IntStream.range(0, 300)
                .mapToObj(i -> "s = s * a%d + a%d;".formatted(i, 299 - i))
                .reduce("", String::concat)
            + " } if (l == 5000) { out[0] = s; }";
    Outcome heavy = device.run(launch(many, Extent.of(1, 1, 1), Extent.of(1024, 1, 1)));
    String said = assertInstanceOf(Outcome.Unsupported.class, heavy, heavy::toString).reason();
    assertTrue(said.contains("OUT_OF_RESOURCES"), said);
  }

  @Test
  void timeIsThatOfTheGpuAndTheMachineIsNamed() {
    CudaDevice device = CudaDevice.find().orElseThrow();
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, device.run(launch("out[0] = 3;")));
    assertTrue(ran.time().toNanos() > 0 && ran.time().toMillis() < 100, ran::toString);
    assertFalse(device.hardware().isEmpty());
  }
}
