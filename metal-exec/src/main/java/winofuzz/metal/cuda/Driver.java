package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import winofuzz.metal.DeviceException;

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

  static final int SUCCESS = 0;
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

  /** Calls a function; returns its status. */
  int status(String function, Object... arguments) {
    return status(library, function, arguments);
  }

  /**
   * Calls a function.
   *
   * @throws DeviceException if it fails
   */
  void call(String function, Object... arguments) {
    require(status(function, arguments), function);
  }

  /** Throws a DeviceException that names a function if its status says that it failed. */
  void require(int status, String function) {
    if (status != SUCCESS) {
      throw new DeviceException(function + " failed with " + error(status));
    }
  }

  /** Returns the name of an error, such as {@code CUDA_ERROR_ILLEGAL_ADDRESS}. */
  String error(int status) {
    PointerByReference name = new PointerByReference();
    return status("cuGetErrorName", status, name) == SUCCESS
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

  /** Loads a file of machine code, to be unloaded. */
  Pointer load(Path code) {
    PointerByReference module = new PointerByReference();
    call("cuModuleLoad", module, code.toString());
    return module.getValue();
  }

  /** Returns the function of a name in a module. */
  Pointer function(Pointer module, String name) {
    PointerByReference function = new PointerByReference();
    call("cuModuleGetFunction", function, module, name);
    return function.getValue();
  }

  /** Unloads a module, if the context is not lost. */
  void unload(Pointer module) {
    status("cuCtxSetCurrent", context);
    status("cuModuleUnload", module);
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
    status("cuMemFree_v2", address);
  }

  /** Runs a function and waits for it. */
  Ending run(KernelCall call) {
    Pointer start = event();
    Pointer end = event();
    try {
      call("cuEventRecord", start, Pointer.NULL);
      int launched = call.enqueue(this, Pointer.NULL);
      if (launched != SUCCESS) {
        return notLaunched(call, launched);
      }
      call("cuEventRecord", end, Pointer.NULL);
      int ended = status("cuCtxSynchronize");
      return ended == SUCCESS
          ? new Ending.Completed(between(start, end))
          : new Ending.Failed(error(ended));
    } finally {
      status("cuEventDestroy_v2", start);
      status("cuEventDestroy_v2", end);
    }
  }

  /** Returns what came of a call that the driver did not take, by its status. */
  Ending notLaunched(KernelCall call, int status) {
    return status == INVALID_VALUE || status == OUT_OF_RESOURCES
        ? new Ending.Refused("the GPU refuses %s with %s".formatted(call, error(status)))
        : new Ending.Failed(error(status));
  }

  /** Returns a new event, to be destroyed. */
  Pointer event() {
    PointerByReference event = new PointerByReference();
    call("cuEventCreate", event, 0);
    return event.getValue();
  }

  /** Returns the time between two events that the GPU has passed. */
  Duration between(Pointer start, Pointer end) {
    FloatByReference milliseconds = new FloatByReference();
    call("cuEventElapsedTime", milliseconds, start, end);
    return Duration.ofNanos(Math.round(milliseconds.getValue() * 1e6));
  }
}
