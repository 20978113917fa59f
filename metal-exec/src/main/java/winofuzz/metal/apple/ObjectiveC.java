package winofuzz.metal.apple;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.DeviceException;

/** The Objective-C runtime. Safe for use by several threads. */
final class ObjectiveC {

  private static final FunctionMapper SEND = (_, _) -> "objc_msgSend";

  private final NativeLibrary library;
  private final Messages messages;
  private final Map<String, Pointer> selectors = new ConcurrentHashMap<>();

  /**
   * Loads the runtime from a library.
   *
   * @throws UnsatisfiedLinkError if it cannot be loaded
   */
  ObjectiveC(String name) {
    this.library = NativeLibrary.getInstance(name);
    this.messages =
        Native.load(
            name,
            Messages.class,
            Map.of(
                Library.OPTION_FUNCTION_MAPPER,
                SEND,
                Library.OPTION_STRING_ENCODING,
                StandardCharsets.UTF_8.name()));
  }

  /** Returns the functions that send messages. */
  Messages send() {
    return messages;
  }

  /** Opens a pool; everything that is not {@link Owned} is to be used within one. */
  AutoreleasePool pool() {
    return new AutoreleasePool(library);
  }

  Pointer selector(String name) {
    return selectors.computeIfAbsent(name, n -> lookUp("sel_registerName", n));
  }

  /** Returns a new object of a class. */
  Owned create(String className) {
    Pointer named = lookUp("objc_getClass", className);
    return owned(messages.object(named, selector("new")), className);
  }

  private Pointer lookUp(String function, String name) {
    Pointer found =
        (Pointer) library.getFunction(function).invoke(Pointer.class, new Object[] {name});
    if (found == null) {
      throw new DeviceException(function + " finds no " + name);
    }
    return found;
  }

  /**
   * Takes what {@code new} or {@code copy} gave.
   *
   * @param what it is, for the message when there is none
   */
  Owned owned(@Nullable Pointer object, String what) {
    if (object == null) {
      throw new DeviceException("Metal gives no " + what);
    }
    return new Owned(object, this::release);
  }

  private void release(Pointer object) {
    library.getFunction("objc_release").invokeVoid(new Object[] {object});
  }

  boolean answers(Pointer object, String selector) {
    return messages.truth(object, selector("respondsToSelector:"), selector(selector)) != 0;
  }

  /** Returns a string of the runtime, which the pool owns. */
  Pointer string(String text) {
    Pointer named = lookUp("objc_getClass", "NSString");
    Pointer string = messages.object(named, selector("stringWithUTF8String:"), text);
    if (string == null) {
      throw new DeviceException("Foundation gives no string");
    }
    return string;
  }

  /** Returns what an {@code NSError} says. */
  String message(@Nullable Pointer error) {
    Pointer text = error == null ? null : messages.object(error, selector("localizedDescription"));
    Pointer bytes = text == null ? null : messages.object(text, selector("UTF8String"));
    return bytes == null ? "no reason given" : bytes.getString(0, StandardCharsets.UTF_8.name());
  }
}
