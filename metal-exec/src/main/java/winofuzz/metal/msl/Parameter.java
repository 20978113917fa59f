package winofuzz.metal.msl;

/** A parameter of a function: an ordinary argument, or one that the launch fills. */
public sealed interface Parameter {

  Variable variable();

  /** A parameter of a helper function, given by the caller. */
  record Argument(Variable variable) implements Parameter {}

  /** A parameter of a kernel: a pointer to, or a reference into, the buffer of this index. */
  record BufferArgument(Variable variable, int index) implements Parameter {}

  /** A parameter of a kernel: threadgroup memory whose length the launch gives. */
  record ThreadgroupArgument(Variable variable, int index) implements Parameter {}

  /** A parameter of a kernel: the position of the thread. */
  record PositionArgument(Variable variable, PositionAttribute attribute) implements Parameter {}
}
