// Metal's scalar and vector types in C++17, for any compiler that takes GNU built-ins.
// The includer defines before: METAL_FUNCTION (how a function is declared), METAL_CONSTANT (a constant outside
// of all functions), METAL_COPY (memcpy), METAL_BUILTIN(f); and METAL_HAS_HALF where it has a type `half`.

namespace metal {

typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;
static_assert(sizeof(ulong) == 8, "expected a machine whose long has 64 bits");
typedef unsigned long size_t;

template <bool condition, class T = void> struct enable_if {};
template <class T> struct enable_if<true, T> { typedef T type; };
template <class A, class B> struct is_same { static const bool value = false; };
template <class A> struct is_same<A, A> { static const bool value = true; };
template <bool condition, class A, class B> struct conditional { typedef A type; };
template <class A, class B> struct conditional<false, A, B> { typedef B type; };

template <class T> struct scalar_traits { static const bool integer = false, floating = false; };
#define METAL_INTEGER(T) \
  template <> struct scalar_traits<T> { static const bool integer = true, floating = false; };
METAL_INTEGER(bool)
METAL_INTEGER(char)
METAL_INTEGER(signed char)
METAL_INTEGER(uchar)
METAL_INTEGER(short)
METAL_INTEGER(ushort)
METAL_INTEGER(int)
METAL_INTEGER(uint)
METAL_INTEGER(long)
METAL_INTEGER(ulong)
METAL_INTEGER(long long)
METAL_INTEGER(unsigned long long)
#undef METAL_INTEGER
#define METAL_FLOATING(T) \
  template <> struct scalar_traits<T> { static const bool integer = false, floating = true; };
METAL_FLOATING(float)
METAL_FLOATING(double)
#if defined(METAL_HAS_HALF) && !defined(METAL_HALF_FORMAT)
METAL_FLOATING(half)
#endif

template <class T> struct is_scalar {
  static const bool value = scalar_traits<T>::integer || scalar_traits<T>::floating;
};

// What a value becomes as another type: a float beyond an integer's range the nearest integer, NaN 0.
template <class T, class S> METAL_FUNCTION constexpr T converted(S value) {
  if constexpr (scalar_traits<S>::floating && scalar_traits<T>::integer && !is_same<T, bool>::value) {
    const bool is_signed = (T)-1 < (T)0;
    const ulong sign = 1ul << (8 * sizeof(T) - 1);
    const float limit = (float)sign * (is_signed ? 1 : 2);
    float x = (float)value;
    if (!(x > (is_signed ? -limit : 0))) return is_signed && x < 0 ? (T)sign : (T)0;
    if (x >= limit) return (T)(is_signed ? ~sign : ~0ul);
    return (T)x;
  } else {
    return (T)value;
  }
}

// Quotient and remainder: of integers 0 where the divisor is 0, the least value for it divided by -1.
template <class A, class B> METAL_FUNCTION constexpr auto divided(A a, B b) -> decltype(a / b) {
  typedef decltype(a / b) T;
  if constexpr (scalar_traits<T>::integer) {
    T x = (T)a, y = (T)b;
    return y == 0 ? (T)0 : (T)-1 < (T)0 && y == (T)-1 ? (T)(0ul - (ulong)x) : (T)(x / y);
  } else {
    return a / b;
  }
}
template <class A, class B> METAL_FUNCTION constexpr auto remaining(A a, B b) -> decltype(a % b) {
  typedef decltype(a % b) T;
  T x = (T)a, y = (T)b;
  return y == 0 || ((T)-1 < (T)0 && y == (T)-1) ? (T)0 : (T)(x % y);
}
// A shift by the low bits of its count; one of 64 bits counts as the nearest int.
template <class A, class B> METAL_FUNCTION constexpr int shift_count(B count) {
  const B most = (B)0x7fffffff;
  if constexpr (sizeof(B) > 4) {
    count = count > most ? most : (B)-1 < (B)0 && count < -most - 1 ? -most - 1 : count;
  }
  return (int)count & (8 * sizeof(A() << 0) - 1);
}
template <class A, class B> METAL_FUNCTION constexpr auto shifted_left(A a, B count) -> decltype(a << 0) {
  return (decltype(a << 0))((ulong)(a << 0) << shift_count<A>(count));
}
template <class A, class B> METAL_FUNCTION constexpr auto shifted_right(A a, B count) -> decltype(a >> 0) {
  return a >> shift_count<A>(count);
}

// A floating type of 16 bits: every operation is done in float and rounded to nearest even.
template <class Format> struct narrow {
  ushort bits;
  narrow() = default;
  template <class T, class = typename enable_if<scalar_traits<T>::integer || scalar_traits<T>::floating>::type>
  METAL_FUNCTION narrow(T value) : bits(Format::rounded((float)value)) {}
  METAL_FUNCTION operator float() const { return Format::widened(bits); }
#define METAL_OPERATOR(op) \
  template <class T> METAL_FUNCTION narrow& operator op##=(T other) { return *this = narrow((float)*this op (float)other); }
  METAL_OPERATOR(+)
  METAL_OPERATOR(-)
  METAL_OPERATOR(*)
  METAL_OPERATOR(/)
#undef METAL_OPERATOR
  METAL_FUNCTION narrow operator-() const {
    narrow negated = *this;
    negated.bits ^= 0x8000;
    return negated;
  }
};

#ifndef METAL_BFLOAT_FORMAT
// The upper half of a float.
struct bfloat_format {
  METAL_FUNCTION static float widened(ushort bits) {
    uint wide = (uint)bits << 16;
    float value;
    METAL_COPY(&value, &wide, 4);
    return value;
  }
  METAL_FUNCTION static ushort rounded(float value) {
    uint wide;
    METAL_COPY(&wide, &value, 4);
    if (value != value) return (ushort)(wide >> 16 | 0x40);
    return (ushort)((wide + 0x7fff + (wide >> 16 & 1)) >> 16);
  }
};
#define METAL_BFLOAT_FORMAT bfloat_format
#endif
typedef narrow<METAL_BFLOAT_FORMAT> bfloat;
METAL_FLOATING(bfloat)
#ifdef METAL_HALF_FORMAT
typedef narrow<METAL_HALF_FORMAT> half;
METAL_FLOATING(half)
#endif
#undef METAL_FLOATING

#define METAL_OPERATOR(op) \
  template <class F> METAL_FUNCTION narrow<F> operator op(narrow<F> a, narrow<F> b) { return narrow<F>((float)a op (float)b); } \
  template <class F, class T, class = typename enable_if<scalar_traits<T>::integer>::type> \
  METAL_FUNCTION narrow<F> operator op(narrow<F> a, T b) { return narrow<F>((float)a op (float)narrow<F>(b)); } \
  template <class F, class T, class = typename enable_if<scalar_traits<T>::integer>::type> \
  METAL_FUNCTION narrow<F> operator op(T a, narrow<F> b) { return narrow<F>((float)narrow<F>(a) op (float)b); }
METAL_OPERATOR(+)
METAL_OPERATOR(-)
METAL_OPERATOR(*)
METAL_OPERATOR(/)
#undef METAL_OPERATOR

template <class T, int size> struct vec;
template <class T, int size, int... lanes> struct swizzle_place;

template <class T, int size> struct vec_storage;
template <class T> struct vec_storage<T, 2> {
  union { T x, r; };
  union { T y, g; };
};
template <class T> struct vec_storage<T, 3> {
  union { T x, r; };
  union { T y, g; };
  union { T z, b; };
  T room_of_four;
};
template <class T> struct vec_storage<T, 4> {
  union { T x, r; };
  union { T y, g; };
  union { T z, b; };
  union { T w, a; };
};

template <class T, int size> struct vec : vec_storage<T, size> {
  vec() = default;
  template <class S, class = typename enable_if<is_scalar<S>::value>::type>
  METAL_FUNCTION vec(S value) {
    for (int i = 0; i < size; i++) (*this)[i] = converted<T>(value);
  }
  template <class S> METAL_FUNCTION explicit vec(const vec<S, size>& other) {
    for (int i = 0; i < size; i++) (*this)[i] = converted<T>(other[i]);
  }
  template <class A, class B, class... More> METAL_FUNCTION vec(A first, B second, More... more) {
    int at = 0;
    append(at, first);
    append(at, second);
    (append(at, more), ...);
  }
  template <class S, class = typename enable_if<is_scalar<S>::value>::type>
  METAL_FUNCTION void append(int& at, S part) { (*this)[at++] = converted<T>(part); }
  template <class S, int n> METAL_FUNCTION void append(int& at, const vec<S, n>& part) {
    for (int i = 0; i < n; i++) (*this)[at++] = converted<T>(part[i]);
  }
  METAL_FUNCTION T& operator[](int i) { return (&this->x)[i]; }
  METAL_FUNCTION const T& operator[](int i) const { return (&this->x)[i]; }
  // v.xyz as a value, and as something to assign to.
  template <int... lanes> METAL_FUNCTION vec<T, sizeof...(lanes)> swizzle() const {
    return vec<T, sizeof...(lanes)>((*this)[lanes]...);
  }
  template <int... lanes> METAL_FUNCTION swizzle_place<T, size, lanes...> place() { return {*this}; }
};

template <class T, int size, int... lanes> struct swizzle_place {
  vec<T, size>& target;
  typedef vec<T, sizeof...(lanes)> value_type;
  METAL_FUNCTION swizzle_place& operator=(const value_type& value) {
    int from = 0;
    ((target[lanes] = value[from++]), ...);
    return *this;
  }
  METAL_FUNCTION operator value_type() const { return target.template swizzle<lanes...>(); }
#define METAL_OPERATOR(op) \
  template <class S> METAL_FUNCTION swizzle_place& operator op##=(S other) { return *this = (value_type)*this op other; }
  METAL_OPERATOR(+)
  METAL_OPERATOR(-)
  METAL_OPERATOR(*)
  METAL_OPERATOR(/)
  METAL_OPERATOR(%)
  METAL_OPERATOR(&)
  METAL_OPERATOR(|)
  METAL_OPERATOR(^)
  METAL_OPERATOR(<<)
  METAL_OPERATOR(>>)
#undef METAL_OPERATOR
};

// Elementwise, without promotion; a scalar beside a vector is converted to its element type.
#define METAL_OPERATOR(op, R, expression) \
  template <class T, int n> METAL_FUNCTION vec<R, n> operator op(const vec<T, n>& a, const vec<T, n>& b) { \
    vec<R, n> result; \
    for (int i = 0; i < n; i++) { \
      T x = a[i], y = b[i]; \
      result[i] = (R)(expression); \
    } \
    return result; \
  } \
  template <class T, int n, class S, class = typename enable_if<is_scalar<S>::value>::type> \
  METAL_FUNCTION vec<R, n> operator op(const vec<T, n>& a, S b) { return a op vec<T, n>(b); } \
  template <class T, int n, class S, class = typename enable_if<is_scalar<S>::value>::type> \
  METAL_FUNCTION vec<R, n> operator op(S a, const vec<T, n>& b) { return vec<T, n>(a) op b; }
METAL_OPERATOR(+, T, x + y)
METAL_OPERATOR(-, T, x - y)
METAL_OPERATOR(*, T, x * y)
METAL_OPERATOR(/, T, divided(x, y))
METAL_OPERATOR(%, T, remaining(x, y))
METAL_OPERATOR(&, T, x & y)
METAL_OPERATOR(|, T, x | y)
METAL_OPERATOR(^, T, x ^ y)
METAL_OPERATOR(==, bool, x == y)
METAL_OPERATOR(!=, bool, x != y)
METAL_OPERATOR(<, bool, x < y)
METAL_OPERATOR(<=, bool, x <= y)
METAL_OPERATOR(>, bool, x > y)
METAL_OPERATOR(>=, bool, x >= y)
#undef METAL_OPERATOR

#define METAL_OPERATOR(op, function) \
  template <class T, class S, int n> METAL_FUNCTION vec<T, n> operator op(const vec<T, n>& a, const vec<S, n>& b) { \
    vec<T, n> result; \
    for (int i = 0; i < n; i++) result[i] = (T)function(a[i], b[i]); \
    return result; \
  } \
  template <class T, int n, class S, class = typename enable_if<is_scalar<S>::value>::type> \
  METAL_FUNCTION vec<T, n> operator op(const vec<T, n>& a, S b) { return a op vec<S, n>(b); }
METAL_OPERATOR(<<, shifted_left)
METAL_OPERATOR(>>, shifted_right)
#undef METAL_OPERATOR

#define METAL_OPERATOR(op) \
  template <class T, int n, class S> METAL_FUNCTION vec<T, n>& operator op##=(vec<T, n>& a, const S& b) { return a = a op b; }
METAL_OPERATOR(+)
METAL_OPERATOR(-)
METAL_OPERATOR(*)
METAL_OPERATOR(/)
METAL_OPERATOR(%)
METAL_OPERATOR(&)
METAL_OPERATOR(|)
METAL_OPERATOR(^)
METAL_OPERATOR(<<)
METAL_OPERATOR(>>)
#undef METAL_OPERATOR

#define METAL_OPERATOR(op, R) \
  template <class T, int n> METAL_FUNCTION vec<R, n> operator op(const vec<T, n>& a) { \
    vec<R, n> result; \
    for (int i = 0; i < n; i++) result[i] = (R)(op a[i]); \
    return result; \
  }
METAL_OPERATOR(-, T)
METAL_OPERATOR(+, T)
METAL_OPERATOR(~, T)
METAL_OPERATOR(!, bool)
#undef METAL_OPERATOR

#define METAL_VECTORS(T) \
  typedef vec<T, 2> T##2; \
  typedef vec<T, 3> T##3; \
  typedef vec<T, 4> T##4;
METAL_VECTORS(bool)
METAL_VECTORS(char)
METAL_VECTORS(uchar)
METAL_VECTORS(short)
METAL_VECTORS(ushort)
METAL_VECTORS(int)
METAL_VECTORS(uint)
METAL_VECTORS(long)
METAL_VECTORS(ulong)
#ifdef METAL_HAS_HALF
METAL_VECTORS(half)
#endif
METAL_VECTORS(bfloat)
METAL_VECTORS(float)
#undef METAL_VECTORS

template <class To, class From> METAL_FUNCTION To as_type(From from) {
  static_assert(sizeof(To) == sizeof(From), "as_type: expected a value as large as the type");
  To to;
  METAL_COPY(&to, &from, sizeof(To));
  return to;
}

// An array's type in one piece.
template <class T, int length> using array_of = T[length];
// The component that is at a place of a swizzle.
template <int... lanes> METAL_FUNCTION int lane_of(int place) {
  const int all[] = {lanes...};
  return all[place];
}

}  // namespace metal
