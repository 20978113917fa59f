package winofuzz.metal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.sim.SimDevice;

/**
 * One kernel for each thing that Metal's language has: the simulator and machine code give the same
 * bits.
 */
final class LanguageTest {

  private static final int LANES = 64;

  /** Floats that a kernel writes for each thread. */
  private static final int RESULTS = 24;

  private static final String DECLARATIONS =
      """
      #include <metal_stdlib>
      using namespace metal;
      constant float table[4] = {1.5f, -2.0f, 0.25f, 8.0f};
      int helper(int a, thread float& b) {
        if (a > 3) { b += 1.0f; return a - 3; }
        b *= 2.0f;
        return a * 2;
      }
      """;

  private static final List<String> STATEMENTS =
      List.of(
          // Choices between types.
          "r[0] = i > 0 ? bfloat(x) : y; r[1] = i > 0 ? x : bfloat(y); r[2] = j > 0 ? bfloat(x) : i;",
          "bfloat b = i > 3 ? bfloat(x) : bfloat(y); r[0] = b; r[1] = j > 0 ? b : half(y);",
          "r[0] = i > 0 ? half(x) : y; r[1] = i > 0 ? half(x) : j; r[2] = i > 0 ? i : 2.5h;",
          "r[0] = i > 9 ? i : j > 0 ? bfloat(x) : i > 0 ? x : half(y); r[1] = (i > 0 ? short(i) : uint(j)) > 7u;",
          "r[0] = (i > 0 ? j > 0 ? bfloat(1) : 2 : x) + y; r[1] = max(i > 0 ? bfloat(x) : y, x);",
          "for (int n = 0; n < (i > 0 ? 3 : bfloat(2)); n++) { r[0] += n > 1 ? bfloat(y) : x; }",
          "bool p = i > 0; r[0] = p ? (i > 9 ? x : y) : (char)j; r[1] = p ? true : 3;",
          "r[0] = i > 0 ? simd_sum(bfloat(1)) : simd_max(x);",
          // Simdgroups.
          "r[0] = simd_shuffle(x, ushort(lane ^ 5)); r[1] = simd_shuffle_xor(i, 9); r[2] = simd_shuffle_up(x, 3);"
              + "r[3] = simd_shuffle_down(half(y), 2); r[4] = simd_broadcast(x, 7);",
          "r[0] = simd_shuffle_rotate_up(x, 5); r[1] = simd_shuffle_rotate_down(j, 9);"
              + "r[2] = simd_broadcast_first(i); float4 v = simd_shuffle(float4(x, y, i, j), lane / 2); r[3] = v.z;",
          "r[0] = simd_sum(x); r[1] = simd_product(1 + x / 64); r[2] = simd_max(y); r[3] = simd_min(half(x));"
              + "r[4] = simd_sum(i); r[5] = simd_max(uint(j)); r[6] = simd_sum(bfloat(x));",
          "r[0] = simd_and(i); r[1] = simd_or(j); r[2] = simd_xor(i); r[3] = simd_all(i > -200); r[4] = simd_any(i > 90);",
          "r[0] = simd_prefix_inclusive_sum(x); r[1] = simd_prefix_exclusive_sum(i); int2 v = simd_sum(int2(i, j)); r[2] = v.x;",
          "if (lane % 3 == 0) { r[0] = simd_sum(x); } else { r[0] = simd_max(y); } r[1] = simd_sum(r[0]);",
          // Matrices.
          "simdgroup_float8x8 m = make_filled_simdgroup_matrix<float, 8, 8>(1.5f); m.thread_elements()[0] = x;"
              + "simdgroup_half8x8 h; h.thread_elements()[0] = x; h.thread_elements()[1] = y;"
              + "r[0] = m.thread_elements()[0] + m.thread_elements()[1]; r[1] = h.thread_elements()[1];",
          "simdgroup_float8x8 a, b; a.thread_elements()[0] = x; a.thread_elements()[1] = y;"
              + "b.thread_elements()[lane & 1] = i; b.thread_elements()[~lane & 1] = j;"
              + "simdgroup_float8x8 c; simdgroup_multiply(c, a, b); simdgroup_multiply_accumulate(c, a, b, c);"
              + "r[0] = c.thread_elements()[0]; r[1] = c.thread_elements()[1];",
          "simdgroup_bfloat8x8 a(2.0bf), b = simdgroup_bfloat8x8(0.5bf); simdgroup_float8x8 c(x); a.thread_elements()[0] = bfloat(y);"
              + "simdgroup_multiply_accumulate(c, a, b, c); r[0] = c.thread_elements()[1];",
          "dynamic[lid] = x; simdgroup_barrier(mem_flags::mem_threadgroup); simdgroup_float8x8 a;"
              + "threadgroup_barrier(mem_flags::mem_threadgroup); simdgroup_load(a, dynamic, 8);"
              + "r[0] = a.thread_elements()[1]; threadgroup_barrier(mem_flags::mem_threadgroup);"
              + "a.thread_elements()[0] += 1; if (lid < 32) { simdgroup_store(a, dynamic, 8); }"
              + "threadgroup_barrier(mem_flags::mem_threadgroup); r[1] = dynamic[lid];",
          // Atomics; the order of threads must not show.
          "atomic_fetch_add_explicit(counters, i, memory_order_relaxed); atomic_fetch_sub_explicit(&counters[1], j, memory_order_relaxed);"
              + "atomic_fetch_max_explicit(&counters[2], i, memory_order_relaxed); atomic_fetch_min_explicit(&counters[3], j, memory_order_relaxed);",
          "atomic_fetch_and_explicit(counters, i, memory_order_relaxed); atomic_fetch_or_explicit(&counters[1], j, memory_order_relaxed);"
              + "atomic_fetch_xor_explicit(&counters[2], i, memory_order_relaxed);"
              + "if (lid == 0) { r[0] = atomic_exchange_explicit(&counters[3], 9, memory_order_relaxed); }",
          "atomic_fetch_add_explicit(sums, float(i), memory_order_relaxed); atomic_fetch_add_explicit(&sums[lid % 4], 1.0f, memory_order_relaxed);",
          "if (lid == 3) { int e = 1; r[0] = atomic_compare_exchange_weak_explicit(counters, &e, 7, memory_order_relaxed, memory_order_relaxed);"
              + "r[1] = e; e = 5; r[2] = atomic_compare_exchange_weak_explicit(counters + 1, &e, 7, memory_order_relaxed, memory_order_relaxed); r[3] = e; }",
          "float e = 0; while (!atomic_compare_exchange_weak_explicit(sums, &e, e + float(i), memory_order_relaxed, memory_order_relaxed)) {}",
          "threadgroup atomic_int total; if (lid == 0) { atomic_store_explicit(&total, 0, memory_order_relaxed); }"
              + "threadgroup_barrier(mem_flags::mem_threadgroup); atomic_fetch_add_explicit(&total, i, memory_order_relaxed);"
              + "threadgroup_barrier(mem_flags::mem_threadgroup); r[0] = atomic_load_explicit(&total, memory_order_relaxed);",
          // What is the same for all threads.
          "r[0] = in[3] * x + in[5]; r[1] = in[4] * in[5]; r[2] = in[6] + in[6]; r[3] = in[7] - y; r[4] = 3.0f * in[8];",
          "if (lane > 3) { r[0] = in[7] * x; } else { r[0] = x + in[9]; } for (int n = 0; n < lane; n++) { r[1] += in[2]; r[2] = in[1]; }",
          "float a = in[2]; if (i > 0) { a = in[3]; } r[0] = a * x; float b = in[4]; r[1] = b; r[2] = b * y; r[3] = max(b, in[5]);",
          "atomic_store_explicit(sums, x * 0 + 2.5f, memory_order_relaxed); half h = half(in[1]); r[0] = h * half(2) + half(x); r[1] = table[1] * x;",
          "dynamic[lid] = x; threadgroup_barrier(mem_flags::mem_threadgroup); r[0] = dynamic[5] * y + dynamic[6];",
          // Threadgroup memory.
          "threadgroup float tile[2][32]; tile[lid / 32][lid % 32] = x; dynamic[lid] = y; threadgroup_barrier(mem_flags::mem_threadgroup);"
              + "r[0] = tile[1 - lid / 32][31 - lid % 32] + dynamic[63 - lid];",
          "threadgroup float4 rows[16]; if (lid < 16) { rows[lid] = float4(x, y, i, j); } threadgroup_barrier(mem_flags::mem_threadgroup);"
              + "r[0] = rows[lid / 4].zx.y; r[1] = dot(rows[lid % 16], float4(1, 2, 3, 4));",
          // Flow.
          "float b = y; r[0] = helper(i, b); r[1] = b; r[2] = helper(j, b); r[3] = b;",
          "int n = 0; while (true) { if (n > i) break; n++; if (n % 3 == 0) continue; r[0] += n; }",
          "int n = 0; do { r[0] += x; if (n == 5) { break; } } while (++n < j); r[1] = n;",
          "for (int a = 0; a < 3; a++) { for (int b = 0; b < 4; b++) { if (b == a) continue; if (a * b > i) break; r[a] += b; } }",
          "if (i > 50) { for (int e = 0; e < 24; e++) { out[gid * 24 + e] = e; } return; } r[0] = 5;",
          // Types and conversions.
          "char a = i * 7; uchar b = i * 7; short c = i * 3000; ushort d = j * 3000; r[0] = a; r[1] = b; r[2] = c; r[3] = d;"
              + "r[4] = a >> 1; r[5] = b / 3; r[6] = -d; r[7] = ~c;",
          "long a = long(i) << 40; ulong b = ulong(uint(j)) * 0x123456789ul; r[0] = a >> 35; r[1] = b % 1000; r[2] = b > ulong(a); r[3] = a * j;",
          "half a = x; half b = y; r[0] = a + b; r[1] = a * b; r[2] = a / b; r[3] = a < b; a += 1; a *= b; r[4] = a; r[5] = half(i) * 0.1h; r[6] = -a;",
          "bfloat a = bfloat(x), b = bfloat(y); r[0] = a + b; r[1] = a * b; r[2] = a / b; r[3] = a < b; a += 1; a *= b; r[4] = a; r[5] = a + x; r[6] = a * i; r[7] = -a;",
          "r[0] = as_type<int>(x) % 1000; r[1] = as_type<float>(as_type<uint>(y) ^ 0x80000000u); r[2] = as_type<ushort>(half(x)); r[3] = as_type<uint2>(float2(x, y)).x & 7;",
          "r[0] = int(x * 10); r[1] = uint(fabs(y) * 10); r[2] = (float)(i == j); r[3] = bool(i); r[4] = uchar(300 + i); r[5] = (half)i; r[6] = static_cast<int>(y);",
          "float2 a(x, y); float3 b = float3(a, i); float4 c = float4(b, j); c.xw = c.wx; c.yz *= a; r[0] = c.x; r[1] = c.y; r[2] = c.z; r[3] = c.w; r[4] = b.zyx.x; r[5] = all(a > b.yx); r[6] = c[i & 3];",
          "half4 a = half4(x, y, i / 16.0h, 1); half4 b = a * half(2) + a.wzyx; r[0] = b.x; r[1] = b.y; r[2] = b.z; r[3] = b.w; bool4 m = a < b; r[4] = any(m); r[5] = select(a, b, m).x;",
          "int4 a = int4(i, j, i + j, 3); uint4 b = uint4(a); a <<= 1; a ^= int4(b); r[0] = a.x; r[1] = a.y; r[2] = (b >> 3u).z; r[3] = (a / 3).w; r[4] = (-a).x; r[5] = (a == int4(b)).y;",
          "char4 a = char4(i, j, 3, -7); short3 c = short3(a.xyz) * short3(300); long2 d = long2(c.xy) * 100000; ulong3 u = ulong3(7); r[0] = a.x + a.w; r[1] = c.z; r[2] = d.y; r[3] = (u + ulong(i & 7)).z;",
          "bfloat4 a = bfloat4(x, y, 1, 2); a = a * a + bfloat4(1); r[0] = a.x; r[1] = a.y; bfloat2 b = a.zw; r[2] = b.y; r[3] = float(dot(float4(a), float4(1)));",
          "float a[2][3]; a[0][0] = x; a[0][1] = y; a[1][1] = 3; a[1][0] = 7; int b[4] = {1, 2}; r[0] = a[i & 1][j & 1]; a[1][i & 1] = 9; r[1] = a[1][0] + b[1] + b[3]; r[2] = table[i & 3];",
          "thread float* p = r; p[1] = x; *(p + 2) = y; p += 3; *p = i; p[1] = p[0] + *(p - 1); device const float* q = in + lid; r[6] = q[1]; r[7] = *q++; r[5] = *q;",
          "int a = i, b = j; a += b++; b -= --a; a |= b; a &= 0xff; a ^= 3; b = a > 3 && b > 0 || i; r[0] = a; r[1] = b; r[2] = (a, b); uint u = a; r[3] = u >> 2 | u << 30; r[4] = i % (abs(j) + 1); r[5] = !a; r[6] = +b; r[7] = sizeof(float4);",
          "auto a = x * 2; const auto b = i; constexpr int c = 3 * 4; r[0] = a; r[1] = b + c; float2 v = float2(x); r[2] = v.y;",
          "r[0] = 0x1p-3f * x; r[1] = 1e3f + 2.h; r[2] = 0b101 + 017 + 0xFFu; r[3] = 97; r[4] = INFINITY > x; r[5] = isnan(NAN); r[6] = M_PI_F * FLT_EPSILON; r[7] = INT_MAX - i;");

