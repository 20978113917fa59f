package winofuzz.metal.apple;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.SimDevice;

/** What the stand-in leaves to others: compiling texts and running kernels, by the simulator. */
final class SimulatedGpu {

  private static final int CONSTANT_BYTES = 8;

  /** Compiles a text, or looks for a function of one, as {@code standin.c} says. */
  @FunctionalInterface
  interface Compiler extends Callback {
    long compile(String source, @Nullable String function, Pointer message, long room);
  }

  /** Runs a kernel, as {@code standin.c} says. */
  @FunctionalInterface
  interface Runner extends Callback {
    long run(
        String source,
        String function,
        Pointer grid,
        Pointer buffers,
        Pointer lengths,
        Pointer threadgroupLengths,
        Pointer constants,
        Pointer message,
        long room);
  }

  private final SimDevice sim = new SimDevice();
  private final Compiler compiler = this::compile;
  private final Runner runner = this::run;
  private @Nullable String refusal;
  private @Nullable String failure;

  Compiler compiler() {
    return compiler;
  }

  Runner runner() {
    return runner;
  }

  /** Lets no text be compiled from now on. */
  void refuse(String error) {
    refusal = error;
  }

  /** Lets all runs end with an error from now on, or none if it is null. */
  void failWith(@Nullable String error) {
    failure = error;
  }

  private static long fail(long status, Pointer message, long room, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = (int) Math.min(bytes.length, room - 1);
    message.write(0, bytes, 0, length);
    message.setByte(length, (byte) 0);
    return status;
  }

  private long compile(String source, @Nullable String function, Pointer message, long room) {
    String error = refusal;
    if (error != null) {
      return fail(-1, message, room, error);
    }
    try {
      MslProgram program = MslProgram.parse(source);
      if (function == null) {
        return 0;
      }
      return program.kernel(function).isPresent()
          ? program.functionConstants().size()
          : fail(-1, message, room, "no function " + function);
    } catch (MslSyntaxException e) {
      return fail(-1, message, room, String.valueOf(e.getMessage()));
    }
  }

  private long run(
      String source,
      String function,
      Pointer grid,
      Pointer buffers,
      Pointer lengths,
      Pointer threadgroupLengths,
      Pointer constants,
      Pointer message,
      long room) {
    String error = failure;
    if (error != null) {
      return fail(1, message, room, error);
    }
    try {
      MslProgram program = MslProgram.parse(source);
      List<BufferArgument> arguments = new ArrayList<>();
      for (Parameter parameter : program.kernel(function).orElseThrow().parameters()) {
        argument(parameter, buffers, lengths, threadgroupLengths).ifPresent(arguments::add);
      }
      for (MslProgram.FunctionConstant constant : program.functionConstants()) {
        ElementType type = elementType(constant.pointer().type().scalar());
        byte[] value =
            constants.getByteArray((long) constant.index() * CONSTANT_BYTES, type.bytes());
        arguments.add(
            BufferArgument.functionConstant(constant.index(), Buffer.ofBytes(type, value)));
      }
      Outcome outcome =
          sim.run(new Launch(source, function, extent(grid, 0), extent(grid, 3), arguments));
      if (outcome instanceof Outcome.Ran ran) {
        ran.outputs().forEach((index, buffer) -> write(buffer, pointer(buffers, index)));
        return 0;
      }
      return fail(1, message, room, outcome.toString());
    } catch (RuntimeException e) {
      return fail(1, message, room, e.toString());
    }
  }

  private static Optional<BufferArgument> argument(
      Parameter parameter, Pointer buffers, Pointer lengths, Pointer threadgroupLengths) {
    ElementType type = elementType(parameter.variable().type().scalar());
    return switch (parameter) {
      case Parameter.BufferArgument p -> {
        int length = length(lengths, p.index()) / type.bytes();
        byte[] bytes = pointer(buffers, p.index()).getByteArray(0, length * type.bytes());
        yield Optional.of(BufferArgument.inout(p.index(), Buffer.ofBytes(type, bytes)));
      }
      case Parameter.ThreadgroupArgument p ->
          Optional.of(
              BufferArgument.threadgroup(
                  p.index(), type, length(threadgroupLengths, p.index()) / type.bytes()));
      case Parameter.Argument _, Parameter.PositionArgument _ -> Optional.empty();
    };
  }

  private static int length(Pointer lengths, int index) {
    return Math.toIntExact(lengths.getLong((long) index * Long.BYTES));
  }

  private static Pointer pointer(Pointer pointers, int index) {
    return pointers.getPointer((long) index * Long.BYTES);
  }

  private static Extent extent(Pointer grid, int first) {
    return Extent.of(length(grid, first), length(grid, first + 1), length(grid, first + 2));
  }

  private static void write(Buffer buffer, Pointer to) {
    byte[] bytes = buffer.toBytes();
    to.write(0, bytes, 0, bytes.length);
  }

  private static ElementType elementType(ScalarType type) {
    return switch (type) {
      case BOOL -> ElementType.BOOL;
      case CHAR -> ElementType.INT8;
      case UCHAR -> ElementType.UINT8;
      case SHORT -> ElementType.INT16;
      case USHORT -> ElementType.UINT16;
      case INT -> ElementType.INT32;
      case UINT -> ElementType.UINT32;
      case LONG -> ElementType.INT64;
      case ULONG -> ElementType.UINT64;
      case HALF -> ElementType.FLOAT16;
      case BFLOAT -> ElementType.BFLOAT16;
      case FLOAT -> ElementType.FLOAT32;
      case FIELD -> throw new AssertionError("a GPU runs a text as it is written");
    };
  }
}
