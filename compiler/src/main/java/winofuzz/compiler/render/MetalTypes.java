package winofuzz.compiler.render;

import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;

/** Metal's names of types. */
final class MetalTypes {
  private MetalTypes() {}

  /** Returns the name of a type of values or pointers. A type Metal lacks is reported. */
  static String name(DType type) {
    String value = scalar(type.kind()) + (type.lanes() == 1 ? "" : String.valueOf(type.lanes()));
    DType.Pointer pointer = type.pointer();
    if (pointer == null) {
      return value;
    }
    return switch (pointer.space()) {
      case GLOBAL -> "device " + value + "*";
      case LOCAL -> "threadgroup " + value + "*";
      case REGISTER -> "thread " + value + "*";
    };
  }

  private static String scalar(DType.Kind kind) {
    return switch (kind) {
      case BOOL -> "bool";
      case INT8 -> "char";
      case UINT8 -> "uchar";
      case INT16 -> "short";
      case UINT16 -> "ushort";
      case INT32 -> "int";
      case UINT32 -> "uint";
      case INT64 -> "long";
      case UINT64 -> "ulong";
      case FLOAT16 -> "half";
      case BFLOAT16 -> "bfloat";
      case FLOAT32 -> "float";
      case FLOAT64, INDEX, VOID ->
          throw new InvalidGraphException(
              "Metal: expected a type that Metal has, found " + kind.label());
    };
  }
}