  /** Functions of {@code a}, {@code b} and {@code c}, which are all of one floating type. */
  private static final List<String> CALLS =
      List.of(
          "acos(a / 99)",
          "acosh(a + 1)",
          "asin(a / 99)",
          "asinh(a)",
          "atan(a)",
          "atanh(a / 99)",
          "ceil(a)",
          "cos(a)",
          "cosh(a)",
          "cospi(a)",
          "exp(a)",
          "exp10(a)",
          "exp2(a)",
          "fabs(a)",
          "floor(a)",
          "fract(a)",
          "log(a)",
          "log10(a)",
          "log2(a)",
          "rint(a)",
          "round(a)",
          "rsqrt(a)",
          "saturate(a)",
          "sign(a)",
          "sin(a)",
          "sinh(a)",
          "sinpi(a)",
          "sqrt(a)",
          "tan(a)",
          "tanh(a)",
          "trunc(a)",
          "abs(a)",
          "atan2(a, b)",
          "copysign(a, b)",
          "divide(a, b)",
          "fdim(a, b)",
          "fmax(a, b)",
          "fmin(a, b)",
          "fmod(a, b)",
          "pow(fabs(a), b)",
          "powr(fabs(a), b)",
          "step(a, b)",
          "max(a, b)",
          "min(a, b)",
          "fma(a, b, c)",
          "mix(a, b, c)",
          "smoothstep(a, b, c)",
          "clamp(a, fmin(b, c), fmax(b, c))",
          "max3(a, b, c)",
          "min3(a, b, c)",
          "fmax3(a, b, c)",
          "fmin3(a, b, c)",
          "median3(a, b, c)",
          "fmedian3(a, b, c)");

