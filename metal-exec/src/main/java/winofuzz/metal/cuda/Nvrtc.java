package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.DeviceException;

/** NVIDIA's runtime compiler, from CUDA C++ to machine code. */
final class Nvrtc {

  private static final int SUCCESS = 0;
  private static final int COMPILATION_FAILED = 6;
  private static final List<String> LIBRARIES =
      List.of("nvrtc", "libnvrtc.so.13", "libnvrtc.so.12");

  /** What the compiler makes of a text. */
  sealed interface Result {
    /** Machine code of one architecture, a module for the driver. */
    record Compiled(Memory code) implements Result {}

    /** The text is not accepted. */
    record Refused(String messages) implements Result {}
  }

  private final NativeLibrary library;

  private Nvrtc(NativeLibrary library) {
    this.library = library;
  }

  /** Returns the compiler, if its library is on this machine. */
  static Optional<Nvrtc> find() {
    return Libraries.firstOf(LIBRARIES).map(Nvrtc::new);
  }

  /** Compiles for an architecture such as {@code sm_90}, every operation rounded. */
  Result compile(String text, String architecture) {
    PointerByReference program = new PointerByReference();
    require(
        call("nvrtcCreateProgram", program, text, "kernel.cu", 0, Pointer.NULL, Pointer.NULL),
        "nvrtcCreateProgram");
    try {
      String[] options = {
        "--std=c++17",
        "--gpu-architecture=" + architecture,
        "--fmad=false",
        "--ftz=false",
        "--prec-div=true",
        "--prec-sqrt=true",
        "--device-int128",
        "--disable-warnings",
        "--device-as-default-execution-space",
        // Optimizing more takes minutes for kernels whose loops are all unrolled.
        "--ptxas-options=-O1"
      };
      int status =
          call("nvrtcCompileProgram", program.getValue(), options.length, new StringArray(options));
      if (status == COMPILATION_FAILED) {
        Memory log = memory(program, "nvrtcGetProgramLogSize", "nvrtcGetProgramLog");
        return new Result.Refused(log.getString(0, StandardCharsets.UTF_8.name()));
      }
      require(status, "nvrtcCompileProgram");
      return new Result.Compiled(memory(program, "nvrtcGetCUBINSize", "nvrtcGetCUBIN"));
    } finally {
      call("nvrtcDestroyProgram", program);
    }
  }

  private Memory memory(PointerByReference program, String sizeFunction, String function) {
    LongByReference size = new LongByReference();
    require(call(sizeFunction, program.getValue(), size), sizeFunction);
    Memory memory = new Memory(size.getValue());
    require(call(function, program.getValue(), memory), function);
    return memory;
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private static void require(int status, String function) {
    if (status != SUCCESS) {
      throw new DeviceException(function + " failed with status " + status);
    }
  }
}
