package winofuzz.compiler.lower;

import winofuzz.compiler.Target;
import winofuzz.ir.UOp;

/** One step of lowering: a kernel graph in, an equivalent kernel graph out. */
public interface Pass {

  /** A short name, for traces and reports. */
  String name();

  /**
   * The kernel after this pass.
   *
   * @param kernel a SINK of STOREs
   * @param target what the kernel is compiled for
   */
  UOp apply(UOp kernel, Target target);
}
