package winofuzz.metal.msl;

import org.jspecify.annotations.Nullable;

/**
 * A variable or parameter. Identity is equality: two declarations of one name are two variables.
 *
 * <p>A reference is a variable of pointer type whose uses the parser dereferences.
 */
public final class Variable {
  /** An odd number whose bits look random: 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9e3779b9;

  private final String name;
  private final Type type;
  private final MetalAddressSpace space;
  private final boolean readOnly;
  private final boolean reference;
  private final int offset;
  private boolean reassigned;
  private @Nullable Long constant;

  private Variable(
      String name,
      Type type,
      MetalAddressSpace space,
      boolean readOnly,
      boolean reference,
      int offset) {
    this.name = name;
    this.type = type;
    this.space = space;
    this.readOnly = readOnly;
    this.reference = reference;
    this.offset = offset;
  }

  static Variable of(Token name, Type type, MetalAddressSpace space, boolean readOnly) {
    return new Variable(name.text(), type, space, readOnly, false, name.offset());
  }

  static Variable reference(Token name, Type.Pointer type) {
    return new Variable(name.text(), type, MetalAddressSpace.THREAD, true, true, name.offset());
  }

  public String name() {
    return name;
  }

  public Type type() {
    return type;
  }

  /** Returns where the variable itself lies. */
  public MetalAddressSpace space() {
    return space;
  }

  boolean readOnly() {
    return readOnly;
  }

  /** Returns whether it stands for what its pointer points to. */
  public boolean isReference() {
    return reference;
  }

  public int offset() {
    return offset;
  }

  /** Returns whether anything but its initializer may give it a value. */
  public boolean reassigned() {
    return reassigned;
  }

  void markReassigned() {
    reassigned = true;
  }

  /** Its value, if it is a constant integer that the parser knows. */
  @Nullable Long constant() {
    return constant;
  }

  void setConstant(@Nullable Long value) {
    constant = value;
  }

  /**
   * Returns a hash code that is cheaper than the identity's and consistent with equality. Offsets
   * of lines alike are evenly spaced, and would share the buckets of a table.
   */
  @Override
  public int hashCode() {
    return offset * SPREAD;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return type.spelling() + " " + name;
  }
}
