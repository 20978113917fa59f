package winofuzz.ir;

import java.util.Locale;

/** A level of the compiler at which a program can be evaluated. */
public enum Stage {
  /** Shapes and movement ops. */
  TENSOR,
  /** Ranges and buffers, one graph. */
  RANGED,
  /** One graph a kernel, unscheduled. */
  KERNEL,
  /** The kernels with their axes assigned to the device. */
  OPTIMIZED,
  /** The kernels as lists of scalar and vector instructions. */
  LINEAR,
  /** Metal text; the interpreter does not read it, the devices do. */
  METAL;

  /** Returns the name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
