package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.metal.msl.LibraryFunction;

/** Every function of the library that the front end knows is lowered. */
final class LibraryFunctionsTest {

  @ParameterizedTest
  @EnumSource
  void isLowered(LibraryFunction function) {
    String text =
        """
        #include <metal_stdlib>
        using namespace metal;
        kernel void k(device float* x, device int* n, device atomic_int* a) {
          simdgroup_float8x8 m = make_filled_simdgroup_matrix<float, 8, 8>(1);
          int expected = 0;
          %s;
        }
        """
            .formatted(call(function));
    assertDoesNotThrow(() -> new SimDevice().prepare(text, "k"));
  }

  private static String call(LibraryFunction function) {
    return switch (function.shape()) {
      case FLOATING, NUMERIC, PREDICATE -> of(function, "x[%d]");
      case INTEGRAL, SIMD_INTEGRAL -> of(function, "n[%d]");
      case LDEXP -> "ldexp(x[0], n[1])";
      case SELECT -> "select(x[0], x[1], n[2] > 0)";
      case BOOLEAN_REDUCTION -> of(function, "int2(n[%d]) > 0");
      case VECTOR_REDUCTION -> of(function, "float2(x[%d])");
      case BARRIER -> function.spelling() + "(mem_flags::mem_device)";
      case SIMD_NUMERIC -> of(function, "x[%d]");
      case SIMD_VOTE -> of(function, "n[%d] > 0");
      case SIMD_SHUFFLE -> function.spelling() + "(x[0], 1)";
      case SIMD_SHUFFLE_AND_FILL -> function.spelling() + "(x[0], 0.0f, 1)";
      case MATRIX_MULTIPLY -> of(function, "m");
      case MATRIX_MEMORY -> function.spelling() + "(m, x, 8)";
      case MATRIX_FILL -> "m = make_filled_simdgroup_matrix<float, 8, 8>(2)";
      case ATOMIC -> atomic(function);
    };
  }

  private static String atomic(LibraryFunction function) {
    return switch (function.arity()) {
      case 2 -> function.spelling() + "(a, memory_order_relaxed)";
      case 3 -> function.spelling() + "(a, 1, memory_order_relaxed)";
      default ->
          function.spelling() + "(a, &expected, 1, memory_order_relaxed, memory_order_relaxed)";
    };
  }

  /** A call with one argument of a form for each parameter. */
  private static String of(LibraryFunction function, String argument) {
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < function.arity(); i++) {
      arguments.append(i == 0 ? "" : ", ").append(argument.formatted(i));
    }
    return function.spelling() + "(" + arguments + ")";
  }
}
