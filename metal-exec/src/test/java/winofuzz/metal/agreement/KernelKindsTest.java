package winofuzz.metal.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.apple.AppleGpus;
import winofuzz.metal.sim.SimDevice;

/** Kernels of many kinds, against what plain loops compute, on every device that is here. */
final class KernelKindsTest {

  private static final String HEADER = "#include <metal_stdlib>\nusing namespace metal;\n";

  static Stream<Device> devices() {
    return Stream.of(
            Stream.of(new SimDevice()), NativeDevices.here().stream(), AppleGpus.find().stream())
        .flatMap(same -> same);
  }

  private static SortedMap<Integer, Buffer> run(
      Device device, String text, Extent groups, Extent threads, BufferArgument... arguments) {
    Outcome outcome =
        device.run(new Launch(HEADER + text, "k", groups, threads, List.of(arguments)));
    return assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString).outputs();
  }

  private static SortedMap<Integer, Buffer> run(
      Device device, String text, int groups, int threads, BufferArgument... arguments) {
    return run(device, text, Extent.of(groups, 1, 1), Extent.of(threads, 1, 1), arguments);
  }

  private static Buffer first(SortedMap<Integer, Buffer> outputs) {
    return Objects.requireNonNull(outputs.get(0));
  }

  private static int[] ints(Buffer buffer) {
    int[] values = new int[buffer.length()];
    buffer.view().asIntBuffer().get(values);
    return values;
  }

  private static float[] floats(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (i * 37 % 101 - 50) / 8f;
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("devices")
  void softmaxOfRowsInDynamicThreadgroupMemory(Device device) {
    int columns = 100;
    float[] x = floats(3 * columns);
    float[] y =
        first(
                run(
                    device,
                    """
                    kernel void k(device float* y, constant float* x, constant uint& columns,
                        threadgroup float* shared [[threadgroup(0)]],
                        uint row [[threadgroup_position_in_grid]], uint l [[thread_index_in_threadgroup]],
                        uint n [[threads_per_threadgroup]]) {
                      float most = -INFINITY;
                      for (uint c = l; c < columns; c += n) { most = max(most, x[row * columns + c]); }
                      shared[l] = most;
                      threadgroup_barrier(mem_flags::mem_threadgroup);
                      for (uint half_n = n / 2; half_n > 0; half_n /= 2) {
                        if (l < half_n) { shared[l] = max(shared[l], shared[l + half_n]); }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                      }
                      most = shared[0];
                      threadgroup_barrier(mem_flags::mem_threadgroup);
                      float sum = 0;
                      for (uint c = l; c < columns; c += n) { sum += precise::exp(x[row * columns + c] - most); }
                      sum = simd_sum(sum);
                      for (uint c = l; c < columns; c += n) {
                        y[row * columns + c] = fast::exp(x[row * columns + c] - most) / sum;
                      }
                    }
                    """,
                    3,
                    32,
                    BufferArgument.out(0, ElementType.FLOAT32, x.length),
                    BufferArgument.in(1, Buffer.ofFloats(x)),
                    BufferArgument.in(2, Buffer.ofInts(columns)),
                    BufferArgument.threadgroup(0, ElementType.FLOAT32, 32)))
            .toFloats();
    for (int row = 0; row < 3; row++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += Math.exp(x[row * columns + c]);
      }
      for (int c = 0; c < columns; c++) {
        double expected = Math.exp(x[row * columns + c]) / sum;
        assertEquals(expected, y[row * columns + c], 1e-6 * expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void inclusiveScanBySimdgroups(Device device) {
    int n = 256;
    int[] x = new int[n];
    int[] expected = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = i * i % 23;
      expected[i] = x[i] + (i == 0 ? 0 : expected[i - 1]);
    }
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            constant constexpr int simdgroups = 256 / 32;
            kernel void k(device int* y, device const int* x, uint l [[thread_index_in_threadgroup]],
                uint lane [[thread_index_in_simdgroup]], uint group [[simdgroup_index_in_threadgroup]],
                uint groups [[simdgroups_per_threadgroup]]) {
              threadgroup int totals[simdgroups];
              int sum = simd_prefix_inclusive_sum(x[l]);
              if (lane == 31) { totals[group] = sum; }
              threadgroup_barrier(mem_flags::mem_threadgroup);
              int before = lane < groups ? totals[lane] : 0;
              before = simd_prefix_exclusive_sum(before);
              y[l] = sum + simd_shuffle(before, ushort(group));
            }
            """,
            1,
            n,
            BufferArgument.out(0, ElementType.INT32, n),
            BufferArgument.in(1, Buffer.ofInts(x)));
    assertArrayEquals(expected, ints(first(outputs)));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void transposeThroughAPaddedTile(Device device) {
    int rows = 24;
    int columns = 40;
    int[] x = new int[rows * columns];
    int[] expected = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      expected[i % columns * rows + i / columns] = i;
    }
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            #define TILE 8
            kernel void k(device int* y, device int* x, constant int2& size,
                uint2 g [[threadgroup_position_in_grid]], ushort2 l [[thread_position_in_threadgroup]]) {
              threadgroup int tile[TILE][TILE + 1];
              tile[l.y][l.x] = x[(g.y * TILE + l.y) * size.y + g.x * TILE + l.x];
              threadgroup_barrier(mem_flags::mem_threadgroup);
              y[(g.x * TILE + l.y) * size.x + g.y * TILE + l.x] = tile[l.x][l.y];
            }
            """,
            Extent.of(columns / 8, rows / 8, 1),
            Extent.of(8, 8, 1),
            BufferArgument.out(0, ElementType.INT32, x.length),
            BufferArgument.in(1, Buffer.ofInts(x)),
            BufferArgument.in(2, Buffer.ofInts(rows, columns)));
    assertArrayEquals(expected, ints(first(outputs)));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void histogramOfBytesWithAtomics(Device device) {
    byte[] text = "the quick brown fox jumps over the lazy dog, and naps".getBytes(UTF_8);
    int[] expected = new int[256];
    for (byte b : text) {
      expected[b]++;
    }
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            constant uint length [[function_constant(3)]];
            kernel void k(device atomic_uint* counts, device const uchar* text,
                uint i [[thread_position_in_grid]], uint l [[thread_index_in_threadgroup]]) {
              threadgroup atomic_uint local[256];
              for (uint j = l; j < 256; j += 16) { atomic_store_explicit(&local[j], 0u, memory_order_relaxed); }
              threadgroup_barrier(mem_flags::mem_threadgroup);
              if (i < length) { atomic_fetch_add_explicit(&local[text[i]], 1u, memory_order_relaxed); }
              threadgroup_barrier(mem_flags::mem_threadgroup);
              for (uint j = l; j < 256; j += 16) {
                uint count = atomic_load_explicit(local + j, memory_order_relaxed);
                if (count > 0) { atomic_fetch_add_explicit(counts + j, count, memory_order_relaxed); }
              }
            }
            """,
            4,
            16,
            BufferArgument.inout(0, Buffer.zeros(ElementType.UINT32, 256)),
            BufferArgument.in(1, Buffer.ofBytes(ElementType.UINT8, text)),
            BufferArgument.functionConstant(3, Buffer.ofDoubles(ElementType.UINT32, text.length)));
    assertArrayEquals(expected, ints(first(outputs)));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void matrixProductInTiles(Device device) {
    int n = 16;
    float[] a = floats(n * n);
    float[] b = floats(n * n);
    float[] expected = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          expected[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            constant int N = 16;
            float dot4(float4 x, float4 y, float sum) {
              for (int i = 0; i < 4; i++) { sum += x[i] * y[i]; }
              return sum;
            }
            kernel void k(device float* c, const device float4* a, const device float* b,
                uint2 g [[threadgroup_position_in_grid]], uint2 l [[thread_position_in_threadgroup]]) {
              threadgroup float left[4 * 4], right[4 * 4];
              int row = g.y * 4 + l.y, column = g.x * 4 + l.x;
              float sum = 0;
              for (int tile = 0; tile < N / 4; tile++) {
                left[l.y * 4 + l.x] = a[row * N / 4 + tile][l.x];
                right[l.y * 4 + l.x] = b[(tile * 4 + l.y) * N + column];
                threadgroup_barrier(mem_flags::mem_threadgroup);
                threadgroup float4* rows = (threadgroup float4*)left;
                sum = dot4(rows[l.y], float4(right[l.x], right[4 + l.x], right[8 + l.x], right[12 + l.x]), sum);
                threadgroup_barrier(mem_flags::mem_threadgroup);
              }
              c[row * N + column] = sum;
            }
            """,
            Extent.of(4, 4, 1),
            Extent.of(4, 4, 1),
            BufferArgument.out(0, ElementType.FLOAT32, n * n),
            BufferArgument.in(1, Buffer.ofFloats(a)),
            BufferArgument.in(2, Buffer.ofFloats(b)));
    assertArrayEquals(expected, first(outputs).toFloats());
  }

  @ParameterizedTest
  @MethodSource("devices")
  void bytesAreHashedAndTurnedToUpperCase(Device device) {
    String words = "alpha beta Gamma 123 delta";
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            typedef uchar byte;
            inline byte upper(byte c) {
              if (c >= 97 && c <= 122) { return c - 32; }
              return c;
            }
            kernel void k(device uchar* out [[buffer(0)]], device uint* hash [[buffer(1)]],
                const device byte* in [[buffer(2)]], constant int& length [[buffer(3)]],
                uint i [[thread_position_in_grid]]) {
              if (i >= uint(length)) return;
              out[i] = upper(in[i]);
              if (i > 0) return;
              uint h = 2166136261u;
              int j = 0;
              do { h = (h ^ in[j]) * 16777619u; } while (++j < length);
              *hash = h;
            }
            """,
            2,
            20,
            BufferArgument.out(0, ElementType.UINT8, words.length()),
            BufferArgument.out(1, ElementType.UINT32, 1),
            BufferArgument.in(2, Buffer.ofBytes(ElementType.UINT8, words.getBytes(UTF_8))),
            BufferArgument.in(3, Buffer.ofInts(words.length())));
    assertEquals("ALPHA BETA GAMMA 123 DELTA", new String(first(outputs).toBytes(), UTF_8));
    int hash = (int) 2166136261L;
    for (byte b : words.getBytes(UTF_8)) {
      hash = (hash ^ b) * 16777619;
    }
    assertEquals(hash, (int) Objects.requireNonNull(outputs.get(1)).bits(0));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void bitsAreTakenApartAndPutTogether(Device device) {
    float[] x = {1.5f, -0.0f, 3e38f, 1e-40f, -7.25f};
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            """
            kernel void k(device uint4* parts, device const float* x, uint i [[thread_position_in_grid]]) {
              uint bits = as_type<uint>(x[i]);
              uint4 v = uint4(bits >> 31, (bits >> 23) & 0xffu, bits & 0x7fffffu, 0);
              v.w = as_type<uint>(as_type<float>(bits));
              parts[i] = v;
            }
            """,
            x.length,
            1,
            BufferArgument.out(0, ElementType.UINT32, 4 * x.length),
            BufferArgument.in(1, Buffer.ofFloats(x)));
    int[] parts = ints(first(outputs));
    for (int i = 0; i < x.length; i++) {
      int bits = Float.floatToRawIntBits(x[i]);
      int[] expected = {bits >>> 31, bits >>> 23 & 0xff, bits & 0x7fffff, bits};
      assertArrayEquals(expected, Arrays.copyOfRange(parts, 4 * i, 4 * i + 4));
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void everyPositionAttributeIsFilled(Device device) {
    String[] attributes = {
      "uint3 thread_position_in_grid .x + a0.y * 100 + a0.z * 10000",
      "ushort3 thread_position_in_threadgroup .x + a1.y * 100 + a1.z * 10000",
      "uint thread_index_in_threadgroup ",
      "ushort thread_index_in_simdgroup ",
      "uint2 threadgroup_position_in_grid .x + a4.y * 100",
      "uint3 threadgroups_per_grid .x + a5.y * 100 + a5.z * 10000",
      "uint3 threads_per_grid .x + a6.y * 100 + a6.z * 10000",
      "uint3 threads_per_threadgroup .x + a7.y * 100 + a7.z * 10000",
      "uint3 dispatch_threads_per_threadgroup .x + a8.y * 100 + a8.z * 10000",
      "uint threads_per_simdgroup ",
      "uint thread_execution_width ",
      "uint simdgroup_index_in_threadgroup ",
      "uint simdgroups_per_threadgroup ",
      "uint dispatch_simdgroups_per_threadgroup "
    };
    StringBuilder text = new StringBuilder("kernel void k(device uint* out");
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < attributes.length; i++) {
      String[] parts = attributes[i].split(" ", 3);
      text.append(", %s a%d [[%s]]".formatted(parts[0], i, parts[1]));
      body.append("    out[%d] = a%d%s;\n".formatted(i, i, parts[2].strip()));
    }
    text.append(") {\n  if (a0.x == 13 && a0.y == 5 && a0.z == 1) {\n")
        .append(body)
        .append("  }\n}\n");
    SortedMap<Integer, Buffer> outputs =
        run(
            device,
            text.toString(),
            Extent.of(2, 3, 1),
            Extent.of(10, 2, 2),
            BufferArgument.out(0, ElementType.UINT32, attributes.length));
    // Thread (3, 1, 1) of threadgroup (1, 2, 0), which is its thread 33.
    assertArrayEquals(
        new int[] {10513, 10103, 33, 1, 201, 10302, 20620, 20210, 20210, 32, 32, 1, 2, 2},
        ints(first(outputs)));
  }
}
