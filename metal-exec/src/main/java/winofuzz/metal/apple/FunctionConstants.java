package winofuzz.metal.apple;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.ScalarType;

/** The values that a launch gives to the function constants of a program. */
record FunctionConstants(MslProgram program, List<BufferArgument> values) {

  /** Takes one value. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Takes the value of a constant.
     *
     * @param type its {@code MTLDataType}
     */
    void visit(int index, long type, Pointer bytes);
  }

  static FunctionConstants of(MslProgram program, ArgumentTable arguments) {
    return new FunctionConstants(
        program, List.copyOf(arguments.of(ArgumentSpace.FUNCTION_CONSTANT)));
  }

  boolean isEmpty() {
    return program.functionConstants().isEmpty();
  }

  void forEach(Visitor visitor) {
    for (MslProgram.FunctionConstant constant : program.functionConstants()) {
      for (BufferArgument value : values) {
        if (value.index() == constant.index()) {
          byte[] bytes = value.contents().toBytes();
          Memory memory = new Memory(bytes.length);
          memory.write(0, bytes, 0, bytes.length);
          visitor.visit(constant.index(), dataType(constant.pointer().type().scalar()), memory);
        }
      }
    }
  }

  /** Returns the number of a type in {@code MTLDataType}. */
  private static long dataType(ScalarType type) {
    return switch (type) {
      case FLOAT -> 3;
      case HALF -> 16;
      case INT -> 29;
      case UINT -> 33;
      case SHORT -> 37;
      case USHORT -> 41;
      case CHAR -> 45;
      case UCHAR -> 49;
      case BOOL -> 53;
      case LONG -> 81;
      case ULONG -> 85;
      case BFLOAT -> 121;
      case FIELD -> throw new AssertionError("a GPU runs a text as it is written");
    };
  }
}
