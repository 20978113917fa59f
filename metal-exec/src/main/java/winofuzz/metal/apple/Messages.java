package winofuzz.metal.apple;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code objc_msgSend} by the shape of what is sent. Every method is that one function: it hands
 * its arguments on to a method that is found by receiver and selector, so that it must be called
 * exactly as that method is declared, and never as a function of variable arguments, which ARM
 * passes otherwise. Each method says whose messages have its shape.
 */
interface Messages extends Library {

  /** Such as {@code new}, {@code commandBuffer}, {@code error}, {@code contents}. */
  @Nullable Pointer object(Pointer receiver, Pointer selector);

  /** {@code newFunctionWithName:}. */
  @Nullable Pointer object(Pointer receiver, Pointer selector, Pointer argument);

  /** {@code newComputePipelineStateWithFunction:error:}. */
  @Nullable Pointer object(
      Pointer receiver, Pointer selector, Pointer argument, PointerByReference error);

  /**
   * {@code newLibraryWithSource:options:error:}, {@code newFunctionWithName:constantValues:error:}.
   */
  @Nullable Pointer object(
      Pointer receiver, Pointer selector, Pointer first, Pointer second, PointerByReference error);

  /** {@code newBufferWithBytes:length:options:}. */
  @Nullable Pointer object(
      Pointer receiver, Pointer selector, Pointer bytes, long length, long options);

  /** {@code stringWithUTF8String:}. */
  @Nullable Pointer object(Pointer receiver, Pointer selector, String text);

  /** Such as {@code maxBufferLength}, {@code status}. */
  long integer(Pointer receiver, Pointer selector);

  /** {@code GPUStartTime}, {@code GPUEndTime}. */
  double real(Pointer receiver, Pointer selector);

  /** {@code respondsToSelector:}. */
  byte truth(Pointer receiver, Pointer selector, Pointer asked);

  /** Such as {@code commit}, {@code endEncoding}. */
  void tell(Pointer receiver, Pointer selector);

  /** {@code setComputePipelineState:}. */
  void tell(Pointer receiver, Pointer selector, Pointer argument);

  /** {@code setMathMode:}. */
  void tell(Pointer receiver, Pointer selector, long argument);

  /** {@code setFastMathEnabled:}. */
  void tell(Pointer receiver, Pointer selector, byte argument);

  /** {@code setThreadgroupMemoryLength:atIndex:}. */
  void tell(Pointer receiver, Pointer selector, long first, long second);

  /** {@code setBuffer:offset:atIndex:}, {@code setConstantValue:type:atIndex:}. */
  void tell(Pointer receiver, Pointer selector, Pointer first, long second, long third);

  /** {@code dispatchThreadgroups:threadsPerThreadgroup:}. */
  void tell(Pointer receiver, Pointer selector, GridSize first, GridSize second);
}
