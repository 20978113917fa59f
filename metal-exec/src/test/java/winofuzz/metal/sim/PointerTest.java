package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Outcome;

/** Pointers, references, arrays and views of memory as another type. */
final class PointerTest {

  private static int[] ints(String functions, String body) {
    String text =
        functions
            + "kernel void k(device int* r, device int* a, constant int& n, uint i"
            + " [[thread_position_in_grid]]) {\n"
            + body
            + "\n}\n";
    return Sim.ints(
        Sim.ran(
            text,
            1,
            4,
            BufferArgument.out(0, ElementType.INT32, 4),
            BufferArgument.in(1, Buffer.ofInts(10, 20, 30, 40)),
            BufferArgument.in(2, Buffer.ofInts(7))));
  }

  @Test
  void pointersMove() {
    assertArrayEquals(
        new int[] {10, 20, 30, 40}, ints("", "device int* p = a; p += i; r[i] = *p;"));
    assertArrayEquals(
        new int[] {40, 30, 20, 10}, ints("", "device int* p = a + 4; p -= i; p--; r[i] = *p;"));
    assertArrayEquals(
        new int[] {30, 50, 70, 40},
        ints("", "device int* p = a + i; int s = *p++; if (i < 3) { s += *p; } r[i] = s;"));
    assertArrayEquals(new int[] {10, 10, 30, 30}, ints("", "r[i] = *(i % 2 ? a + i - 1 : a + i);"));
    assertArrayEquals(new int[] {40, 40, 40, 40}, ints("", "device int* p = a; r[i] = p[3];"));
  }

  @Test
  void referencesAndScalarArguments() {
    assertArrayEquals(new int[] {7, 8, 9, 10}, ints("", "r[i] = n + i;"));
    assertArrayEquals(
        new int[] {11, 21, 31, 41},
        ints("void inc(thread int& x) { x += 1; }\n", "int x = a[i]; inc(x); r[i] = x;"));
    assertArrayEquals(
        new int[] {20, 40, 60, 80},
        ints("void put(device int& x, int v) { x = v * 2; }\n", "put(r[i], a[i]);"));
    assertArrayEquals(
        new int[] {5, 5, 5, 5},
        ints("void set(thread int* x) { *x = 5; }\n", "int x = 0; set(&x); r[i] = x;"));
    assertArrayEquals(
        new int[] {60, 60, 60, 60},
        ints(
            "int sum(device const int* p, int n) { int s = 0; for (int j = 0; j < n; j++)"
                + " s += p[j]; return s; }\n",
            "r[i] = sum(a, 3);"));
  }

  @Test
  void localArraysByConstantAndComputedIndex() {
    assertArrayEquals(
        new int[] {1, 2, 3, 4},
        ints("", "int t[4]; *(t+0) = 1; *(t+1) = 2; t[2] = 3; t[3] = t[2] + t[0]; r[i] = t[i];"));
    assertArrayEquals(
        new int[] {9, 18, 27, 36},
        ints(
            "",
            "int t[10] = {0}; for (int j = 0; j < 10; j++) { t[j] = j * (i + 1); } r[i] = t[9];"));
    assertArrayEquals(
        new int[] {6, 6, 6, 6},
        ints(
            "",
            "int t[2][3];"
                + " for (int y = 0; y < 2; y++) { for (int x = 0; x < 3; x++) { t[y][x] = y * 3 + x; } }"
                + " r[i] = t[1][2] + t[0][1];"));
    assertArrayEquals(
        new int[] {3, 3, 3, 3},
        ints("", "float4 t[2]; t[0] = float4(1); t[1] = t[0] * 3; r[i] = t[1].z;"));
  }

  @Test
  void tablesOfConstants() {
    assertArrayEquals(
        new int[] {2, 3, 5, 7},
        ints("constant int primes[4] = {2, 3, 5, 7};\n", "r[i] = primes[i];"));
    assertArrayEquals(
        new int[] {12, 12, 12, 12},
        ints("constant int width = 3;\nconstant int area = width * 4;\n", "r[i] = area;"));
  }

  @Test
  void aliasesOfTypes() {
    assertArrayEquals(
        new int[] {10, 20, 30, 40},
        ints("typedef int number;\nusing other = number;\n", "other x = a[i]; r[i] = (number)x;"));
  }

  @Test
  void memoryIsSeenAsAnotherType() {
    String text =
        """
        kernel void k(device uint* r, device float* f) {
          r[0] = *((device uint*)(f + 1));
          r[1] = ((device uchar*)f)[3];
          r[2] = ((device ushort*)(f + 1))[1];
          r[3] = (uint)(*((device ulong*)f) >> 32);
          ((device uchar*)(r + 4))[0] = 1;
          ((device uchar*)(r + 4))[2] = 2;
        }
        """;
    Buffer got =
        Sim.ran(
            text,
            1,
            1,
            BufferArgument.inout(0, Buffer.zeros(ElementType.UINT32, 5)),
            BufferArgument.in(1, Buffer.ofFloats(1, 2)));
    assertArrayEquals(new int[] {0x40000000, 0x3f, 0x4000, 0x40000000, 0x00020001}, Sim.ints(got));
  }

  @Test
  void indicesDoNotWrapIntoBounds() {
    String text = "kernel void k(device int* r, device int* a) { r[0] = a[4294967296l]; }";
    Outcome outcome =
        Sim.run(
            text,
            1,
            1,
            BufferArgument.out(0, ElementType.INT32, 1),
            BufferArgument.in(1, Buffer.ofInts(1)));
    assertInstanceOf(Outcome.Trapped.class, outcome);
  }

  @Test
  void everyElementTypeIsReadAndWritten() {
    for (ElementType type : ElementType.values()) {
      String name =
          switch (type) {
            case FLOAT32 -> "float";
            case FLOAT16 -> "half";
            case BFLOAT16 -> "bfloat";
            case INT8 -> "char";
            case INT16 -> "short";
            case INT32 -> "int";
            case INT64 -> "long";
            case UINT8 -> "uchar";
            case UINT16 -> "ushort";
            case UINT32 -> "uint";
            case UINT64 -> "ulong";
            case BOOL -> "bool";
          };
      Buffer values = Buffer.ofDoubles(type, 0, 1, 100, -1, -100);
      Buffer expected = type == ElementType.BOOL ? Buffer.ofDoubles(type, 0, 1, 1, 1, 1) : values;
      assertEquals(expected, Sim.map("a[i]", java.util.List.of(name, name), type, values), name);
    }
  }
}
