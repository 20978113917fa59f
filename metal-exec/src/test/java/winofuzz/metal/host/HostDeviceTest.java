package winofuzz.metal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.DeviceException;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.launch.CompiledCache;

/** The native device: what it needs, what it refuses, how lanes wait for one another. */
final class HostDeviceTest {

  private static final String HEADER = "#include <metal_stdlib>\nusing namespace metal;\n";

  @TempDir private Path folder;
  private HostDevice device;

  @BeforeEach
  void findCompiler() {
    device = device();
  }

  private HostDevice device() {
    Optional<HostCompiler> compiler = HostCompiler.find(System.getenv("PATH"));
    assumeTrue(compiler.isPresent(), "no C++ compiler is here");
    return new HostDevice(compiler.get(), new CompiledCache(folder.resolve("cache")));
  }

  private static Launch launch(String text, int groups, int threads, BufferArgument... arguments) {
    return new Launch(
        HEADER + text, "k", Extent.of(groups, 1, 1), Extent.of(threads, 1, 1), List.of(arguments));
  }

  private int[] ints(String text, int groups, int threads, int length) {
    Outcome outcome =
        device.run(launch(text, groups, threads, BufferArgument.out(0, ElementType.INT32, length)));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    int[] values = new int[length];
    Objects.requireNonNull(ran.outputs().get(0)).view().asIntBuffer().get(values);
    return values;
  }

  @Test
  void isNotHereWithoutACompiler() {
    assertEquals(Optional.empty(), HostCompiler.find(folder.toString()));
  }

  /** Writes a compiler that is a shell script. */
  private Path compiler(String name, String script) throws IOException {
    Path compiler = folder.resolve(name);
    Files.writeString(compiler, "#!/bin/sh\n" + script + "\n");
    assertTrue(compiler.toFile().setExecutable(true));
    return compiler;
  }

  @Test
  void aCompilerThatDoesNotWorkIsNamed() throws IOException {
    Path broken = compiler("g++", "echo broken\nexit 1");
    HostCompiler compiler = HostCompiler.find(folder.toString()).orElseThrow();
    DeviceException e = assertThrows(DeviceException.class, compiler::identity);
    assertEquals("no C++ compiler works here: " + broken + ": broken", e.getMessage());
  }

  @Test
  void aCompilerThatLacksHalfGivesWayToTheNextOne() throws IOException {
    // As clang 14 does, which comes first by name.
    Path old =
        compiler(
            "clang++",
            """
            case "$*" in
              *-fsyntax-only*) echo "error: unknown argument: -ffloat16"; exit 1 ;;
              *) echo "#define __clang__ 1" ;;
            esac""");
    compiler("g++", "echo 'g++ 13'");
    HostCompiler compiler = HostCompiler.find(folder.toString()).orElseThrow();
    assertTrue(compiler.identity().startsWith("g++ 13 "), compiler.identity());
    Files.delete(folder.resolve("g++"));
    HostCompiler alone = HostCompiler.find(folder.toString()).orElseThrow();
    DeviceException e = assertThrows(DeviceException.class, alone::identity);
    assertEquals(
        "no C++ compiler works here: " + old + ": error: unknown argument: -ffloat16",
        e.getMessage());
  }

  @Test
  void barriersInLoopsHoldEveryLaneBack() {
    int[] rotated =
        ints(
            """
            kernel void k(device int* out, uint i [[thread_index_in_threadgroup]]) {
              threadgroup int ring[100];
              ring[i] = i;
              for (int step = 0; step < 7; step++) {
                threadgroup_barrier(mem_flags::mem_threadgroup);
                int next = ring[(i + 1) % 100];
                threadgroup_barrier(mem_flags::mem_threadgroup);
                ring[i] = next;
              }
              out[i] = ring[i];
            }
            """,
            1, 100, 100);
    for (int i = 0; i < 100; i++) {
      assertEquals((i + 7) % 100, rotated[i], "lane " + i);
    }
  }

  @Test
  void lanesThatPartMeetAgainAtTheNextSimdgroupOperation() {
    int[] sums =
        ints(
            """
            kernel void k(device int* out, uint i [[thread_position_in_grid]]) {
              int mine = 0;
              if (i % 2 == 0) { mine = simd_sum(1); } else { mine = simd_sum(100) + simd_max(int(i)); }
              for (uint step = 0; step < i % 3; step++) { mine += simd_sum(1000); }
              out[i] = simd_min(mine) + mine;
            }
            """,
            1, 32, 32);
    // 22 lanes go round once or twice, 10 of them twice: of 32 lanes 11 have i % 3 = 0.
    int least = 16;
    assertEquals(16 + least, sums[0]);
    assertEquals(1600 + 31 + 21000 + least, sums[1]);
    assertEquals(16 + 21000 + 10000 + least, sums[2]);
  }

