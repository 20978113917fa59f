package winofuzz.metal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.isolate.IsolatedDevice;
import winofuzz.metal.sim.SimDevice;

/**
 * What Metal leaves undefined has one value on all devices, however it is written, and the
 * simulator reports it.
 */
final class UndefinedArithmeticTest {

  @TempDir static Path kept;

  private static final ElementType LONG = ElementType.INT64;

  private static Launch launch(String statements) {
    return new Launch(
        """
        #include <metal_stdlib>
        using namespace metal;
        constant int zero = 0;
        int truncated(int x) { return x; }
        int ofFloat(float x) { return x; }
        kernel void k(device long* r, device const long* l, device const float* f) {
          long a = l[0]; int i = l[1]; char c = l[2]; float x = f[0]; half h = f[1]; float n = f[2];
          %s
        }
        """
            .formatted(statements),
        "k",
        Extent.of(1, 1, 1),
        Extent.of(1, 1, 1),
        List.of(
            BufferArgument.out(0, LONG, 1),
            BufferArgument.in(
                1, Buffer.ofDoubles(LONG, Long.MIN_VALUE, Integer.MIN_VALUE, Byte.MIN_VALUE)),
            BufferArgument.in(2, Buffer.ofFloats(-3e10f, 300, Float.NaN))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          r[0] = i / -1;                         | -2147483648 | DIVISION_OVERFLOW
          r[0] = i % -1;                         | 0           | DIVISION_OVERFLOW
          r[0] = a / -1;                         | -9223372036854775808 | DIVISION_OVERFLOW
          r[0] = a % long(c / 128);              | 0           | DIVISION_OVERFLOW
          i /= -1; r[0] = i;                     | -2147483648 | DIVISION_OVERFLOW
          i %= -1; r[0] = i;                     | 0           | DIVISION_OVERFLOW
          int2 v = int2(i) / int2(-1, 1); r[0] = v.x; | -2147483648 | DIVISION_OVERFLOW
          char2 v = char2(c); v /= char2(-1); r[0] = v.x; | -128 | DIVISION_OVERFLOW
          r[0] = 1 + 2 * i / -1 / 3;             | 1           |
          r[0] = 6 * i / -1 - 1;                 | -1          |
          r[0] = i / zero;                       | 0           | DIVISION_BY_ZERO
          r[0] = uint(i) % uint(zero);           | 0           | DIVISION_BY_ZERO
          r[0] = c << (c + 161);                 | -256        | SHIFT_RANGE
          r[0] = i >> (c + 161);                 | -1073741824 | SHIFT_RANGE
          r[0] = a >> 65;                        | -4611686018427387904 | SHIFT_RANGE
          i >>= 33u; r[0] = i;                   | -1073741824 | SHIFT_RANGE
          uchar2 v = uchar2(1) << uchar2(33); r[0] = v.y; | 2 | SHIFT_RANGE
          r[0] = 1 << (a + 5);                   | 1           | SHIFT_RANGE
          r[0] = 5 << uint(c);                   | 5           | SHIFT_RANGE
          r[0] = int(x);                         | -2147483648 | CONVERSION_RANGE
          r[0] = (uint)x;                        | 0           | CONVERSION_RANGE
          r[0] = (char)h;                        | 127         | CONVERSION_RANGE
          uchar u = h; r[0] = u;                 | 255         | CONVERSION_RANGE
          r[0] = static_cast<short>(-x);         | 32767       | CONVERSION_RANGE
          r[0] = -x * 1e10f;                     | 9223372036854775807 | CONVERSION_RANGE
          r[0] = ulong(-x * 1e10f) == ULONG_MAX; | 1           | CONVERSION_RANGE
          r[0] = int(n);                         | 0           | CONVERSION_RANGE
          r[0] = truncated(x);                   | -2147483648 | CONVERSION_RANGE
          r[0] = ofFloat(x);                     | -2147483648 | CONVERSION_RANGE
          i = 5; i += x; r[0] = i;               | -2147483648 | CONVERSION_RANGE
          int2 v = int2(float2(x, 1)); r[0] = v.x + v.y; | -2147483647 | CONVERSION_RANGE
          int2 v = int2(1) + x; r[0] = v.x;      | -2147483647 | CONVERSION_RANGE
          int t[2] = {x, 1}; r[0] = t[0];        | -2147483648 | CONVERSION_RANGE
          r[0] = a < 0 ? x > 0 ? 1 : int(x) : 2; | -2147483648 | CONVERSION_RANGE
          r[0] = bool(n);                        | 1           |
          r[0] = int(-2147483648.0f) + uint(0.0f - 0.5f); | 2147483648 |
          """)
  void hasOneValue(String statements, long value, @Nullable String reported) {
    Outcome simulated = new SimDevice().run(launch(statements));
    SortedMap<Integer, Buffer> outputs =
        switch (simulated) {
          case Outcome.Ran ran -> {
            assertNull(reported);
            yield ran.outputs();
          }
          case Outcome.Trapped trapped -> {
            Violation first = trapped.violations().getFirst();
            assertEquals(reported, first.kind().name());
            assertTrue(first.line() == 8 || first.line() < 6, first::toString);
            yield trapped.outputs();
          }
          case Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ ->
              throw new AssertionError(simulated);
        };
    assertEquals(value, Objects.requireNonNull(outputs.get(0)).bits(0), "on sim");
    List<Device> others = NativeDevices.here();
    assumeTrue(!others.isEmpty(), "neither a C++ compiler nor an NVIDIA GPU is here");
    for (Device other : others) {
      // What is undefined may end the process.
      Device device = new IsolatedDevice(other.name(), Duration.ofMinutes(1), kept);
      Outcome outcome = device.run(launch(statements));
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
      assertEquals(
          value, Objects.requireNonNull(ran.outputs().get(0)).bits(0), () -> "on " + device.name());
    }
  }
}
