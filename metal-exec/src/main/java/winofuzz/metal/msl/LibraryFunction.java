package winofuzz.metal.msl;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions of Metal's library, by name in lower case, with how they are typed. */
public enum LibraryFunction {
  ACOS(Shape.FLOATING, 1),
  ACOSH(Shape.FLOATING, 1),
  ASIN(Shape.FLOATING, 1),
  ASINH(Shape.FLOATING, 1),
  ATAN(Shape.FLOATING, 1),
  ATANH(Shape.FLOATING, 1),
  CEIL(Shape.FLOATING, 1),
  COS(Shape.FLOATING, 1),
  COSH(Shape.FLOATING, 1),
  COSPI(Shape.FLOATING, 1),
  EXP(Shape.FLOATING, 1),
  EXP10(Shape.FLOATING, 1),
  EXP2(Shape.FLOATING, 1),
  FABS(Shape.FLOATING, 1),
  FLOOR(Shape.FLOATING, 1),
  FRACT(Shape.FLOATING, 1),
  LOG(Shape.FLOATING, 1),
  LOG10(Shape.FLOATING, 1),
  LOG2(Shape.FLOATING, 1),
  RINT(Shape.FLOATING, 1),
  ROUND(Shape.FLOATING, 1),
  RSQRT(Shape.FLOATING, 1),
  SATURATE(Shape.FLOATING, 1),
  SIGN(Shape.FLOATING, 1),
  SIN(Shape.FLOATING, 1),
  SINH(Shape.FLOATING, 1),
  SINPI(Shape.FLOATING, 1),
  SQRT(Shape.FLOATING, 1),
  TAN(Shape.FLOATING, 1),
  TANH(Shape.FLOATING, 1),
  TRUNC(Shape.FLOATING, 1),
  ATAN2(Shape.FLOATING, 2),
  COPYSIGN(Shape.FLOATING, 2),
  DIVIDE(Shape.FLOATING, 2),
  FDIM(Shape.FLOATING, 2),
  FMAX(Shape.FLOATING, 2),
  FMIN(Shape.FLOATING, 2),
  FMOD(Shape.FLOATING, 2),
  NEXTAFTER(Shape.FLOATING, 2),
  POW(Shape.FLOATING, 2),
  POWR(Shape.FLOATING, 2),
  STEP(Shape.FLOATING, 2),
  FMA(Shape.FLOATING, 3),
  MIX(Shape.FLOATING, 3),
  SMOOTHSTEP(Shape.FLOATING, 3),

  ABS(Shape.NUMERIC, 1),
  MAX(Shape.NUMERIC, 2),
  MIN(Shape.NUMERIC, 2),
  CLAMP(Shape.NUMERIC, 3),
  MAX3(Shape.NUMERIC, 3),
  MIN3(Shape.NUMERIC, 3),
  MEDIAN3(Shape.NUMERIC, 3),

  ABSDIFF(Shape.INTEGRAL, 2),
  CLZ(Shape.INTEGRAL, 1),
  CTZ(Shape.INTEGRAL, 1),
  POPCOUNT(Shape.INTEGRAL, 1),
  REVERSE_BITS(Shape.INTEGRAL, 1),
  MULHI(Shape.INTEGRAL, 2),
  ROTATE(Shape.INTEGRAL, 2),
  ADDSAT(Shape.INTEGRAL, 2),
  SUBSAT(Shape.INTEGRAL, 2),
  MADHI(Shape.INTEGRAL, 3),

  ISFINITE(Shape.PREDICATE, 1),
  ISINF(Shape.PREDICATE, 1),
  ISNAN(Shape.PREDICATE, 1),
  ISNORMAL(Shape.PREDICATE, 1),
  SIGNBIT(Shape.PREDICATE, 1),

  LDEXP(Shape.LDEXP, 2),
  SELECT(Shape.SELECT, 3),
  ALL(Shape.BOOLEAN_REDUCTION, 1),
  ANY(Shape.BOOLEAN_REDUCTION, 1),
  DOT(Shape.VECTOR_REDUCTION, 2),
  LENGTH(Shape.VECTOR_REDUCTION, 1),
  LENGTH_SQUARED(Shape.VECTOR_REDUCTION, 1),
  DISTANCE(Shape.VECTOR_REDUCTION, 2),
  DISTANCE_SQUARED(Shape.VECTOR_REDUCTION, 2),

  THREADGROUP_BARRIER(Shape.BARRIER, 1),
  SIMDGROUP_BARRIER(Shape.BARRIER, 1),

