// Metal's library of functions in C++17. Transcendental functions are computed in double and rounded.
// METAL_BUILTIN(f) is the machine's f, by C's names and GNU's for bits.

namespace metal {

// The type a floating function has for an operand: integers count as float.
template <class T> struct floating { typedef typename conditional<scalar_traits<T>::integer, float, T>::type type; };
// The type two operands have in common: no promotion where they agree already.
template <class A, class B> struct common { typedef decltype(A() + B()) type; };
template <class A> struct common<A, A> { typedef A type; };

#define METAL_SCALARS1 class = typename enable_if<is_scalar<A>::value>::type
#define METAL_SCALARS2 class = typename enable_if<is_scalar<A>::value && is_scalar<B>::value>::type

// From a function of one scalar: of one scalar and one vector.
#define METAL_MAP1(name, R) \
  template <class A, int n> METAL_FUNCTION auto name(const vec<A, n>& a) -> vec<R, n> { \
    vec<R, n> result; \
    for (int i = 0; i < n; i++) result[i] = name(a[i]); \
    return result; \
  }
#define METAL_MAP2(name, R) \
  template <class A, int n> METAL_FUNCTION vec<R, n> name(const vec<A, n>& a, const vec<A, n>& b) { \
    vec<R, n> result; \
    for (int i = 0; i < n; i++) result[i] = name(a[i], b[i]); \
    return result; \
  } \
  template <class A, int n, class S, class = typename enable_if<is_scalar<S>::value>::type> \
  METAL_FUNCTION vec<R, n> name(const vec<A, n>& a, S b) { return name(a, vec<A, n>(b)); } \
  template <class A, int n, class S, class = typename enable_if<is_scalar<S>::value>::type> \
  METAL_FUNCTION vec<R, n> name(S a, const vec<A, n>& b) { return name(vec<A, n>(a), b); }
#define METAL_MAP3(name, R) \
  template <class A, int n, class B, class C> \
  METAL_FUNCTION vec<R, n> name(const vec<A, n>& a, const B& b, const C& c) { \
    vec<A, n> second(b), third(c), result; \
    for (int i = 0; i < n; i++) result[i] = name(a[i], second[i], third[i]); \
    return result; \
  }

#define METAL_FLOAT1(name, expression) \
  template <class A, METAL_SCALARS1> METAL_FUNCTION typename floating<A>::type name(A a) { \
    float x = (float)(typename floating<A>::type)a; \
    return (typename floating<A>::type)(float)(expression); \
  } \
  METAL_MAP1(name, typename floating<A>::type)
#define METAL_FLOAT2(name, expression) \
  template <class A, class B, METAL_SCALARS2> \
  METAL_FUNCTION typename floating<typename common<A, B>::type>::type name(A a, B b) { \
    typedef typename floating<typename common<A, B>::type>::type T; \
    float x = (float)(T)a, y = (float)(T)b; \
    return (T)(float)(expression); \
  } \
  METAL_MAP2(name, typename floating<A>::type)

METAL_FUNCTION float sinpi_of(float x) {
  double reduced = METAL_BUILTIN(remainder)(x, 2);
  return reduced == METAL_BUILTIN(rint)(reduced) ? METAL_BUILTIN(copysignf)(0, x) : (float)METAL_BUILTIN(sin)(3.14159265358979323846 * reduced);
}
METAL_FUNCTION float cospi_of(float x) {
  double reduced = METAL_BUILTIN(fabs)(METAL_BUILTIN(remainder)(x, 2));
  return reduced == 0.5 ? 0 : (float)METAL_BUILTIN(cos)(3.14159265358979323846 * reduced);
}
METAL_FUNCTION float minimum_of(float x, float y) {
  if (x != x) return y;
  if (y != y) return x;
  return x < y || (x == y && METAL_BUILTIN(signbit)(x)) ? x : y;
}
METAL_FUNCTION float maximum_of(float x, float y) {
  if (x != x) return y;
  if (y != y) return x;
  return x > y || (x == y && !METAL_BUILTIN(signbit)(x)) ? x : y;
}

METAL_FLOAT1(acos, METAL_BUILTIN(acos)((double)x))
METAL_FLOAT1(acosh, METAL_BUILTIN(acosh)((double)x))
METAL_FLOAT1(asin, METAL_BUILTIN(asin)((double)x))
METAL_FLOAT1(asinh, METAL_BUILTIN(asinh)((double)x))
METAL_FLOAT1(atan, METAL_BUILTIN(atan)((double)x))
METAL_FLOAT1(atanh, METAL_BUILTIN(atanh)((double)x))
METAL_FLOAT1(ceil, METAL_BUILTIN(ceilf)(x))
METAL_FLOAT1(cos, METAL_BUILTIN(cos)((double)x))
METAL_FLOAT1(cosh, METAL_BUILTIN(cosh)((double)x))
METAL_FLOAT1(cospi, cospi_of(x))
METAL_FLOAT1(exp, METAL_BUILTIN(exp)((double)x))
METAL_FLOAT1(exp10, METAL_BUILTIN(pow)(10.0, (double)x))
METAL_FLOAT1(exp2, METAL_BUILTIN(exp2)((double)x))
METAL_FLOAT1(fabs, METAL_BUILTIN(fabsf)(x))
METAL_FLOAT1(floor, METAL_BUILTIN(floorf)(x))
METAL_FLOAT1(log, METAL_BUILTIN(log)((double)x))
METAL_FLOAT1(log10, METAL_BUILTIN(log10)((double)x))
METAL_FLOAT1(log2, METAL_BUILTIN(log2)((double)x))
METAL_FLOAT1(rint, METAL_BUILTIN(rintf)(x))
METAL_FLOAT1(round, METAL_BUILTIN(roundf)(x))
METAL_FLOAT1(rsqrt, 1 / METAL_BUILTIN(sqrt)((double)x))
METAL_FLOAT1(saturate, x > 0 ? (x < 1 ? x : 1) : 0)
METAL_FLOAT1(sign, x != x ? 0 : x > 0 ? 1 : x < 0 ? -1 : x)
METAL_FLOAT1(sin, METAL_BUILTIN(sin)((double)x))
METAL_FLOAT1(sinh, METAL_BUILTIN(sinh)((double)x))
METAL_FLOAT1(sinpi, sinpi_of(x))
METAL_FLOAT1(sqrt, METAL_BUILTIN(sqrtf)(x))
METAL_FLOAT1(tan, METAL_BUILTIN(tan)((double)x))
METAL_FLOAT1(tanh, METAL_BUILTIN(tanh)((double)x))
METAL_FLOAT1(trunc, METAL_BUILTIN(truncf)(x))
METAL_FLOAT2(atan2, METAL_BUILTIN(atan2)((double)x, (double)y))
METAL_FLOAT2(copysign, METAL_BUILTIN(copysignf)(x, y))
METAL_FLOAT2(divide, x / y)
METAL_FLOAT2(fdim, x <= y ? 0 : x - y)
METAL_FLOAT2(fmax, maximum_of(x, y))
METAL_FLOAT2(fmin, minimum_of(x, y))
METAL_FLOAT2(fmod, METAL_BUILTIN(fmodf)(x, y))
METAL_FLOAT2(pow, METAL_BUILTIN(pow)((double)x, (double)y))
METAL_FLOAT2(powr, METAL_BUILTIN(pow)((double)x, (double)y))
METAL_FLOAT2(step, y < x ? 0 : 1)

// Just below one in a floating type.
template <class T> METAL_FUNCTION T below_one() {
  return is_same<T, float>::value ? (T)(1 - 0x1p-24f) : is_same<T, bfloat>::value ? (T)(1 - 0x1p-8f) : (T)(1 - 0x1p-11f);
}
template <class A, METAL_SCALARS1> METAL_FUNCTION typename floating<A>::type fract(A a) {
  typedef typename floating<A>::type T;
  return fmin((T)((T)a - floor((T)a)), below_one<T>());
}
METAL_MAP1(fract, typename floating<A>::type)

template <class A, class B> METAL_FUNCTION typename floating<typename common<A, B>::type>::type nextafter(A a, B b) {
  typedef typename floating<typename common<A, B>::type>::type T;
  T from = (T)a, to = (T)b;
  if (is_same<T, float>::value) return (T)METAL_BUILTIN(nextafterf)((float)from, (float)to);
  if (from != from || to != to) return (T)METAL_BUILTIN(nanf)("");
  if (from == to) return to;
  if ((float)from == 0) return as_type<T>((ushort)((float)to < 0 ? 0x8001 : 1));
  bool grows = ((float)to > (float)from) == ((float)from > 0);
  ushort bits;
  METAL_COPY(&bits, &from, 2);
  return as_type<T>((ushort)(grows ? bits + 1 : bits - 1));
}

// Fused in float; narrower types round the exact sum once, through a double rounded to odd.
METAL_FUNCTION float narrow_fused(float a, float b, float c) {
  double product = (double)a * b, sum = product + c;
  double virtual_c = sum - product;
  double lost = (product - (sum - virtual_c)) + (c - virtual_c);
  ulong bits = as_type<ulong>(sum);
  if (lost != 0 && lost == lost && !(bits & 1)) {
    bits += (lost > 0) == (sum > 0) ? 1 : -1;
    sum = as_type<double>(bits);
  }
  float nearest = (float)sum;
  if ((double)nearest != sum && sum == sum && !(as_type<uint>(nearest) & 1)) {
    nearest = as_type<float>(as_type<uint>(nearest) + ((nearest < sum) == (nearest > 0) ? 1 : -1));
  }
  return nearest;
}
template <class A, class B, class C, class = typename enable_if<is_scalar<A>::value>::type>
METAL_FUNCTION auto fma(A a, B b, C c) -> typename floating<typename common<typename common<A, B>::type, C>::type>::type {
  typedef typename floating<typename common<typename common<A, B>::type, C>::type>::type T;
  if (is_same<T, float>::value) return (T)METAL_BUILTIN(fmaf)((float)a, (float)b, (float)c);
  return (T)narrow_fused((float)(T)a, (float)(T)b, (float)(T)c);
}
METAL_MAP3(fma, typename floating<A>::type)

template <class A, METAL_SCALARS1> METAL_FUNCTION typename enable_if<scalar_traits<A>::integer, A>::type abs(A a) {
  return (A)(a < 0 ? -a : a);
}
template <class A, METAL_SCALARS1> METAL_FUNCTION typename enable_if<scalar_traits<A>::floating, A>::type abs(A a) {
  return fabs(a);
}
METAL_MAP1(abs, A)
#define METAL_EXTREMUM(name, floats, op) \
  template <class A, class B, METAL_SCALARS2> METAL_FUNCTION typename common<A, B>::type name(A a, B b) { \
    typedef typename common<A, B>::type T; \
    if constexpr (scalar_traits<T>::floating) return floats((T)a, (T)b); \
    else return (T)a op (T)b ? (T)a : (T)b; \
  } \
  METAL_MAP2(name, A)
METAL_EXTREMUM(max, fmax, >)
METAL_EXTREMUM(min, fmin, <)
#undef METAL_EXTREMUM
#define METAL_SCALAR3(name, expression) \
  template <class A, class B, class C, class = typename enable_if<is_scalar<A>::value>::type> \
  METAL_FUNCTION auto name(A a, B b, C c) -> typename common<typename common<A, B>::type, C>::type { \
    typedef typename common<typename common<A, B>::type, C>::type T; \
    T x = (T)a, y = (T)b, z = (T)c; \
    return (T)(expression); \
  } \
  METAL_MAP3(name, A)
METAL_SCALAR3(clamp, min(max(x, y), z))
METAL_SCALAR3(max3, max(max(x, y), z))
METAL_SCALAR3(min3, min(min(x, y), z))
METAL_SCALAR3(median3, max(min(x, y), min(max(x, y), z)))
METAL_SCALAR3(mix, (T)(x + (T)((T)(y - x) * z)))
template <class T> METAL_FUNCTION T smoothstep_of(T low, T high, T x) {
  T t = clamp((T)((T)(x - low) / (T)(high - low)), (T)0, (T)1);
  return (T)((T)(t * t) * (T)((T)3 - (T)((T)2 * t)));
}
METAL_SCALAR3(smoothstep, smoothstep_of<T>(x, y, z))
#undef METAL_SCALAR3

template <class A, METAL_SCALARS1> METAL_FUNCTION bool isnan(A a) { return (float)a != (float)a; }
template <class A, METAL_SCALARS1> METAL_FUNCTION bool isinf(A a) { return METAL_BUILTIN(fabsf)((float)a) == METAL_BUILTIN(inff)(); }
template <class A, METAL_SCALARS1> METAL_FUNCTION bool isfinite(A a) { return METAL_BUILTIN(fabsf)((float)a) < METAL_BUILTIN(inff)(); }
template <class A, METAL_SCALARS1> METAL_FUNCTION bool isnormal(A a) {
  float least = sizeof(A) == 2 && !is_same<A, bfloat>::value ? 0x1p-14f : 0x1p-126f;
  return isfinite(a) && METAL_BUILTIN(fabsf)((float)a) >= least;
}
template <class A, METAL_SCALARS1> METAL_FUNCTION bool signbit(A a) { return as_type<uint>((float)a) >> 31; }
METAL_MAP1(isnan, bool)
METAL_MAP1(isinf, bool)
METAL_MAP1(isfinite, bool)
METAL_MAP1(isnormal, bool)
METAL_MAP1(signbit, bool)

template <class A, METAL_SCALARS1> METAL_FUNCTION typename floating<A>::type ldexp(A a, int exponent) {
  int bounded = exponent < -400 ? -400 : exponent > 400 ? 400 : exponent;
  return (typename floating<A>::type)METAL_BUILTIN(ldexp)((double)(float)a, bounded);
}
template <class A, int n> METAL_FUNCTION vec<A, n> ldexp(const vec<A, n>& a, const vec<int, n>& exponent) {
  vec<A, n> result;
  for (int i = 0; i < n; i++) result[i] = ldexp(a[i], exponent[i]);
  return result;
}

template <class A, class B, class C, METAL_SCALARS2> METAL_FUNCTION typename common<A, B>::type select(A no, B yes, C condition) {
  typedef typename common<A, B>::type T;
  return condition ? (T)yes : (T)no;
}
template <class A, int n, class C> METAL_FUNCTION vec<A, n> select(const vec<A, n>& no, const vec<A, n>& yes, const vec<C, n>& condition) {
  vec<A, n> result;
  for (int i = 0; i < n; i++) result[i] = condition[i] ? yes[i] : no[i];
  return result;
}
template <class A, int n> METAL_FUNCTION vec<A, n> select(const vec<A, n>& no, const vec<A, n>& yes, bool condition) {
  return condition ? yes : no;
}
METAL_FUNCTION bool all(bool a) { return a; }
METAL_FUNCTION bool any(bool a) { return a; }
template <class A, int n> METAL_FUNCTION bool all(const vec<A, n>& a) {
  bool result = true;
  for (int i = 0; i < n; i++) result = result && a[i];
  return result;
}
template <class A, int n> METAL_FUNCTION bool any(const vec<A, n>& a) {
  bool result = false;
  for (int i = 0; i < n; i++) result = result || a[i];
  return result;
}
template <class A, int n> METAL_FUNCTION A dot(const vec<A, n>& a, const vec<A, n>& b) {
  A sum = (A)(a[0] * b[0]);
  for (int i = 1; i < n; i++) sum = (A)(sum + (A)(a[i] * b[i]));
  return sum;
}
template <class A, int n> METAL_FUNCTION A length_squared(const vec<A, n>& a) { return dot(a, a); }
template <class A, int n> METAL_FUNCTION A length(const vec<A, n>& a) { return sqrt(dot(a, a)); }
template <class A, int n> METAL_FUNCTION A distance(const vec<A, n>& a, const vec<A, n>& b) { return length(a - b); }

template <class A, int n> METAL_FUNCTION A distance_squared(const vec<A, n>& a, const vec<A, n>& b) { return length_squared(a - b); }

template <class A> struct unsigned_of { typedef typename conditional<sizeof(A) == 1, uchar, typename conditional<sizeof(A) == 2, ushort, typename conditional<sizeof(A) == 4, uint, ulong>::type>::type>::type type; };
template <class A, METAL_SCALARS1> METAL_FUNCTION A clz(A a) {
  typename unsigned_of<A>::type bits = (typename unsigned_of<A>::type)a;
  return (A)(bits == 0 ? 8 * sizeof(A) : METAL_BUILTIN(clzll)((ulong)bits) - (64 - 8 * sizeof(A)));
}
template <class A, METAL_SCALARS1> METAL_FUNCTION A ctz(A a) {
  typename unsigned_of<A>::type bits = (typename unsigned_of<A>::type)a;
  return (A)(bits == 0 ? 8 * sizeof(A) : METAL_BUILTIN(ctzll)((ulong)bits));
}
template <class A, METAL_SCALARS1> METAL_FUNCTION A popcount(A a) {
  return (A)METAL_BUILTIN(popcountll)((ulong)(typename unsigned_of<A>::type)a);
}
template <class A, METAL_SCALARS1> METAL_FUNCTION A reverse_bits(A a) {
  ulong from = (ulong)(typename unsigned_of<A>::type)a, to = 0;
  for (unsigned i = 0; i < 8 * sizeof(A); i++) to |= (from >> i & 1) << (8 * sizeof(A) - 1 - i);
  return (A)to;
}
METAL_MAP1(clz, A)
METAL_MAP1(ctz, A)
METAL_MAP1(popcount, A)
METAL_MAP1(reverse_bits, A)
#define METAL_INTEGER2(name, expression) \
  template <class A, class B, METAL_SCALARS2> METAL_FUNCTION typename common<A, B>::type name(A a, B b) { \
    typedef typename common<A, B>::type T; \
    T x = (T)a, y = (T)b; \
    return (T)(expression); \
  } \
  METAL_MAP2(name, A)
template <class T> METAL_FUNCTION T rotate_of(T x, T count) {
  typedef typename unsigned_of<T>::type U;
  unsigned width = 8 * sizeof(T), by = (unsigned)count & (width - 1);
  return by == 0 ? x : (T)(U)((U)x << by | (U)x >> (width - by));
}
METAL_INTEGER2(absdiff, max(x, y) - min(x, y))
METAL_INTEGER2(mulhi, ((__int128)x * (__int128)y) >> (8 * sizeof(T)))
METAL_INTEGER2(rotate, rotate_of<T>(x, y))
template <class T> METAL_FUNCTION T saturated(__int128 value) {
  const bool is_signed = (T)-1 < (T)0;
  __int128 span = (__int128)1 << (8 * sizeof(T) - (is_signed ? 1 : 0));
  __int128 low = is_signed ? -span : 0, high = span - 1;
  return (T)(value < low ? low : value > high ? high : value);
}
METAL_INTEGER2(addsat, saturated<T>((__int128)x + y))
METAL_INTEGER2(subsat, saturated<T>((__int128)x - y))
#undef METAL_INTEGER2
template <class A, class B, class C, METAL_SCALARS2> METAL_FUNCTION auto madhi(A a, B b, C c) -> decltype(mulhi(a, b)) {
  return (decltype(mulhi(a, b)))(mulhi(a, b) + c);
}
METAL_MAP3(madhi, A)

// An 8x8 matrix spread over a simdgroup: this thread's two elements.
template <class T, int rows, int columns> struct simdgroup_matrix {
  vec<T, 2> elements;
  simdgroup_matrix() = default;
  METAL_FUNCTION simdgroup_matrix(T value) : elements(value) {}
  METAL_FUNCTION vec<T, 2>& thread_elements() { return elements; }
};
template <class T, int rows, int columns, class S> METAL_FUNCTION simdgroup_matrix<T, rows, columns> make_filled_simdgroup_matrix(S value) {
  return simdgroup_matrix<T, rows, columns>((T)value);
}
METAL_FUNCTION int matrix_row(int lane) { return (lane >> 1 & 3) | lane >> 4 << 2; }
METAL_FUNCTION int matrix_column(int lane) { return (lane & 1) << 1 | (lane >> 3 & 1) << 2; }
// The lane that holds the pair in which a column lies; the lowest bit of the column is the element.
METAL_FUNCTION int matrix_lane(int row, int column) {
  return (row & 3) << 1 | row >> 2 << 4 | (column >> 1 & 1) | (column >> 2) << 3;
}

template <class T> struct atomic { T value; };

}  // namespace metal
