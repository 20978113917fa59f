package winofuzz.metal.msl;

import java.util.Set;

/**
 * Words of Metal, and of the C++ it is, that this front end does not know the meaning of: a text
 * with one of them may be right.
 */
final class UnsupportedNames {

  private static final Set<String> KEYWORDS =
      Set.of(
          "alignas",
          "alignof",
          "asm",
          "auto",
          "case",
          "catch",
          "class",
          "concept",
          "const_cast",
          "constexpr",
          "decltype",
          "default",
          "delete",
          "dynamic_cast",
          "enum",
          "explicit",
          "export",
          "extern",
          "fragment",
          "friend",
          "goto",
          "mutable",
          "namespace",
          "new",
          "noexcept",
          "nullptr",
          "object_data",
          "operator",
          "private",
          "protected",
          "public",
          "ray_data",
          "requires",
          "struct",
          "switch",
          "template",
          "this",
          "thread_local",
          "threadgroup_imageblock",
          "throw",
          "try",
          "typedef",
          "typeid",
          "typename",
          "typeof",
          "union",
          "using",
          "vertex",
          "virtual");

  private static final Set<String> TYPES =
      Set.of(
          "array",
          "array_ref",
          "atomic_bool",
          "atomic_long",
          "atomic_ulong",
          "class",
          "command_buffer",
          "compute_command",
          "compute_pipeline_state",
          "cooperative_tensor",
          "decltype",
          "enum",
          "event",
          "imageblock",
          "intersection_params",
          "intersection_query",
          "intersection_result",
          "intersector",
          "interpolant",
          "matrix",
          "mesh",
          "mesh_grid_properties",
          "object_data",
          "patch_control_point",
          "ray",
          "ray_data",
          "render_command",
          "render_pipeline_state",
          "sampler",
          "simd_vote",
          "simdgroup_event",
          "struct",
          "template",
          "tensor",
          "threadgroup_imageblock",
          "typename",
          "typeof",
          "uniform",
          "union",
          "visible_function_table");

  private static final Set<String> TYPE_PREFIXES =
      Set.of("acceleration_structure", "depth2d", "depthcube", "double", "packed_", "texture");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "assume",
          "cross",
          "determinant",
          "dfdx",
          "dfdy",
          "discard_fragment",
          "extract_bits",
          "faceforward",
          "frexp",
          "fwidth",
          "hadd",
          "ilogb",
          "insert_bits",
          "isordered",
          "isunordered",
          "mad24",
          "madsat",
          "modf",
          "mul24",
          "nan",
          "normalize",
          "printf",
          "reflect",
          "refract",
          "rhadd",
          "simd_active_threads_mask",
          "simd_ballot",
          "simd_is_first",
          "simd_is_helper_thread",
          "simd_prefix_exclusive_product",
          "simd_prefix_inclusive_product",
          "sincos",
          "swap",
          "tanpi",
          "transpose");

  /** The prefixes of the names of whole families of functions. */
  private static final Set<String> FUNCTION_PREFIXES =
      Set.of(
          "__builtin_",
          "__metal_",
          "atomic_",
          "is_function_constant_",
          "is_null_",
          "pack_",
          "quad_",
          "simdgroup_",
          "unpack_");

  /** The prefixes of the names of constants; those that are known do not come here. */
  private static final Set<String> CONSTANT_PREFIXES =
      Set.of(
          "BFLT_",
          "CHAR_",
          "DBL_",
          "FLT_",
          "FP_",
          "HALF_",
          "LLONG_",
          "M_",
          "UCHAR_",
          "ULLONG_",
          "USHRT_",
          "__",
          "mem_",
          "memory_order_",
          "os_log",
          "thread_scope_");

  private UnsupportedNames() {}

  private static boolean begins(String name, Set<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  /** Returns whether a token is a word of C++ that has no other use. */
  static boolean isKeyword(Token token) {
    return token.kind() == Token.Kind.IDENTIFIER && KEYWORDS.contains(token.text());
  }

  /** Returns whether a name is that of a type. */
  static boolean isType(String name) {
    return TYPES.contains(name) || begins(name, TYPE_PREFIXES) || isMatrix(name);
  }

  private static boolean isMatrix(String name) {
    int length = name.length();
    return length >= 7
        && name.charAt(length - 2) == 'x'
        && (name.startsWith("float") || name.startsWith("half") || name.startsWith("bfloat"));
  }

  /** Returns whether a name is that of a function. */
  static boolean isFunction(String name) {
    return FUNCTIONS.contains(name) || begins(name, FUNCTION_PREFIXES);
  }

  /** Returns whether a name is that of a constant. */
  static boolean isConstant(String name) {
    return begins(name, CONSTANT_PREFIXES);
  }
}
