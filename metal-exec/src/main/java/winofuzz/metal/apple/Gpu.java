package winofuzz.metal.apple;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Buffer;
import winofuzz.metal.DeviceException;

/**
 * Metal on this machine's default GPU: the device and its queue, and what is made with them. Safe
 * for use by several threads; everything is to be called within a {@link #pool}.
 */
final class Gpu {

  private static final long SHARED_STORAGE = 0;
  private static final long SAFE_MATH = 0;
  private static final long PRECISE_FUNCTIONS = 1;
  private static final byte NO = 0;

  private final ObjectiveC objc;
  private final Owned device;
  private final Owned queue;

  private Gpu(ObjectiveC objc, Owned device) {
    this.objc = objc;
    this.device = device;
    this.queue = made("newCommandQueue");
  }

  /** Returns the GPU, if the libraries are here and know of one. */
  static Optional<Gpu> open(Frameworks frameworks) {
    ObjectiveC objc;
    NativeLibrary metal;
    try {
      objc = new ObjectiveC(frameworks.runtime());
      frameworks.needed().forEach(NativeLibrary::getInstance);
      metal = NativeLibrary.getInstance(frameworks.metal());
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
    try (AutoreleasePool _ = objc.pool()) {
      Pointer device =
          (Pointer)
              metal
                  .getFunction("MTLCreateSystemDefaultDevice")
                  .invoke(Pointer.class, new Object[0]);
      return device == null
          ? Optional.empty()
          : Optional.of(new Gpu(objc, objc.owned(device, "device")));
    }
  }

  private Pointer selector(String name) {
    return objc.selector(name);
  }

  private Owned made(String selector) {
    return objc.owned(objc.send().object(device.object(), selector(selector)), selector);
  }

  AutoreleasePool pool() {
    return objc.pool();
  }

  /** Returns the most bytes that a buffer may have. */
  long maxBufferLength() {
    return property(device, "maxBufferLength");
  }

  /** Returns the most bytes of threadgroup memory, static and dynamic together. */
  long maxThreadgroupMemoryLength() {
    return property(device, "maxThreadgroupMemoryLength");
  }

  /** Returns a property that is an unsigned integer. */
  long property(Owned object, String name) {
    return objc.send().integer(object.object(), selector(name));
  }

  /** Compiles a text to a library of functions, in safe math. */
  Made library(String text) {
    try (Owned options = objc.create("MTLCompileOptions")) {
      Pointer object = options.object();
      if (objc.answers(object, "setMathMode:")) {
        objc.send().tell(object, selector("setMathMode:"), SAFE_MATH);
        objc.send().tell(object, selector("setMathFloatingPointFunctions:"), PRECISE_FUNCTIONS);
      } else {
        objc.send().tell(object, selector("setFastMathEnabled:"), NO);
      }
      PointerByReference error = new PointerByReference();
      Pointer library =
          objc.send()
              .object(
                  device.object(),
                  selector("newLibraryWithSource:options:error:"),
                  objc.string(text),
                  object,
                  error);
      return made(library, error);
    }
  }

  /** Compiles a library's function for this GPU. */
  Made pipeline(Owned library, String name, FunctionConstants constants) {
    return switch (constants.isEmpty()
        ? function(library, name)
        : function(library, name, constants)) {
      case Made.Ready(Owned function) -> {
        try (function) {
          PointerByReference error = new PointerByReference();
          Pointer pipeline =
              objc.send()
                  .object(
                      device.object(),
                      selector("newComputePipelineStateWithFunction:error:"),
                      function.object(),
                      error);
          yield made(pipeline, error);
        }
      }
      case Made.Refused refused -> refused;
    };
  }

  private Made function(Owned library, String name) {
    Pointer function =
        objc.send().object(library.object(), selector("newFunctionWithName:"), objc.string(name));
    return function == null
        ? new Made.Refused("the library has no function " + name)
        : new Made.Ready(objc.owned(function, name));
  }

  private Made function(Owned library, String name, FunctionConstants constants) {
    try (Owned values = objc.create("MTLFunctionConstantValues")) {
      constants.forEach(
          (index, type, bytes) ->
              objc.send()
                  .tell(
                      values.object(),
                      selector("setConstantValue:type:atIndex:"),
                      bytes,
                      type,
                      index));
      PointerByReference error = new PointerByReference();
      Pointer function =
          objc.send()
              .object(
                  library.object(),
                  selector("newFunctionWithName:constantValues:error:"),
                  objc.string(name),
                  values.object(),
                  error);
      return made(function, error);
    }
  }

  private Made made(@Nullable Pointer object, PointerByReference error) {
    return object == null
        ? new Made.Refused(objc.message(error.getValue()))
        : new Made.Ready(objc.owned(object, "object"));
  }

  /** Returns a buffer with these contents, or of one byte where there are none. */
  Owned upload(Buffer contents) {
    byte[] bytes = contents.toBytes();
    Memory memory = new Memory(Math.max(1, bytes.length));
    memory.write(0, bytes, 0, bytes.length);
    Pointer buffer =
        objc.send()
            .object(
                device.object(),
                selector("newBufferWithBytes:length:options:"),
                memory,
                memory.size(),
                SHARED_STORAGE);
    return objc.owned(buffer, "buffer of " + memory.size() + " bytes");
  }

  /** Returns the contents of a buffer that nothing on the GPU uses any more. */
  byte[] download(Owned buffer, int size) {
    return required(objc.send().object(buffer.object(), selector("contents")), "contents")
        .getByteArray(0, size);
  }

  /** Begins what the GPU is to do in one go. */
  ComputePass pass() {
    Pointer commands =
        required(objc.send().object(queue.object(), selector("commandBuffer")), "command buffer");
    Pointer encoder =
        required(
            objc.send().object(commands, selector("computeCommandEncoder")), "command encoder");
    return new ComputePass(objc, commands, encoder);
  }

  private static Pointer required(@Nullable Pointer object, String what) {
    if (object == null) {
      throw new DeviceException("Metal gives no " + what);
    }
    return object;
  }
}
