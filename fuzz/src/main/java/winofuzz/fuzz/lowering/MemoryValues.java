package winofuzz.fuzz.lowering;

import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** What memories hold, as values of the interpreter and as buffers of a device. */
public final class MemoryValues {
  private MemoryValues() {}

  /** Returns the buffer of a memory that holds given values. */
  public static Buffer buffer(Memory memory, Values values) {
    double[] elements = new double[values.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values.at(i);
    }
    return Buffer.ofDoubles(elementType(memory.dtype()), elements);
  }

  /** Returns the elements of a buffer as values of a floating-point type. */
  public static Values values(DType dtype, Buffer buffer) {
    float[] elements = new float[buffer.length()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) buffer.number(i);
    }
    return Values.of(dtype, elements);
  }

  /** Returns the type of the elements in memory. */
  public static ElementType elementType(DType dtype) {
    return ElementType.named(dtype.kind().label());
  }
}
