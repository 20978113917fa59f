package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Extent;

/** NVIDIA's driver, on the first GPU, in its primary context. */
final class Driver {

  private static final List<String> LIBRARIES = List.of("cuda", "libcuda.so.1");
  private static final int COMPUTE_MAJOR = 75;
  private static final int COMPUTE_MINOR = 76;

  private final NativeLibrary library;
  private final Pointer context;
  private final String architecture;

  private Driver(NativeLibrary library, int device) {
    this.library = library;
    PointerByReference retained = new PointerByReference();
    call("cuDevicePrimaryCtxRetain", retained, device);
    this.context = retained.getValue();
    this.architecture =
        "compute_" + attribute(device, COMPUTE_MAJOR) + attribute(device, COMPUTE_MINOR);
  }

  /** Returns the driver, if its library and a GPU are on this machine. */
  static Optional<Driver> find() {
    return Libraries.firstOf(LIBRARIES).flatMap(Driver::open);
  }

  private static Optional<Driver> open(NativeLibrary library) {
    IntByReference count = new IntByReference();
    boolean here =
        status(library, "cuInit", 0) == 0
            && status(library, "cuDeviceGetCount", count) == 0
            && count.getValue() > 0;
    return here ? Optional.of(new Driver(library, 0)) : Optional.empty();
  }

  private static int status(NativeLibrary library, String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private void call(String function, Object... arguments) {
    int status = status(library, function, arguments);
    if (status != 0) {
      throw new DeviceException(function + " failed with status " + status);
    }
  }

  private int attribute(int device, int attribute) {
    IntByReference value = new IntByReference();
    call("cuDeviceGetAttribute", value, attribute, device);
    return value.getValue();
  }

  /** Returns the architecture that the compiler must compile for. */
  String architecture() {
    return architecture;
  }

  /** Makes the calls of this thread go to the GPU. */
  void enter() {
    call("cuCtxSetCurrent", context);
  }

  /** Returns the function of a name in a module of PTX. */
  Pointer load(String ptx, String name) {
    PointerByReference module = new PointerByReference();
    call("cuModuleLoadData", module, ptx);
    PointerByReference function = new PointerByReference();
    call("cuModuleGetFunction", function, module.getValue(), name);
    return function.getValue();
  }

  /** Copies bytes to the GPU; to be freed. */
  long upload(byte[] bytes) {
    LongByReference address = new LongByReference();
    call("cuMemAlloc_v2", address, Math.max(1L, bytes.length));
    if (bytes.length > 0) {
      Memory memory = new Memory(bytes.length);
      memory.write(0, bytes, 0, bytes.length);
      call("cuMemcpyHtoD_v2", address.getValue(), memory, (long) bytes.length);
    }
    return address.getValue();
  }

  byte[] download(long address, int size) {
    if (size == 0) {
      return new byte[0];
    }
    Memory memory = new Memory(size);
    call("cuMemcpyDtoH_v2", memory, address, (long) size);
    return memory.getByteArray(0, size);
  }

  void free(long address) {
    call("cuMemFree_v2", address);
  }

  /**
   * Runs a function and waits for it.
   *
   * @param argument its one argument, passed by value
   * @param sharedBytes memory of each block beyond what the function declares
   */
  void launch(Pointer function, Extent blocks, Extent threads, int sharedBytes, Pointer argument) {
    Memory arguments = new Memory(Native.POINTER_SIZE);
    arguments.setPointer(0, argument);
    call(
        "cuLaunchKernel",
        function,
        blocks.x(),
        blocks.y(),
        blocks.z(),
        threads.x(),
        threads.y(),
        threads.z(),
        sharedBytes,
        Pointer.NULL,
        arguments,
        Pointer.NULL);
    call("cuCtxSynchronize");
  }
}
