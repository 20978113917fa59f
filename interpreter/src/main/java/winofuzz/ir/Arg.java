package winofuzz.ir;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/**
 * What a node carries besides its operands. {@link Op} says which kind each operation takes.
 *
 * <p>The arguments of most nodes are compared by hand: the interner compares them all the time, and
 * the equals of a record goes through method handles that are not always inlined.
 */
public sealed interface Arg {

  /** Nothing. */
  enum None implements Arg {
    NONE
  }

  /** The value of a CONST, exact: rounding to a float happens on evaluation and on rendering. */
  sealed interface Constant extends Arg {
    /** Returns the rational number that it is; empty where it is none. */
    default Optional<Rational> exact() {
      return switch (this) {
        case Real r -> Optional.of(r.value());
        case Int i -> Optional.of(Rational.of(i.value()));
        case Bool b -> Optional.of(Rational.of(b.value() ? 1 : 0));
        case Special s ->
            s == Special.NEGATIVE_ZERO ? Optional.of(Rational.ZERO) : Optional.empty();
        case Invalid _ -> Optional.empty();
      };
    }
  }

  /** An integer. */
  record Int(long value) implements Constant {
    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Int other && value == other.value;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(value);
    }
  }

  /** A truth value. */
  record Bool(boolean value) implements Constant {}

  /**
   * An exact real number, and what computing it in floating point gives.
   *
   * <p>Folding constants must change neither: 1/6 * 1/6 is 1/36 in exact semantics, and in ieee
   * semantics the rounded product of the rounded factors, which is not always 1/36 rounded.
   *
   * @param value the exact number
   * @param computed the result of the operations that gave it, each rounded to its type; null where
   *     that is the exact number rounded once
   */
  record Real(Rational value, @Nullable Rational computed) implements Constant {
    public Real(Rational value) {
      this(value, null);
    }

    /** Returns the number as a value of a format. */
    public double roundedTo(BinaryFormat format) {
      return format.round(computed == null ? value : computed);
    }
  }

  /** The values of a floating-point type that no real number equals. */
  enum Special implements Constant {
    NAN,
    POSITIVE_INFINITY,
    NEGATIVE_INFINITY,
    NEGATIVE_ZERO
  }

  /** The index of an element that must not be accessed. */
  enum Invalid implements Constant {
    INVALID
  }

  /** The lanes of a VCONST. */
  record Constants(List<Constant> values) implements Arg {
    public Constants {
      values = List.copyOf(values);
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Constants other && values.equals(other.values);
    }

    @Override
    public int hashCode() {
      return values.hashCode();
    }
  }

  /**
   * A RANGE: its identity, what it becomes, and where it came from.
   *
   * @param id one number, or several after a split; unique in its program, or in its kernel
   * @param type what it becomes in the kernel
   * @param role where it came from
   * @param kernelLocal whether the id was given by its kernel rather than by the schedule
   */
  record Axis(List<Integer> id, AxisType type, AxisRole role, boolean kernelLocal) implements Arg {
    public Axis {
      id = List.copyOf(id);
    }

    public Axis(int id, AxisType type, AxisRole role) {
      this(List.of(id), type, role, false);
    }

    public Axis withType(AxisType other) {
      return new Axis(id, other, role, kernelLocal);
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Axis other
          && type == other.type
          && role == other.role
          && kernelLocal == other.kernelLocal
          && id.equals(other.id);
    }

    @Override
    public int hashCode() {
      int value = (id.hashCode() * 31 + type.hashCode()) * 31 + role.hashCode();
      return value * 31 + Boolean.hashCode(kernelLocal);
    }
  }

  /** The operation a REDUCE folds with. */
  record Fold(Op op) implements Arg {}

  /**
   * A REDUCE_AXIS.
   *
   * @param op the operation it folds with
   * @param axes the axes of the operand's shape that become 1, ascending
   */
  record FoldAxes(Op op, List<Integer> axes) implements Arg {
    public FoldAxes {
      axes = List.copyOf(axes);
    }
  }

  /** The source axis of each axis of a PERMUTE. */
  record Permutation(List<Integer> order) implements Arg {
    public Permutation {
      order = List.copyOf(order);
    }
  }

  /** Which axes a FLIP reverses. */
  record Flips(List<Boolean> axes) implements Arg {
    public Flips {
      axes = List.copyOf(axes);
    }
  }

  /** How many elements a BUFFER has. */
  record Size(long elements) implements Arg {}

  /** The number of a UNIQUE, or the slot of a DEFINE_GLOBAL, DEFINE_LOCAL or DEFINE_REGISTER. */
  record Slot(int number) implements Arg {}

  /** The name of a DEVICE, or of a SPECIAL (gidx0, lidx1, ...). */
  record Name(String name) implements Arg {}

  /** A DEFINE_VAR: an integer in a closed interval. */
  record Variable(String name, long min, long max) implements Arg {}

  /**
   * Where a BUFFERIZE puts its values.
   *
   * @param space device or threadgroup memory
   * @param slot which threadgroup buffer, -1 for device memory
   */
  record Storage(AddressSpace space, int slot) implements Arg {
    public static final Storage GLOBAL = new Storage(AddressSpace.GLOBAL, -1);
  }

  /** The lanes a GEP picks. */
  record Lanes(List<Integer> lanes) implements Arg {
    public Lanes {
      lanes = List.copyOf(lanes);
    }
  }

  /** One axis laid out in lanes: the range it was and its size. */
  record LaneAxis(int id, int size) {}

  /** The axes that an UNROLL spreads over lanes or a CONTRACT gathers, the last one fastest. */
  record LaneAxes(List<LaneAxis> axes) implements Arg {
    public LaneAxes {
      axes = List.copyOf(axes);
    }
  }

  /**
   * A WMMA: the shape and types of a tensor core and which lanes hold the fragments.
   *
   * @param n columns of the product
   * @param m rows of the product
   * @param k length of the inner products
   * @param input type of the factors
   * @param output type of the product and of the accumulator
   * @param threads lanes of the simdgroup
   * @param lanes the axes in lanes of the first factor, the second and the accumulator
   */
  record MatrixMultiply(
      int n, int m, int k, DType input, DType output, int threads, List<LaneAxes> lanes)
      implements Arg {
    public MatrixMultiply {
      lanes = List.copyOf(lanes);
    }
  }

  /**
   * What the SINK of a kernel says about it.
   *
   * @param name the kernel's name, empty before it is given one
   * @param appliedOptions the options applied, in order, as text
   * @param useLocals whether threads of a threadgroup are addressed at all
   */
  record KernelInfo(String name, List<String> appliedOptions, boolean useLocals) implements Arg {
    public KernelInfo {
      appliedOptions = List.copyOf(appliedOptions);
    }
  }
}
