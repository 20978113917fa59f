package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import winofuzz.metal.Extent;

/**
 * A function of the GPU with what it is called with.
 *
 * @param argument its one argument, passed by value
 * @param sharedBytes memory of each block beyond what the function declares
 */
record KernelCall(
    Pointer function, Extent blocks, Extent threads, int sharedBytes, Pointer argument) {

  /** Asks the GPU to run it on a stream; returns the driver's status. */
  int enqueue(Driver driver, Pointer stream) {
    Memory arguments = new Memory(Native.POINTER_SIZE);
    arguments.setPointer(0, argument);
    return driver.status(
        "cuLaunchKernel",
        function,
        blocks.x(),
        blocks.y(),
        blocks.z(),
        threads.x(),
        threads.y(),
        threads.z(),
        sharedBytes,
        stream,
        arguments,
        Pointer.NULL);
  }

  /** {@code 2x3x1 threadgroups of 8x1x1 threads}. */
  @Override
  public String toString() {
    return "%s threadgroups of %s threads".formatted(blocks, threads);
  }
}
