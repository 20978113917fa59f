package winofuzz.metal.cxx;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;

/** Types as {@code cxx/types.h} and {@code cxx/library.h} name them. */
final class TypeText {

  private TypeText() {}

  /** Returns a type, all of it to stand before what has it. */
  static String of(Type type) {
    return switch (type) {
      case ScalarType s -> of(s);
      case Type.Vector v -> of(v.element()) + v.size();
      case Type.Pointer p -> (p.readOnly() ? "const " : "") + of(p.target()) + "*";
      case Type.Array a -> "array_of<" + of(a.element()) + ", " + a.length() + ">";
      case Type.Matrix8x8 m -> "simdgroup_matrix<" + of(m.element()) + ", 8, 8>";
      case Type.Atomic a -> "atomic<" + of(a.element()) + ">";
      case Type.None _ -> "void";
    };
  }

  private static String of(ScalarType scalar) {
    return switch (scalar) {
      case BOOL, CHAR, UCHAR, SHORT, USHORT, INT, UINT, LONG, ULONG, HALF, BFLOAT, FLOAT ->
          scalar.spelling();
      case FIELD -> throw new AssertionError("a text is translated as it is written");
    };
  }
}
