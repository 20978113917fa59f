package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.DeviceException;
import winofuzz.metal.launch.CompiledCache;

/** NVIDIA's runtime compiler, from CUDA C++ to machine code. */
final class Nvrtc {

  private static final int SUCCESS = 0;
  private static final int COMPILATION_FAILED = 6;
  private static final List<String> LIBRARIES =
      List.of("nvrtc", "libnvrtc.so.13", "libnvrtc.so.12");

  private static final List<String> OPTIONS =
      List.of(
          "--std=c++17",
          "--fmad=false",
          "--ftz=false",
          "--prec-div=true",
          "--prec-sqrt=true",
          "--device-int128",
          "--disable-warnings",
          "--device-as-default-execution-space",
          // Optimizing more takes minutes for kernels whose loops are all unrolled.
          "--ptxas-options=-O1");

  private final NativeLibrary library;
  private final String version;

  private Nvrtc(NativeLibrary library) {
    this.library = library;
    IntByReference major = new IntByReference();
    IntByReference minor = new IntByReference();
    require(call("nvrtcVersion", major, minor), "nvrtcVersion");
    this.version = major.getValue() + "." + minor.getValue();
  }

  /** Returns the compiler, if its library is on this machine. */
  static Optional<Nvrtc> find() {
    return Libraries.firstOf(LIBRARIES).map(Nvrtc::new);
  }

  /**
   * Returns machine code that the driver loads, every operation rounded, compiled if a cache does
   * not have it.
   *
   * @param architecture such as {@code sm_90}
   */
  CompiledCache.Entry compile(CompiledCache cache, String text, String architecture) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("--gpu-architecture=" + architecture);
    List<String> key = new ArrayList<>(options);
    key.add(version);
    key.add(text);
    return cache.get(".cubin", key, file -> compile(text, options, file));
  }

  private Optional<String> compile(String text, List<String> options, Path file)
      throws IOException {
    PointerByReference program = new PointerByReference();
    require(
        call("nvrtcCreateProgram", program, text, "kernel.cu", 0, Pointer.NULL, Pointer.NULL),
        "nvrtcCreateProgram");
    try {
      int status =
          call(
              "nvrtcCompileProgram",
              program.getValue(),
              options.size(),
              new StringArray(options.toArray(String[]::new)));
      if (status == COMPILATION_FAILED) {
        Memory log = memory(program, "nvrtcGetProgramLogSize", "nvrtcGetProgramLog");
        return Optional.of(log.getString(0, StandardCharsets.UTF_8.name()));
      }
      require(status, "nvrtcCompileProgram");
      Memory code = memory(program, "nvrtcGetCUBINSize", "nvrtcGetCUBIN");
      Files.write(file, code.getByteArray(0, Math.toIntExact(code.size())));
      return Optional.empty();
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
