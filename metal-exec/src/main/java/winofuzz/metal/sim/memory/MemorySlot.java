package winofuzz.metal.sim.memory;

import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.msl.MetalAddressSpace;
import winofuzz.metal.msl.ScalarType;

/** A piece of memory that a kernel names: a buffer, threadgroup memory, a table of constants. */
public final class MemorySlot {

  /** The length of a slot whose length the launch decides. */
  public static final int LENGTH_OF_LAUNCH = -1;

  private final int index;
  private final MetalAddressSpace space;
  private final String name;
  private final ScalarType scalar;
  private final ArgumentSpace arguments;
  private final int argument;
  private final int length;
  private final int line;
  private boolean loaded;
  private boolean stored;
  private int unitBytes;
  private int reformatted;

  /**
   * Creates a slot.
   *
   * @param index its number among the kernel's slots
   * @param arguments what {@code argument} counts
   * @param argument the index of the argument that gives the memory, or -1
   * @param length in scalars, or {@link #LENGTH_OF_LAUNCH}
   * @param line where it is declared
   */
  public MemorySlot(
      int index,
      MetalAddressSpace space,
      String name,
      ScalarType scalar,
      ArgumentSpace arguments,
      int argument,
      int length,
      int line) {
    this.index = index;
    this.space = space;
    this.name = name;
    this.scalar = scalar;
    this.arguments = arguments;
    this.argument = argument;
    this.length = length;
    this.line = line;
    this.unitBytes = scalar.bytes();
  }

  public int index() {
    return index;
  }

  public MetalAddressSpace space() {
    return space;
  }

  public String name() {
    return name;
  }

  public ScalarType scalar() {
    return scalar;
  }

  public ArgumentSpace arguments() {
    return arguments;
  }

  public int argument() {
    return argument;
  }

  /** Returns whether it is the launch's buffer of an index. */
  public boolean isBuffer(int buffer) {
    return arguments == ArgumentSpace.BUFFER && argument == buffer;
  }

  public int length() {
    return length;
  }

  public int line() {
    return line;
  }

  /** Returns whether the kernel reads it. */
  public boolean isLoaded() {
    return loaded;
  }

  /** Returns whether the kernel writes it. */
  public boolean isStored() {
    return stored;
  }

  /** Returns the bytes of the smallest scalar that the kernel accesses, or of the declared one. */
  int unitBytes() {
    return unitBytes;
  }

  /** Returns how many units a scalar of the declared type has. */
  int unitsOfScalar() {
    return scalar.bytes() / unitBytes;
  }

  /**
   * Returns the line at which numbers of one floating format are seen as numbers of another one; 0
   * if there is none.
   */
  public int reformatted() {
    return reformatted;
  }

  /** Notes that numbers of one floating format are seen as numbers of another one. */
  public void markReformatted(int where) {
    reformatted = where;
  }

  /** Notes that the kernel reads scalars of a type. */
  public void markLoaded(ScalarType viewed) {
    loaded = true;
    unitBytes = Math.min(unitBytes, viewed.bytes());
  }

  /** Notes that the kernel writes scalars of a type. */
  public void markStored(ScalarType viewed) {
    stored = true;
    unitBytes = Math.min(unitBytes, viewed.bytes());
  }
}
