package winofuzz.metal.cxx;

/** What differs between the C++ compilers that Metal text is translated for. */
public enum Dialect {
  /** A CPU's, whose lanes are functions on stacks of their own. */
  HOST("", "static thread_local", "const", "static thread_local"),
  /** NVIDIA's for GPUs. */
  CUDA("static __device__", "__shared__", "static __device__ const", "static __device__");

  private final String function;
  private final String threadgroupVariable;
  private final String programConstant;
  private final String functionConstant;

  Dialect(
      String function,
      String threadgroupVariable,
      String programConstant,
      String functionConstant) {
    this.function = function;
    this.threadgroupVariable = threadgroupVariable;
    this.programConstant = programConstant;
    this.functionConstant = functionConstant;
  }

  /** Returns what declares a function. */
  String function() {
    return function;
  }

  /** Returns what declares a variable that the threads of a threadgroup share. */
  String threadgroupVariable() {
    return threadgroupVariable;
  }

  /** Returns what declares a constant outside of all functions. */
  String programConstant() {
    return programConstant;
  }

  /** Returns what declares a variable outside of all functions that a launch gives its value. */
  String functionConstant() {
    return functionConstant;
  }
}
