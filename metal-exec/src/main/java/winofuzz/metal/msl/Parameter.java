package winofuzz.metal.msl;

/** A parameter of a function: an ordinary argument, or one that the launch fills. */
public sealed interface Parameter {

  Variable variable();

  /** Of a helper function: the caller gives it. */
  record Argument(Variable variable) implements Parameter {}

  /** Of a kernel: a pointer to, or a reference into, the buffer of this index. */
  record BufferArgument(Variable variable, int index) implements Parameter {}

  /** Of a kernel: threadgroup memory whose length the launch gives. */
  record ThreadgroupArgument(Variable variable, int index) implements Parameter {}

  /** Of a kernel: where the thread stands. */
  record PositionArgument(Variable variable, PositionAttribute attribute) implements Parameter {}
}
