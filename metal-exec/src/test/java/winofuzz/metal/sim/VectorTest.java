package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;

/** Vectors of two, three and four components. */
final class VectorTest {

  private static float[] floats(int length, String body) {
    String text =
        "kernel void k(device float* r, device float* a, uint i [[thread_position_in_grid]]) {\n"
            + body
            + "\n}\n";
    return Sim.ran(
            text,
            1,
            1,
            BufferArgument.out(0, ElementType.FLOAT32, length),
            BufferArgument.in(1, Buffer.ofFloats(1, 2, 3, 4, 5, 6, 7, 8)))
        .toFloats();
  }

  @Test
  void loadsAndStoresMoveWholeVectors() {
    assertArrayEquals(
        new float[] {5, 6, 7, 8},
        floats(4, "float4 v = (*((device float4*)((a+4)))); *((device float4*)(r+0)) = v;"));
    assertArrayEquals(
        new float[] {3, 4}, floats(2, "*((device float2*)(r)) = ((device float2*)a)[1];"));
  }

  @Test
  void threesTakeTheRoomOfFour() {
    assertArrayEquals(
        new float[] {5, 6, 7},
        floats(3, "float3 v = ((device float3*)a)[1]; r[0] = v.x; r[1] = v.y; r[2] = v.z;"));
  }

  @Test
  void arithmeticIsElementwise() {
    assertArrayEquals(
        new float[] {6, 8, 10, 12},
        floats(4, "device float4* p = (device float4*)a; *((device float4*)r) = p[0] + p[1];"));
    assertArrayEquals(
        new float[] {3, 5},
        floats(2, "float2 v = float2(a[0], a[1]) * 2 + 1; *((device float2*)r) = v;"));
  }

  @Test
  void swizzlesReadAndWrite() {
    assertArrayEquals(
        new float[] {4, 3, 2, 1},
        floats(4, "float4 v = *((device float4*)a); *((device float4*)r) = v.wzyx;"));
    assertArrayEquals(
        new float[] {2, 1, 3, 4},
        floats(4, "float4 v = *((device float4*)a); v.xy = v.yx; *((device float4*)r) = v;"));
    assertArrayEquals(
        new float[] {9, 2, 3, 7},
        floats(
            4,
            "float4 v = *((device float4*)a); v.rgba.ra = float2(9, 7);"
                + " *((device float4*)r) = v;"));
    assertArrayEquals(
        new float[] {1, 42, 3, 4},
        floats(4, "float4 v = *((device float4*)a); v[1] = 42; *((device float4*)r) = v;"));
  }

  @Test
  void componentsCanBeComputed() {
    assertArrayEquals(
        new float[] {4, 3, 2, 1},
        floats(
            4,
            "float4 v = *((device float4*)a); float4 w = 0;"
                + " for (int j = 0; j < 4; j++) { w[3 - j] = v[j]; }"
                + " *((device float4*)r) = w;"));
  }

  @Test
  void writingOneComponentInMemoryLeavesTheOthers() {
    String text =
        """
        kernel void k(device float4* r) {
          r[1].y = 42;
          (*(r+1)).zw += float2(1, 2);
        }
        """;
    Buffer got =
        Sim.ran(text, 1, 1, BufferArgument.inout(0, Buffer.ofFloats(0, 1, 2, 3, 4, 5, 6, 7)));
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 42, 7, 9}, got.toFloats());
  }

  @Test
  void constructorsFlattenAndConvert() {
    assertArrayEquals(
        new float[] {1, 1, 2, 7},
        floats(4, "float2 v = float2(a[0], a[1]); *((device float4*)r) = float4(a[0], v, 7);"));
    assertArrayEquals(new float[] {2, 2, 2, 2}, floats(4, "*((device float4*)r) = float4(a[1]);"));
    assertArrayEquals(
        new float[] {1, -2},
        floats(2, "int2 v = int2(1.9f, -2.9f); *((device float2*)r) = float2(v);"));
  }

  @Test
  void smallIntegerVectorsDoNotPromote() {
    assertArrayEquals(
        new float[] {0, 100},
        floats(2, "uchar2 v = uchar2(255, 99) + uchar2(1); r[0] = v.x; r[1] = v.y;"));
    assertArrayEquals(
        new float[] {-128, 127},
        floats(2, "char2 v = char2(127, 126); v += 1; r[0] = v.x; r[1] = v.y;"));
  }

  @Test
  void comparisonsGiveBools() {
    assertArrayEquals(
        new float[] {1, 0, 1, 0},
        floats(
            4,
            "int4 v = int4(1, 2, 3, 4); bool4 odd = (v & 1) == 1;"
                + " *((device float4*)r) = float4(odd);"));
    assertArrayEquals(
        new float[] {10, 2, 30, 4},
        floats(
            4,
            "float4 v = *((device float4*)a); bool4 m = bool4(true, false, true, false);"
                + " *((device float4*)r) = select(v, v * 10, m);"));
    assertArrayEquals(
        new float[] {1, 0},
        floats(2, "bool2 v = bool2(true, false); r[0] = any(v); r[1] = all(v);"));
  }

  @Test
  void convertVectorChangesEveryComponent() {
    assertArrayEquals(
        new float[] {1, 2},
        floats(
            2,
            "float2 v = float2(1.5f, 2.5f); int2 w = __builtin_convertvector(v, int2);"
                + " *((device float2*)r) = (float2)w;"));
  }

  @Test
  void dotProductsAndLengths() {
    assertArrayEquals(
        new float[] {70, 5, 5},
        floats(
            3,
            "device float4* p = (device float4*)a; r[0] = dot(p[0], p[1]);"
                + " r[1] = length(float2(3, 4)); r[2] = distance(float2(4, 6), float2(1, 2));"));
  }

  @Test
  void reinterpretingKeepsBits() {
    String text =
        """
        kernel void k(device uint* r) {
          r[0] = as_type<uint>(1.0f);
          r[1] = as_type<ushort>((half)-2.0f);
          r[2] = (uint)as_type<float>(0x40000000);
          r[3] = as_type<uint2>(float2(0.0f, -0.0f)).y;
          r[4] = as_type<ushort>((bfloat)1.0f);
          r[5] = (uint)(int)as_type<short>((ushort)0xffff);
        }
        """;
    Buffer got = Sim.ran(text, 1, 1, BufferArgument.out(0, ElementType.UINT32, 6));
    assertArrayEquals(new int[] {0x3f800000, 0xc000, 2, 0x80000000, 0x3f80, -1}, Sim.ints(got));
  }

  @Test
  void sizesAreKnown() {
    String text =
        """
        kernel void k(device int* r) {
          r[0] = sizeof(float3);
          r[1] = sizeof(half2);
          r[2] = sizeof(long);
        }
        """;
    Buffer got = Sim.ran(text, 1, 1, BufferArgument.out(0, ElementType.INT32, 3));
    assertEquals(16, Sim.ints(got)[0]);
    assertEquals(4, Sim.ints(got)[1]);
    assertEquals(8, Sim.ints(got)[2]);
  }
}
