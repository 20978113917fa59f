package winofuzz.ir;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import winofuzz.number.BinaryFormat;

/**
 * The type of a node: lanes of a scalar kind, or a pointer to these.
 *
 * @param kind the kind of one lane
 * @param lanes how many lanes a value (or, of a pointer, one pointee) has; 1 for scalars
 * @param pointer where a pointer points, null for a value
 */
public record DType(Kind kind, int lanes, @Nullable Pointer pointer) implements Comparable<DType> {

  /**
   * What a pointer adds to the type of its pointee.
   *
   * @param space the memory it points into
   * @param size how many elements that memory has, -1 where unknown
   * @param lanes how many pointers there are side by side
   */
  public record Pointer(AddressSpace space, long size, int lanes) {
    // By hand, as in DType itself.
    @Override
    public boolean equals(@Nullable Object object) {
      return this == object
          || (object instanceof Pointer other
              && space == other.space
              && size == other.size
              && lanes == other.lanes);
    }

    @Override
    public int hashCode() {
      return (space.hashCode() * 31 + Long.hashCode(size)) * 31 + lanes;
    }
  }

  /** Scalar kinds, in order of promotion. */
  public enum Kind {
    VOID("void", 0),
    INDEX("index", 8),
    BOOL("bool", 1),
    INT8("int8", 1),
    UINT8("uint8", 1),
    INT16("int16", 2),
    UINT16("uint16", 2),
    INT32("int32", 4),
    UINT32("uint32", 4),
    INT64("int64", 8),
    UINT64("uint64", 8),
    FLOAT16("float16", 2),
    BFLOAT16("bfloat16", 2),
    FLOAT32("float32", 4),
    FLOAT64("float64", 8);

    private final String label;
    private final int bytes;

    Kind(String label, int bytes) {
      this.label = label;
      this.bytes = bytes;
    }

    /** Returns the name used in text, JSON and on the command line. */
    public String label() {
      return label;
    }

    public boolean isFloat() {
      return compareTo(FLOAT16) >= 0;
    }

    /** Returns the format of a floating-point kind; other kinds have none. */
    public BinaryFormat format() {
      return switch (this) {
        case FLOAT16 -> BinaryFormat.FLOAT16;
        case BFLOAT16 -> BinaryFormat.BFLOAT16;
        case FLOAT32 -> BinaryFormat.FLOAT32;
        case FLOAT64 -> BinaryFormat.FLOAT64;
        case VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
            throw new AssertionError("not a floating-point kind: " + this);
      };
    }

    /** Whether this is an integer of any width; the index type is one and bool is not. */
    public boolean isInteger() {
      return this == INDEX || (compareTo(INT8) >= 0 && compareTo(UINT64) <= 0);
    }

    public boolean isUnsigned() {
      return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }

    /** Returns the bytes of one value in memory; a bool takes one. */
    public int bytes() {
      return bytes;
    }

    /**
     * Returns the smallest value of an integer kind; unsigned 64-bit and index clamp to 63 bits.
     */
    public long minValue() {
      return switch (this) {
        case BOOL, UINT8, UINT16, UINT32, UINT64 -> 0;
        case INT8 -> Byte.MIN_VALUE;
        case INT16 -> Short.MIN_VALUE;
        case INT32 -> Integer.MIN_VALUE;
        case INT64, INDEX, VOID, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> Long.MIN_VALUE;
      };
    }

    /** Returns the largest value of an integer kind; unsigned 64-bit and index clamp to 63 bits. */
    public long maxValue() {
      return switch (this) {
        case BOOL -> 1;
        case INT8 -> Byte.MAX_VALUE;
        case UINT8 -> 0xFF;
        case INT16 -> Short.MAX_VALUE;
        case UINT16 -> 0xFFFF;
        case INT32 -> Integer.MAX_VALUE;
        case UINT32 -> 0xFFFF_FFFFL;
        case INT64, UINT64, INDEX, VOID, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> Long.MAX_VALUE;
      };
    }

    /** Returns the kind with a label, as {@link #label} prints it; unknown labels are reported. */
    public static Kind ofLabel(String label) {
      for (Kind kind : values()) {
        if (kind.label.equals(label)) {
          return kind;
        }
      }
      throw new InvalidGraphException("dtype: expected one of the scalar kinds, found " + label);
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(?<kind>void|index|bool|u?int\\d+|b?float\\d+)(x(?<lanes>\\d{1,6}))?"
              + "(\\*(?<space>global|local|register)\\[(?<size>-?\\d{1,18})\\]"
              + "(x(?<pointers>\\d{1,6}))?)?");