  private static final List<String> SNIPPETS =
      Stream.concat(
              STATEMENTS.stream(),
              Stream.of("float", "half", "bfloat", "float3", "half2", "bfloat4")
                  .flatMap(LanguageTest::functionsOf))
          .toList();

  /** All snippets in one text: a compiler takes longer to start than to read them. */
  private static final String TEXT =
      IntStream.range(0, SNIPPETS.size())
          .mapToObj(n -> kernel(n, SNIPPETS.get(n)))
          .collect(Collectors.joining("", DECLARATIONS, ""));

  private final Device sim = new SimDevice();
  private final List<Device> others = NativeDevices.here();

  /** A kernel around statements that set {@code r}. */
  private static String kernel(int number, String statements) {
    return """
      kernel void k%d(device float* out [[buffer(0)]], device const float* in [[buffer(1)]],
          device const int* whole [[buffer(2)]], device atomic_int* counters [[buffer(3)]],
          device atomic_float* sums [[buffer(4)]], threadgroup float* dynamic [[threadgroup(0)]],
          uint gid [[thread_position_in_grid]], uint lid [[thread_index_in_threadgroup]],
          uint lane [[thread_index_in_simdgroup]]) {
        float r[24];
        for (int e = 0; e < 24; e++) { r[e] = 0; }
        float x = in[gid], y = in[gid + 64];
        int i = whole[gid], j = whole[gid + 64];
        %s
        for (int e = 0; e < 24; e++) { out[gid * 24 + e] = r[e]; }
      }
      """
        .formatted(number, statements);
  }

