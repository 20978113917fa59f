package winofuzz.metal.msl;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constants that Metal's headers define. */
final class NamedConstants {

  private static final Map<String, Float> FLOATS =
      Map.ofEntries(
          Map.entry("INFINITY", Float.POSITIVE_INFINITY),
          Map.entry("HUGE_VALF", Float.POSITIVE_INFINITY),
          Map.entry("NAN", Float.NaN),
          Map.entry("MAXFLOAT", Float.MAX_VALUE),
          Map.entry("FLT_MAX", Float.MAX_VALUE),
          Map.entry("FLT_MIN", Float.MIN_NORMAL),
          Map.entry("FLT_EPSILON", 0x1p-23f),
          Map.entry("M_PI_F", (float) Math.PI),
          Map.entry("M_PI_2_F", (float) (Math.PI / 2)),
          Map.entry("M_PI_4_F", (float) (Math.PI / 4)),
          Map.entry("M_1_PI_F", (float) (1 / Math.PI)),
          Map.entry("M_2_PI_F", (float) (2 / Math.PI)),
          Map.entry("M_E_F", (float) Math.E),
          Map.entry("M_LN2_F", (float) Math.log(2)),
          Map.entry("M_LOG2E_F", (float) (1 / Math.log(2))),
          Map.entry("M_SQRT2_F", (float) Math.sqrt(2)));

  private static final Map<String, Long> INTEGERS = integers();

  private NamedConstants() {}

  private static Map<String, Long> integers() {
    Map<String, Long> values = new HashMap<>();
    values.put("INT_MAX", (long) Integer.MAX_VALUE);
    values.put("INT_MIN", (long) Integer.MIN_VALUE);
    values.put("SHRT_MAX", (long) Short.MAX_VALUE);
    values.put("SHRT_MIN", (long) Short.MIN_VALUE);
    values.put("CHAR_MAX", (long) Byte.MAX_VALUE);
    values.put("CHAR_MIN", (long) Byte.MIN_VALUE);
    values.put("memory_order_relaxed", 0L);
    values.put("mem_none", 0L);
    values.put("mem_device", (long) MemoryFlags.DEVICE);
    values.put("mem_threadgroup", (long) MemoryFlags.THREADGROUP);
    return Map.copyOf(values);
  }

  /** Returns the constant of this name, or null. */
  static @Nullable TypedExpression named(String name, Numbers numbers, int offset) {
    Float number = FLOATS.get(name);
    if (number != null) {
      return numbers.literal(ScalarType.FLOAT, number, name, offset);
    }
    Long integer = INTEGERS.get(name);
    if (integer != null) {
      return new TypedExpression.IntegerLiteral(ScalarType.INT, integer, offset);
    }
    return switch (name) {
      case "true" -> new TypedExpression.IntegerLiteral(ScalarType.BOOL, 1, offset);
      case "false" -> new TypedExpression.IntegerLiteral(ScalarType.BOOL, 0, offset);
      case "UINT_MAX" -> new TypedExpression.IntegerLiteral(ScalarType.UINT, 0xffffffffL, offset);
      case "LONG_MAX" ->
          new TypedExpression.IntegerLiteral(ScalarType.LONG, Long.MAX_VALUE, offset);
      case "LONG_MIN" ->
          new TypedExpression.IntegerLiteral(ScalarType.LONG, Long.MIN_VALUE, offset);
      case "ULONG_MAX" -> new TypedExpression.IntegerLiteral(ScalarType.ULONG, -1, offset);
      default -> null;
    };
  }
}
