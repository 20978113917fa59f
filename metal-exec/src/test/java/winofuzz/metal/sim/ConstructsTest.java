package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;

/** Right Metal is accepted and computed right, or called not supported; never called wrong. */
final class ConstructsTest {

  private static final String PARAMETERS =
      "(device float* o [[buffer(0)]], uint i [[thread_position_in_grid]])";

  private static Outcome run(String text) {
    return new SimDevice()
        .run(
            new Launch(
                text,
                "k",
                Extent.of(1, 1, 1),
                Extent.of(1, 1, 1),
                List.of(BufferArgument.inout(0, Buffer.ofFloats(0)))));
  }

  private static void judge(String text, int line, String expected) {
    Outcome outcome = run(text);
    if (expected.equals("accepted")) {
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
      assertEquals(1.0f, Objects.requireNonNull(ran.outputs().get(0)).toFloats()[0]);
    } else {
      String reason =
          assertInstanceOf(Outcome.Unsupported.class, outcome, outcome::toString).reason();
      assertTrue(reason.startsWith("line " + line + ","), reason);
      assertTrue(reason.contains(expected + " is not supported"), reason);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          static_assert(sizeof(float) == 4, "four");         | accepted
          static_assert(1 < 2 && 18446744073709551615ul / 2 > 1); | accepted
          static_assert(1.0f < 2.0f);                        | static_assert of what is no constant of integers here
          union U { int i; float f; };                       | accepted
          struct S { float x; device float* p; int a[3]; };  | accepted
          struct S;                                          | accepted
          class C { float x; };                              | accepted
          struct S { float x; } s;                           | 'struct' with more than members
          struct { float x; };                               | 'struct' without a name
          struct S : T { float x; };                         | 'struct' with more than members
          enum E { A, B };                                   | 'enum'
          enum class E : int { A };                          | 'enum'
          namespace n { float f() { return 1.0f; } }         | 'namespace'
          using namespace metal;                             | accepted
          using namespace metal::raytracing;                 | '::' here
          using metal::float4;                               | 'using' of a single name
          using real = float;                                | accepted
          typedef float real;                                | accepted
          typedef float row[4];                              | a typedef of an array or of several names
          typedef float (*function)(float);                  | a typedef of a function or a reference
          typedef struct { float x; } S;                     | the type 'struct'
          template <typename T> T f(T x) { return x; }       | 'template'
          extern float f(float x);                           | 'extern'
          vertex float4 v() { return float4(0); }            | 'vertex'
          fragment float4 f() { return float4(0); }          | 'fragment'
          [[host_name("other")]] kernel void f() {}          | the attribute 'host_name'
          [[clang::noinline]] float f() { return 1.0f; }     | accepted
          auto f() { return 1.0f; }                          | 'auto' as a return type
          float f(float x = 1.0f) { return x; }              | a parameter's default value
          float f(float) { return 1.0f; }                    | a parameter without a name
          float f(float x[2]) { return x[0]; }               | this type of parameter
          float f(float (*g)(float)) { return g(1.0f); }     | this type of parameter
          device float& f(device float* p) { return *p; }    | a function that returns a reference
          float f(thread float** p) { return **p; }          | a pointer to a pointer
          float f(device void* p) { return 1.0f; }           | a pointer to void
          float f(texture2d<float> t) { return 1.0f; }       | the type 'texture2d'
          float f(sampler s) { return 1.0f; }                | the type 'sampler'
          float f(packed_float3 p) { return 1.0f; }          | the type 'packed_float3'
          float f(array<float, 2> a) { return a[0]; }        | the type 'array'
          float f(float3x3 m) { return 1.0f; }               | the type 'float3x3'
          float f(visible_function_table<int()> t) { return 1.0f; } | the type 'visible_function_table'
          #include <simd/simd.h>                             | accepted
          #include "other.h"                                 | including "other.h"
          #define text(x) #x                                 | the macro operator '#'
          #define many(...) 1                                | a macro with '...'
          #if __has_include(<x>)                             | __has_include
          #warning hello                                     | accepted
          // a comment that goes on \\                       | accepted
          """)
  void atTheTop(String construct, String expected) {
    judge(
        "#include <metal_stdlib>\n%s\nusing namespace metal;\nkernel void k%s { o[i] = 1.0f; }\n"
            .formatted(construct, PARAMETERS),
        2,
        expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          static_assert(true, "holds");                      | accepted
          if (i == 0) static_assert(true); else o[i] = 2.0f; | accepted
          struct L { float x; };                             | the type 'struct'
          union L { float x; };                              | the type 'union'
          enum L { A };                                      | the type 'enum'
          S s;                                               | the type 'S'
          device float& r = o[i];                            | a local reference
          auto& r = o[i];                                    | a local reference
          auto* p = o;                                       | this form of declaration
          auto x = 1.0f; o[i] = x;                           | accepted
          auto f = [](float x) { return x; };                | a lambda
          float (*f)(float);                                 | a pointer to a function or an array
          thread float** p;                                  | a pointer to a pointer
          float a[] = {1.0f};                                | an array without a length
          float a[2][2] = {{1, 2}, {3, 4}};                  | '{..}' for float[2][2]
          float a{1.0f};                                     | '{..}' without '='
          float4 v = float4{1, 1, 1, 1};                     | '{..}' in an expression
          switch (i) { case 0: break; }                      | 'switch' in a function
          goto end;                                          | 'goto' in a function
          end: o[i] = 1.0f;                                  | a label
          do { o[i] = 1.0f; } while (false);                 | accepted
          for (float x : a) { }                              | 'for' over a range
          if (int x = 1) { }                                 | a declaration in a condition
          if constexpr (true) { }                            | 'if constexpr'
          using real = float;                                | 'using' in a function
          typedef float real;                                | 'typedef' in a function
          try { } catch (...) { }                            | 'try' in a function
          throw 1;                                           | throw
          float x = static_cast<float>(1);                   | accepted
          float x = const_cast<float>(1.0f);                 | 'const_cast' with template arguments
          float x = reinterpret_cast<float>(1.0f);           | accepted
          float x = nullptr;                                 | nullptr
          float x = numeric_limits<float>::max();            | 'numeric_limits' with template arguments
          float x = f<float>(1.0f);                          | 'f' with template arguments
          float x = std::max(1.0f, 2.0f);                    | the namespace 'std'
          float3 x = normalize(float3(1, 0, 0));             | normalize
          float x = M_SQRT1_2_F;                             | M_SQRT1_2_F
          half x = HALF_MAX;                                 | HALF_MAX
          int x = 'a';                                       | a character literal
          auto x = "text";                                   | a string in an expression
          int x = sizeof i;                                  | sizeof without parentheses
          int x = alignof(float);                            | alignof
          decltype(i) x = 1;                                 | the type 'decltype'
          double x = 1.0;                                    | the type 'double'
          imageblock<float> x;                               | the type 'imageblock'
          float x = o->y;                                    | '->'
          atomic_thread_fence(mem_flags::mem_device, memory_order_acquire); | atomic_thread_fence
          threadgroup_barrier(mem_flags::mem_texture);       | mem_texture
          alignas(16) float x = 1.0f;                        | alignas
          asm("nop");                                        | asm
          float x = __builtin_sqrtf(1.0f);                   | __builtin_sqrtf
          """)
  void inAFunction(String construct, String expected) {
    judge(
        """
        #include <metal_stdlib>
        using namespace metal;
        struct S { float x; };
        kernel void k%s {
        %s
        o[i] = 1.0f;
        }
        """
            .formatted(PARAMETERS, construct),
        5,
        expected);
  }
}
