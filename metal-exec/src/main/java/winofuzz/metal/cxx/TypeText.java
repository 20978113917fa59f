package winofuzz.metal.cxx;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Type;

/** Types as {@code cxx/types.h} and {@code cxx/library.h} name them. */
final class TypeText {

  private TypeText() {}

  /** Returns a type, all of it to stand before what has it. */
  static String of(Type type) {
    return switch (type) {
      case ScalarType s -> s.spelling();
      case Type.Vector v -> v.element().spelling() + v.size();
      case Type.Pointer p -> (p.readOnly() ? "const " : "") + of(p.target()) + "*";
      case Type.Array a -> "array_of<" + of(a.element()) + ", " + a.length() + ">";
      case Type.Matrix8x8 m -> "simdgroup_matrix<" + m.element().spelling() + ", 8, 8>";
      case Type.Atomic a -> "atomic<" + a.element().spelling() + ">";
      case Type.None _ -> "void";
    };
  }
}