  SIMD_SUM(Shape.SIMD_NUMERIC, 1),
  SIMD_PRODUCT(Shape.SIMD_NUMERIC, 1),
  SIMD_MAX(Shape.SIMD_NUMERIC, 1),
  SIMD_MIN(Shape.SIMD_NUMERIC, 1),
  SIMD_PREFIX_INCLUSIVE_SUM(Shape.SIMD_NUMERIC, 1),
  SIMD_PREFIX_EXCLUSIVE_SUM(Shape.SIMD_NUMERIC, 1),
  SIMD_AND(Shape.SIMD_INTEGRAL, 1),
  SIMD_OR(Shape.SIMD_INTEGRAL, 1),
  SIMD_XOR(Shape.SIMD_INTEGRAL, 1),
  SIMD_BROADCAST_FIRST(Shape.SIMD_NUMERIC, 1),
  SIMD_ALL(Shape.SIMD_VOTE, 1),
  SIMD_ANY(Shape.SIMD_VOTE, 1),
  SIMD_BROADCAST(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_XOR(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_UP(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_DOWN(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_ROTATE_UP(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_ROTATE_DOWN(Shape.SIMD_SHUFFLE, 2),
  SIMD_SHUFFLE_AND_FILL_UP(Shape.SIMD_SHUFFLE_AND_FILL, 3),
  SIMD_SHUFFLE_AND_FILL_DOWN(Shape.SIMD_SHUFFLE_AND_FILL, 3),

  SIMDGROUP_MULTIPLY_ACCUMULATE(Shape.MATRIX_MULTIPLY, 4),
  SIMDGROUP_MULTIPLY(Shape.MATRIX_MULTIPLY, 3),
  SIMDGROUP_LOAD(Shape.MATRIX_MEMORY, 3),
  SIMDGROUP_STORE(Shape.MATRIX_MEMORY, 3),
  MAKE_FILLED_SIMDGROUP_MATRIX(Shape.MATRIX_FILL, 1),

  ATOMIC_LOAD_EXPLICIT(Shape.ATOMIC, 2),
  ATOMIC_STORE_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_EXCHANGE_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_COMPARE_EXCHANGE_WEAK_EXPLICIT(Shape.ATOMIC, 5),
  ATOMIC_FETCH_ADD_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_SUB_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_MAX_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_MIN_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_AND_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_OR_EXPLICIT(Shape.ATOMIC, 3),
  ATOMIC_FETCH_XOR_EXPLICIT(Shape.ATOMIC, 3);

  /** How arguments and result are typed. */
  public enum Shape {
    FLOATING,
    NUMERIC,
    INTEGRAL,
    PREDICATE,
    LDEXP,
    SELECT,
    BOOLEAN_REDUCTION,
    VECTOR_REDUCTION,
    BARRIER,
    SIMD_NUMERIC,
    SIMD_INTEGRAL,
    SIMD_VOTE,
    SIMD_SHUFFLE,
    /** A value, what fills, a distance and, if given, the lanes that are shuffled together. */
    SIMD_SHUFFLE_AND_FILL,
    MATRIX_MULTIPLY,
    MATRIX_MEMORY,
    MATRIX_FILL,
    ATOMIC
  }

  private static final Map<String, LibraryFunction> BY_NAME = byName();

  private final Shape shape;
  private final int arity;

  LibraryFunction(Shape shape, int arity) {
    this.shape = shape;
    this.arity = arity;
  }

  private static Map<String, LibraryFunction> byName() {
    Map<String, LibraryFunction> table = new HashMap<>();
    for (LibraryFunction function : values()) {
      table.put(function.spelling(), function);
    }
    table.put("fmin3", MIN3);
    table.put("fmax3", MAX3);
    table.put("fmedian3", MEDIAN3);
    return Map.copyOf(table);
  }

  static @Nullable LibraryFunction named(String name) {
    return BY_NAME.get(name);
  }

  /** Returns the function of a name, if there is one. */
  public static Optional<LibraryFunction> find(String name) {
    return Optional.ofNullable(named(name));
  }

  /** Returns whether threads wait in it for others. */
  public boolean synchronizes() {
    return switch (shape) {
      case BARRIER,
          SIMD_NUMERIC,
          SIMD_INTEGRAL,
          SIMD_VOTE,
          SIMD_SHUFFLE,
          SIMD_SHUFFLE_AND_FILL,
          MATRIX_MULTIPLY ->
          true;
      case FLOATING,
          NUMERIC,
          INTEGRAL,
          PREDICATE,
          LDEXP,
          SELECT,
          BOOLEAN_REDUCTION,
          VECTOR_REDUCTION,
          MATRIX_MEMORY,
          MATRIX_FILL,
          ATOMIC ->
          false;
    };
  }

  /** Returns its name in Metal. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how its arguments and its result are typed. */
  public Shape shape() {
    return shape;
  }

  /** Returns whether it takes a number of arguments. */
  boolean takes(int arguments) {
    return arguments == arity || (shape == Shape.SIMD_SHUFFLE_AND_FILL && arguments == arity + 1);
  }

  /** Returns how many arguments it takes, at least. */
  public int arity() {
    return arity;
  }
}
