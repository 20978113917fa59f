package winofuzz.interpret;

import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;

/** The number formats behind the scalar types. */
final class Formats {
  private Formats() {}

  /** Returns the format of an integer type or bool; an index is a 64-bit integer. */
  static IntegerFormat integer(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> IntegerFormat.BOOL;
      case INT8 -> IntegerFormat.INT8;
      case UINT8 -> IntegerFormat.UINT8;
      case INT16 -> IntegerFormat.INT16;
      case UINT16 -> IntegerFormat.UINT16;
      case INT32 -> IntegerFormat.INT32;
      case UINT32 -> IntegerFormat.UINT32;
      case INDEX, INT64 -> IntegerFormat.INT64;
      case UINT64 -> IntegerFormat.UINT64;
      case VOID, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
          throw new IllegalArgumentException("expected an integer type, found " + dtype);
    };
  }

  /** Returns the format of a floating-point type. */
  static BinaryFormat real(DType dtype) {
    return switch (dtype.kind()) {
      case FLOAT16 -> BinaryFormat.FLOAT16;
      case BFLOAT16 -> BinaryFormat.BFLOAT16;
      case FLOAT32 -> BinaryFormat.FLOAT32;
      case FLOAT64 -> BinaryFormat.FLOAT64;
      case VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new IllegalArgumentException("expected a floating-point type, found " + dtype);
    };
  }
}
