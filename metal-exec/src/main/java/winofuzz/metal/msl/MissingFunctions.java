package winofuzz.metal.msl;

import java.util.Set;

/** What Metal's library has and {@link LibraryFunction} does not. */
final class MissingFunctions {

  private static final Set<String> NAMES =
      Set.of(
          "cross",
          "extract_bits",
          "faceforward",
          "frexp",
          "hadd",
          "ilogb",
          "insert_bits",
          "isordered",
          "isunordered",
          "mad24",
          "madsat",
          "modf",
          "mul24",
          "normalize",
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
          "tanpi");

  /** The prefixes of the names of whole families. */
  private static final Set<String> PREFIXES = Set.of("quad_", "pack_", "unpack_", "atomic_");

  private MissingFunctions() {}

  /** Returns whether a name is that of a function of Metal that is not supported. */
  static boolean has(String name) {
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