  /** Eight functions at a time on a type, as they are and in both namespaces. */
  private static Stream<String> functionsOf(String type) {
    String component = Character.isDigit(type.charAt(type.length() - 1)) ? "[1]" : "";
    List<String> snippets = new ArrayList<>();
    for (int first = 0; first < CALLS.size(); first += 8) {
      StringBuilder snippet =
          new StringBuilder(
              "TYPE a = TYPE(x), b = TYPE(y), c = TYPE(x + y);".replace("TYPE", type));
      int result = 0;
      for (String call : CALLS.subList(first, Math.min(first + 8, CALLS.size()))) {
        for (String namespace : List.of("", "precise::", "fast::")) {
          snippet.append(" r[%d] = (%s%s)%s;".formatted(result++, namespace, call, component));
        }
      }
      snippets.add(snippet.toString());
    }
    return snippets.stream();
  }

  private static Launch launch(int snippet) {
    Random random = new Random(7);
    double[] floats = new double[2 * LANES];
    double[] ints = new double[2 * LANES];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextGaussian() * Math.pow(2, random.nextInt(6) - 2);
      ints[i] = random.nextInt(200) - 100;
    }
    return new Launch(
        TEXT,
        "k" + snippet,
        Extent.of(1, 1, 1),
        Extent.of(LANES, 1, 1),
        List.of(
            BufferArgument.out(0, ElementType.FLOAT32, RESULTS * LANES),
            BufferArgument.in(1, Buffer.ofDoubles(ElementType.FLOAT32, floats)),
            BufferArgument.in(2, Buffer.ofDoubles(ElementType.INT32, ints)),
            BufferArgument.inout(3, Buffer.ofInts(1, 2, 3, 4)),
            BufferArgument.inout(4, Buffer.ofFloats(0, 0, 0, 0)),
            BufferArgument.threadgroup(0, ElementType.FLOAT32, LANES)));
  }

  @TestFactory
  Stream<DynamicTest> simulatorAndMachineCodeAgree() {
    assumeTrue(!others.isEmpty(), "neither a C++ compiler nor an NVIDIA GPU is here");
    return IntStream.range(0, SNIPPETS.size())
        .mapToObj(n -> DynamicTest.dynamicTest(SNIPPETS.get(n), () -> agree(launch(n))));
  }

  private void agree(Launch launch) {
    Outcome simulated = sim.run(launch);
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, simulated, simulated::toString);
    Bundle expected = new Bundle(launch, ran.outputs(), 0);
    for (Device device : others) {
      assertEquals(
          new CheckResult.Passed(),
          expected.check(device.run(launch)),
          () -> "on " + device.name());
    }
  }
}
