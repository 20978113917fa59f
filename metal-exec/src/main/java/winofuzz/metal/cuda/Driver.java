package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Extent;

/**
 * NVIDIA's driver, on the first GPU, in its primary context. Once a kernel has failed, the context
 * is lost: every later call fails.
 */
final class Driver {

  /** What came of a launch. */
  sealed interface Ending {
    /** It ran, for a time that the GPU measured. */
    record Completed(Duration time) implements Ending {}

    /** The GPU cannot run a launch of this size. */
    record Refused(String reason) implements Ending {}

    /** The GPU gave up on it. */
    record Failed(String reason) implements Ending {}
  }

  private static final List<String> LIBRARIES = List.of("cuda", "libcuda.so.1");
  private static final int COMPUTE_MAJOR = 75;
  private static final int COMPUTE_MINOR = 76;
  private static final int NAME_BYTES = 256;

  private static final int SUCCESS = 0;
  private static final int INVALID_VALUE = 1;
  private static final int OUT_OF_RESOURCES = 701;

  private final NativeLibrary library;
  private final Pointer context;
  private final String architecture;
  private final String hardware;

  private Driver(NativeLibrary library, int device) {
    this.library = library;
    PointerByReference retained = new PointerByReference();
    call("cuDevicePrimaryCtxRetain", retained, device);
    this.context = retained.getValue();
    this.architecture = "sm_" + attribute(device, COMPUTE_MAJOR) + attribute(device, COMPUTE_MINOR);
    this.hardware = deviceName(device) + ", driver for CUDA " + version();
  }

  /** Returns the driver, if its library and a GPU are on this machine. */
  static Optional<Driver> find() {
    return Libraries.firstOf(LIBRARIES).flatMap(Driver::open);
  }

  private static Optional<Driver> open(NativeLibrary library) {
    IntByReference count = new IntByReference();
    boolean here =
        status(library, "cuInit", 0) == SUCCESS
            && status(library, "cuDeviceGetCount", count) == SUCCESS
            && count.getValue() > 0;
    return here ? Optional.of(new Driver(library, 0)) : Optional.empty();
  }

  private static int status(NativeLibrary library, String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private void call(String function, Object... arguments) {
    int status = status(library, function, arguments);
    if (status != SUCCESS) {
      throw new DeviceException(function + " failed with " + error(status));
    }
  }

  /** Returns the name of an error, such as {@code CUDA_ERROR_ILLEGAL_ADDRESS}. */
  private String error(int status) {
    PointerByReference name = new PointerByReference();
    return status(library, "cuGetErrorName", status, name) == SUCCESS
        ? name.getValue().getString(0)
        : "status " + status;
  }

  private String deviceName(int device) {
    Memory name = new Memory(NAME_BYTES);
    call("cuDeviceGetName", name, NAME_BYTES, device);
    return name.getString(0);
  }

  private String version() {
    IntByReference version = new IntByReference();
    call("cuDriverGetVersion", version);
    return version.getValue() / 1000 + "." + version.getValue() % 1000 / 10;
  }

  private int attribute(int device, int attribute) {
    IntByReference value = new IntByReference();
    call("cuDeviceGetAttribute", value, attribute, device);
    return value.getValue();
  }

  /** Returns the architecture that the compiler must compile for, such as {@code sm_90}. */
  String architecture() {
    return architecture;
  }

  /** Returns the names of the GPU and of the driver's version. */
  String hardware() {
    return hardware;
  }

  /** Makes the calls of this thread go to the GPU. */
  void enter() {
    call("cuCtxSetCurrent", context);
  }

  /** Returns the function of a name in a module of machine code. */
  Pointer load(Pointer code, String name) {
    PointerByReference module = new PointerByReference();
    call("cuModuleLoadData", module, code);
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

  /** Frees memory, if the context is not lost. */
  void free(long address) {
    // What a failed kernel leaves behind is freed with the context.
    status(library, "cuMemFree_v2", address);
  }

  /**
   * Runs a function and waits for it.
   *
   * @param argument its one argument, passed by value
   * @param sharedBytes memory of each block beyond what the function declares
   */
  Ending launch(
      Pointer function, Extent blocks, Extent threads, int sharedBytes, Pointer argument) {
    Pointer start = event();
    Pointer end = event();
    try {
      call("cuEventRecord", start, Pointer.NULL);
      int launched = start(function, blocks, threads, sharedBytes, argument);
      if (launched == INVALID_VALUE || launched == OUT_OF_RESOURCES) {
        return new Ending.Refused(
            "the GPU refuses %s threadgroups of %s threads with %s"
                .formatted(blocks, threads, error(launched)));
      }
      if (launched != SUCCESS) {
        return new Ending.Failed(error(launched));
      }
      call("cuEventRecord", end, Pointer.NULL);
      int ended = status(library, "cuCtxSynchronize");
      return ended == SUCCESS
          ? new Ending.Completed(between(start, end))
          : new Ending.Failed(error(ended));
    } finally {
      status(library, "cuEventDestroy_v2", start);
      status(library, "cuEventDestroy_v2", end);
    }
  }

  private int start(
      Pointer function, Extent blocks, Extent threads, int sharedBytes, Pointer argument) {
    Memory arguments = new Memory(Native.POINTER_SIZE);
    arguments.setPointer(0, argument);
    return status(
        library,
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
  }

  private Pointer event() {
    PointerByReference event = new PointerByReference();
    call("cuEventCreate", event, 0);
    return event.getValue();
  }

  private Duration between(Pointer start, Pointer end) {
    FloatByReference milliseconds = new FloatByReference();
    call("cuEventElapsedTime", milliseconds, start, end);
    return Duration.ofNanos(Math.round(milliseconds.getValue() * 1e6));
  }
}
