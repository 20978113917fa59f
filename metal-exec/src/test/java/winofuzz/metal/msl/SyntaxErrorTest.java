package winofuzz.metal.msl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a text is said with its line and column and what was expected. */
final class SyntaxErrorTest {

  private static MslSyntaxException error(String text) {
    return assertThrows(MslSyntaxException.class, () -> MslProgram.parse(text));
  }

  /** Wraps a statement into a kernel, where it stands in line 2 from column 3. */
  private static MslSyntaxException inKernel(String statement) {
    return error(
        "kernel void k(device float* data0, constant float* data1, uint3 gid"
            + " [[thread_position_in_grid]]) {\n  "
            + statement
            + "\n}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          float x = 1.0f                 | 3  | 1  | expected ';' after the declaration, found '}'
          float x = ;                    | 2  | 13 | expected an expression, found ';'
          float x = (1.0f + 2.0f;        | 2  | 25 | expected ')' to close '(', found ';'
          float x = 1.0f +;              | 2  | 19 | expected an expression, found ';'
          x = 1;                         | 2  | 3  | expected a declared name, found 'x'
          float x; float x;              | 2  | 18 | 'x' is declared twice in this block
          data0 + 1 = 2;                 | 2  | 13 | expected a variable or an element of memory to assign to
          *(data1+0) = 1.0f;             | 2  | 14 | cannot write through constant float*, which is constant
          const int c = 1; c = 2;        | 2  | 22 | cannot assign to 'c', which is const
          int i = 3; i.x = 1;            | 2  | 16 | '.x': expected a vector, found int
          float2 v = float2(1); v.z = 1; | 2  | 27 | expected components of float2, found '.z'
          float2 v = 0; v.xx = v;        | 2  | 22 | cannot assign to a swizzle that repeats a component
          float3 v = float3(1, 2);       | 2  | 14 | float3(..): expected 3 components, found 2
          float2 a = 0; float3 b = a;    | 2  | 28 | 'b': expected float3, found float2
          float2 a = 0; float3 b = 0; a = a + b; | 2 | 37 | '+': expected vectors of one type, found float2 and float3
          int i = 1.5f % 2;              | 2  | 11 | '%': expected an integer, found float
          int i = data0 * 2;             | 2  | 17 | operator '*': expected numbers, found device float* and int
          float f = foo(1.0f);           | 2  | 13 | expected a function declared above or a library function, found 'foo'
          float f = sqrt(1.0f, 2.0f);    | 2  | 13 | sqrt: expected 1 arguments, found 2
          float f = 1.0q;                | 2  | 13 | expected a number, found '1.0q'
          int i = 99999999999999999999;  | 2  | 11 | expected an integer of at most 64 bits, found '99999999999999999999'
          int i = 08;                    | 2  | 11 | expected an integer of at most 64 bits, found '08'
          break;                         | 2  | 3  | 'break' outside of a loop
          return 1;                      | 2  | 10 | a void function returns no value
          float a[0];                    | 2  | 10 | expected an array of 1 to 65536 scalars, found length 0
          float a[2] = {1, 2, 3};        | 2  | 16 | expected at most 2 values, found 3
          float4 v = 0; float x = v[4];  | 2  | 29 | expected a component below 4, found 4
          float x = *gid;                | 2  | 13 | unary '*': expected a pointer, found uint3
          device int* p = (device int*)data1; | 2 | 19 | cast: expected a device pointer, found constant float*
          void v;                        | 2  | 8  | a variable cannot be void
          threadgroup float t[4] = {0};  | 2  | 21 | threadgroup memory cannot be initialized
          int x = as_type<int>((half)1.0f); | 2 | 11 | as_type: expected a value as large as int, found half
          if (gid) { }                   | 2  | 7  | expected a scalar condition, found uint3
          for (int i = 0; i < 4) { }     | 2  | 24 | expected ';' after the condition of 'for', found ')'
          int `x = 1;                    | 2  | 7  | unexpected character '`' (U+0060)
          """)
  void malformed(String statement, int line, int column, String problem) {
    MslSyntaxException error = inKernel(statement);
    assertEquals(problem, error.problem());
    assertEquals(line, error.line(), "line");
    assertEquals(column, error.column(), "column");
    assertEquals(MslSyntaxException.Kind.MALFORMED, error.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          switch (1) { case 1: break; }       | 2 | 3  | 'switch' in a function is not supported
          struct S { int x; };                | 2 | 3  | the type 'struct' is not supported
          double d = 1.0;                     | 2 | 3  | the type 'double' is not supported
          float4x4 m;                         | 2 | 3  | the type 'float4x4' is not supported
          texture2d<float> t;                 | 2 | 3  | the type 'texture2d' is not supported
          device float* const* p = 0;         | 2 | 22 | a pointer to a pointer is not supported
          int n = 3; float a[n];              | 2 | 21 | an array length that is not a constant is not supported
          float x = std::sqrt(1.0f);          | 2 | 13 | the namespace 'std' is not supported
          float x = tanpi(1.0f);              | 2 | 13 | tanpi is not supported
          float x = quad_sum(1.0f);           | 2 | 13 | quad_sum is not supported
          simdgroup_float8x8 m; m.thread_elements(); | 2 | 27 | thread_elements() without '[' and an element is not supported
          int c = 'a';                        | 2 | 11 | a character literal is not supported
          int x = data0 - data0;              | 2 | 17 | '-' of two pointers is not supported
          """)
  void unsupported(String statement, int line, int column, String problem) {
    MslSyntaxException error = inKernel(statement);
    assertEquals(problem, error.problem());
    assertEquals(line, error.line(), "line");
    assertEquals(column, error.column(), "column");
    assertEquals(MslSyntaxException.Kind.UNSUPPORTED, error.kind());
  }

  @Test
  void anUnclosedBlockNamesItsBeginning() {
    MslSyntaxException error = error("kernel void k() {\n  if (true) {\n  }\n");
    assertEquals(
        "expected '}' to close the block opened in line 1, found the end of the text",
        error.problem());
    assertEquals(4, error.line());
  }

  @Test
  void anUnclosedCommentIsFound() {
    assertEquals("expected '*/' to close the comment", error("int x; /* no end").problem());
  }

  @Test
  void theMessageIsOneLineWithTheSnippet() {
    MslSyntaxException error = inKernel("float x = 1.0f +;");
    assertEquals(
        "line 2, column 19: expected an expression, found ';', in \"float x = 1.0f +;\"",
        error.described());
  }

  @Test
  void aLongLineIsCutAroundTheProblem() {
    String filler = "a".repeat(500);
    MslSyntaxException error = inKernel("float " + filler + " = $" + filler + ";");
    assertTrue(error.snippet().length() <= 80, error.snippet());
    assertTrue(error.snippet().contains("$"), error.snippet());
    assertFalse(error.described().contains("\n"));
  }

  @Test
  void kernelParametersNeedAnAttribute() {
    assertEquals(
        "expected a position attribute, a pointer or a reference for the kernel's parameter 'n'",
        error("kernel void k(int n) {}").problem());
    assertEquals(
        "expected ushort or uint with at most 3 components for 'p', found float3",
        error("kernel void k(float3 p [[thread_position_in_grid]]) {}").problem());
    assertEquals(
        "the attribute 'stage_in' is not supported",
        error("kernel void k(float3 p [[stage_in]]) {}").problem());
  }

  @Test
  void functionsAreCheckedAgainstTheirDeclaration() {
    String function = "float f(float a, float b) { return a; }\n";
    assertEquals(
        "f: expected 2 arguments, found 1",
        error(function + "kernel void k() { f(1.0f); }").problem());
    assertEquals(
        "function 'g' is declared and has no body",
        error("float g(float a);\nkernel void k() { g(1.0f); }").problem());
    assertEquals(
        "expected a value of type float to return, found ';'",
        error("float f() { return; }").problem());
  }

  @Test
  void deepNestingIsRefusedRatherThanOverflowing() {
    String open = "(".repeat(100_000);
    assertEquals("this is nested more than 1000 deep", inKernel("int x = " + open).problem());
    assertEquals("this is nested more than 1000 deep", inKernel("{".repeat(100_000)).problem());
    assertEquals(
        "this is nested more than 1000 deep",
        inKernel("int x = " + "-".repeat(1) + "!".repeat(100_000) + "1;").problem());
  }
}
