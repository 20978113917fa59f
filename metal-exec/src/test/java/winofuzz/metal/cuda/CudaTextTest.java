package winofuzz.metal.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.metal.launch.CompiledCache;
import winofuzz.metal.msl.MslProgram;

/** Metal text as CUDA C++: what is rewritten, and that NVIDIA's compiler takes it where it is. */
final class CudaTextTest {

  private static final String KERNEL =
      """
      #include <metal_stdlib>
      using namespace metal;
      constant float scale = 0.5;
      constant int rounds [[function_constant(2)]];
      half2 twice(half2 v) { return v + v; }
      float2 product(half2 a, half2 b, float2 c) {
        simdgroup_half8x8 x, y;
        simdgroup_float8x8 z;
        x.thread_elements()[0] = a[0];
        y.thread_elements()[1] = b[1];
        z.thread_elements()[0] = c.x;
        simdgroup_multiply_accumulate(z, x, y, z);
        return float2(z.thread_elements()[0], z.thread_elements()[1]);
      }
      [[kernel]] void k(device float4* out [[buffer(0)]], constant float& bias [[buffer(1)]],
          device atomic_uint* count [[buffer(3)]], threadgroup float* dynamic [[threadgroup(0)]],
          uint3 gid [[threadgroup_position_in_grid]], ushort lane [[thread_index_in_simdgroup]]) {
        threadgroup float shared[32];
        threadgroup float* p = shared;
        p[lane] = bias * 1e-3;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float4 v = float4(shared[31 - lane], 1.5h, scale, simd_sum(p[lane]));
        v.xy = v.wz;
        v.zw += product(twice(half2(v.xy)), half2(1.0h), v.xy);
        for (int i = 0; i < rounds; i++) { v = fma(v, v, precise::sin(v)); }
        dynamic[lane] = simd_shuffle_xor(v.x, 1);
        atomic_fetch_add_explicit(count, 1u, memory_order_relaxed);
        out[gid.x * 32 + lane] = v;
      }
      """;

  private static String kernelText(String whole) {
    String from = "#line 1 \"kernel.metal\"\n";
    return whole.substring(whole.indexOf(from) + from.length());
  }

  @Test
  void rewritesWhatCudaReadsOtherwise() {
    String text = kernelText(CudaText.of(MslProgram.parse(KERNEL)));
    List<String> lines = text.lines().map(l -> l.strip().replaceAll(" +", " ")).toList();
    for (String expected :
        List.of(
            "static __device__ const float v1_scale = 0x1.0p-1f;",
            "static __device__ int v2_rounds;",
            "static __device__ half2 f1_twice(half2 v3_v)",
            "return v3_v + v3_v; }",
            "__shared__ array_of<float, 32> v16_shared;",
            "float* v17_p = v16_shared;",
            "(void)(v17_p[(int)v15_lane] = ((*v11_bias) * 0x1.0624dep-10f));",
            "(void)((float2)(v18_v.place<0, 1>() = v18_v.swizzle<3, 2>()));",
            "const int* v20_rounds = untyped_pointer{job->function_constants[0]};",
            "metal::text::give_constants(job);",
            "metal::text::f3_k(metal::untyped_pointer{p.job->buffers[0]},"
                + " metal::untyped_pointer{p.job->buffers[1]},"
                + " metal::untyped_pointer{p.job->buffers[3]},"
                + " metal::untyped_pointer{p.threadgroup_memory[0]},"
                + " p.threadgroup_position_in_grid(), p.thread_index_in_simdgroup());")) {
      assertTrue(lines.contains(expected), () -> expected + "\nnot in\n" + text);
    }
  }

  @TempDir private Path folder;

  private CompiledCache.Entry compiled(String text) {
    Optional<Nvrtc> compiler = Nvrtc.find();
    assumeTrue(compiler.isPresent(), "NVIDIA's compiler is not here");
    return compiler.get().compile(new CompiledCache(folder), text, "sm_90");
  }

  @Test
  void theCompilerTakesIt() throws IOException {
    String text = CudaText.of(MslProgram.parse(KERNEL));
    Path code = assertInstanceOf(CompiledCache.Entry.Compiled.class, compiled(text)).path();
    assertTrue(
        Files.readString(code, StandardCharsets.ISO_8859_1).contains("winofuzz_run_k"),
        "the entry point");
    Files.writeString(code, "kept");
    assertEquals(new CompiledCache.Entry.Compiled(code), compiled(text));
    assertEquals("kept", Files.readString(code));
  }

  @Test
  void theCompilerSaysWhatItRefuses() {
    String messages =
        assertInstanceOf(CompiledCache.Entry.Refused.class, compiled("void f() { unknown(); }"))
            .messages();
    assertTrue(messages.contains("\"unknown\" is undefined"), messages);
  }
}