  public static final DType VOID = scalar(Kind.VOID);
  public static final DType INDEX = scalar(Kind.INDEX);
  public static final DType BOOL = scalar(Kind.BOOL);
  public static final DType INT32 = scalar(Kind.INT32);
  public static final DType INT64 = scalar(Kind.INT64);
  public static final DType FLOAT16 = scalar(Kind.FLOAT16);
  public static final DType BFLOAT16 = scalar(Kind.BFLOAT16);
  public static final DType FLOAT32 = scalar(Kind.FLOAT32);
  public static final DType FLOAT64 = scalar(Kind.FLOAT64);

  public DType {
    if (lanes < 0) {
      throw new InvalidGraphException(
          "dtype " + kind.label + ": expected lanes >= 0, found " + lanes);
    }
  }

  public static DType scalar(Kind kind) {
    return new DType(kind, 1, null);
  }

  /** Returns this value type with another number of lanes. */
  public DType vector(int count) {
    return count == lanes && pointer == null ? this : new DType(kind, count, null);
  }

  /** Returns the type of one lane, of a pointer that of one lane of its pointee. */
  public DType scalar() {
    return lanes == 1 && pointer == null ? this : new DType(kind, 1, null);
  }

  /** Returns a pointer to elements of this type. */
  public DType pointer(AddressSpace space, long size) {
    return new DType(kind, lanes, new Pointer(space, size, 1));
  }

  /** Returns several of this pointer side by side. */
  public DType pointers(int count) {
    Pointer p = requirePointer();
    return new DType(kind, lanes, new Pointer(p.space, p.size, count));
  }

  /** Returns the type that a pointer points to, or this value type. */
  public DType pointee() {
    return pointer == null ? this : new DType(kind, lanes, null);
  }

  public boolean isPointer() {
    return pointer != null;
  }

  /** Returns the pointer part of a pointer type. */
  public Pointer requirePointer() {
    return Objects.requireNonNull(pointer, () -> "not a pointer: " + this);
  }

  /** Returns the lanes of a value, or how many pointers there are side by side. */
  public int count() {
    return pointer == null ? lanes : pointer.lanes;
  }

  public boolean isFloat() {
    return kind.isFloat() && pointer == null;
  }

  public boolean isInteger() {
    return kind.isInteger() && pointer == null;
  }

  public boolean isBool() {
    return kind == Kind.BOOL && pointer == null;
  }

  public boolean isIndex() {
    return kind == Kind.INDEX && pointer == null;
  }

  // By hand: the interner compares types all the time, and the equals of a record goes through
  // method handles that are not always inlined.
  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof DType other
            && kind == other.kind
            && lanes == other.lanes
            && Objects.equals(pointer, other.pointer));
  }

  @Override
  public int hashCode() {
    int value = kind.hashCode() * 31 + lanes;
    return pointer == null ? value : value * 31 + pointer.hashCode();
  }

  @Override
  public int compareTo(DType other) {
    int byKind = kind.compareTo(other.kind);
    if (byKind != 0) {
      return byKind;
    }
    int byLanes = Integer.compare(lanes, other.lanes);
    if (byLanes != 0 || (pointer == null && other.pointer == null)) {
      return byLanes;
    }
    if (pointer == null || other.pointer == null) {
      return pointer == null ? -1 : 1;
    }
    int bySpace = pointer.space.compareTo(other.pointer.space);
    return bySpace != 0 ? bySpace : Long.compare(pointer.size, other.pointer.size);
  }

  /**
   * Returns the type of a text, as {@link #toString} prints it.
   *
   * @throws InvalidGraphException if the text is of no type
   */
  public static DType parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new InvalidGraphException(
          "dtype: expected a type like float32, float32x4 or float32*global[64], found " + text);
    }
    DType value = scalar(Kind.ofLabel(m.group("kind"))).vector(lanes(m.group("lanes")));
    if (m.group("space") == null) {
      return value;
    }
    AddressSpace space = AddressSpace.valueOf(m.group("space").toUpperCase(Locale.ROOT));
    return value
        .pointer(space, Long.parseLong(m.group("size")))
        .pointers(lanes(m.group("pointers")));
  }

  private static int lanes(@Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  /** {@code float32}, {@code float32x4}, {@code float32*global[64]}. */
  @Override
  public String toString() {
    String value = kind.label + (lanes == 1 ? "" : "x" + lanes);
    if (pointer == null) {
      return value;
    }
    return value
        + "*"
        + pointer.space.name().toLowerCase(Locale.ROOT)
        + "["
        + pointer.size
        + "]"
        + (pointer.lanes == 1 ? "" : "x" + pointer.lanes);
  }
}