  @Test
  void lanesWaitForThoseThatAreStillInAnInnerLoop() {
    int[] sums =
        ints(
            """
            kernel void k(device int* out, uint i [[thread_position_in_grid]]) {
              int sum = 0;
              for (int round = 0; round < 2; round++) {
                uint step = 0;
                do { sum += simd_sum(1); } while (step++ < i % 3);
                while (step-- > 1) sum += simd_sum(100);
              }
              out[i] = sum;
            }
            """,
            1, 32, 32);
    // In each round all 32 lanes go round once, 21 twice, 10 three times; then 21 once, 10 twice.
    assertEquals(2 * 32, sums[0]);
    assertEquals(2 * (32 + 21 + 2100), sums[1]);
    assertEquals(2 * (32 + 21 + 10 + 2100 + 1000), sums[2]);
  }

  @Test
  void aBarrierThatSomeLanesPassByIsReported() {
    Outcome outcome =
        device.run(
            launch(
                """
                kernel void k(device int* out, uint i [[thread_index_in_threadgroup]]) {
                  if (i < 33) {
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                  }
                  out[i] = 1;
                }
                """,
                2,
                64,
                BufferArgument.out(0, ElementType.INT32, 64)));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome);
    assertEquals(
        "kernel k, line 5: barrier that not all threads reach, threadgroup (0, 0, 0), thread (33, 0, 0)",
        trapped.violations().getFirst().toString());
  }

  @Test
  void tooManyThreadsAreReported() {
    Outcome outcome =
        device.run(
            launch(
                "kernel void k(device int* out) { out[0] = 1; }",
                1,
                1025,
                BufferArgument.out(0, ElementType.INT32, 1)));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome);
    assertEquals(Violation.Kind.TOO_MANY_THREADS, trapped.violations().getFirst().kind());
  }

  @Test
  void theWorstCaseOfLanesRuns() {
    int[] ranks =
        ints(
            """
            kernel void k(device int* out, uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) {
              threadgroup int all[1024];
              all[l] = l;
              threadgroup_barrier(mem_flags::mem_threadgroup);
              int copy[1024];
              for (int j = 0; j < 1024; j++) { copy[j] = all[j] + simd_max(j); }
              out[i] = copy[1023 - l];
            }
            """,
            2,
            1024,
            2048);
    assertEquals(2 * 1023, ranks[1024]);
    assertEquals(0, ranks[2047]);
  }

  @Test
  void launchesThatDoNotFitAreRefused() {
    Launch launch = launch("kernel void k(device float* out) { out[0] = 1; }", 1, 1);
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> device.run(launch));
    assertEquals("kernel k: expected a buffer 0 for 'out', none is given", e.getMessage());
    BadLaunchException other =
        assertThrows(BadLaunchException.class, () -> device.prepare(launch.source(), "other"));
    assertEquals("kernel 'other': expected one of [k]", other.getMessage());
  }

  @Test
  void devicesShareTheCacheAtOnce() throws Exception {
    Launch launch =
        launch(
            "kernel void k(device float* out) { out[0] = 1; }",
            1,
            1,
            BufferArgument.out(0, ElementType.FLOAT32, 1));
    List<Callable<Outcome>> runs =
        Stream.<Callable<Outcome>>generate(() -> () -> device().run(launch)).limit(6).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<Outcome> outcome : threads.invokeAll(runs)) {
        Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome.get());
        assertEquals(Map.of(0, Buffer.ofFloats(1)), ran.outputs());
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      assertEquals(2, files.count(), "one library, what runs it, and nothing half made");
    }
  }

  @Test
  void constantsOfTheProgramAndReferencesReachTheKernel() {
    Outcome outcome =
        device.run(
            launch(
                """
                constant float table[3] = {0.5, 1.5h, 2.5f};
                kernel void k(device float* out, constant float& scale, constant int* at [[buffer(4)]]) {
                  out[0] = table[at[0]] * scale;
                }
                """,
                1,
                1,
                BufferArgument.out(0, ElementType.FLOAT32, 1),
                BufferArgument.in(1, Buffer.ofFloats(3)),
                BufferArgument.in(4, Buffer.ofInts(1))));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    assertArrayEquals(new float[] {4.5f}, Objects.requireNonNull(ran.outputs().get(0)).toFloats());
  }
}
