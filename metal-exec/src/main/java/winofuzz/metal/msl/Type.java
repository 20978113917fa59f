package winofuzz.metal.msl;

/** A type of Metal. */
public sealed interface Type
    permits ScalarType,
        Type.Vector,
        Type.Pointer,
        Type.Array,
        Type.Matrix8x8,
        Type.Atomic,
        Type.None {

  /** Returns the type as Metal writes it. */
  String spelling();

  /** Two, three or four scalars; three take the room of four in memory. */
  record Vector(ScalarType element, int size) implements Type {
    @Override
    public String spelling() {
      return element.spelling() + size;
    }
  }

  /**
   * A pointer.
   *
   * @param readOnly whether nothing may be written through it
   */
  record Pointer(MetalAddressSpace space, Type target, boolean readOnly) implements Type {
    @Override
    public String spelling() {
      String qualifier = readOnly && space != MetalAddressSpace.CONSTANT ? "const " : "";
      return space.spelling() + " " + qualifier + target.spelling() + "*";
    }
  }

  /** A fixed number of elements side by side. */
  record Array(Type element, int length) implements Type {
    @Override
    public String spelling() {
      return element.spelling() + "[" + length + "]";
    }
  }

  /** An 8x8 matrix spread over a simdgroup, two elements a thread. */
  record Matrix8x8(ScalarType element) implements Type {
    @Override
    public String spelling() {
      return "simdgroup_" + element.spelling() + "8x8";
    }
  }

  /** A scalar in memory that is read and written only by atomic functions. */
  record Atomic(ScalarType element) implements Type {
    @Override
    public String spelling() {
      return "atomic_" + element.spelling();
    }
  }

  /** The type of a function that returns nothing. */
  enum None implements Type {
    VOID;

    @Override
    public String spelling() {
      return "void";
    }
  }

  /** Returns the distance between two neighbours of this type in an array, in scalars. */
  default int stride() {
    return switch (this) {
      case ScalarType _, Atomic _, Pointer _, None _ -> 1;
      case Vector v -> v.size() == 3 ? 4 : v.size();
      case Array a -> Math.multiplyExact(a.length(), a.element().stride());
      case Matrix8x8 _ -> 2;
    };
  }

  /**
   * Returns the scalar that values of this type are made of; for a pointer, of what it points to.
   */
  default ScalarType scalar() {
    return switch (this) {
      case ScalarType s -> s;
      case Vector v -> v.element();
      case Array a -> a.element().scalar();
      case Matrix8x8 m -> m.element();
      case Atomic a -> a.element();
      case Pointer p -> p.target().scalar();
      case None _ -> throw new AssertionError("void has no scalar");
    };
  }

  /** Returns whether arithmetic applies: a scalar or a vector. */
  default boolean isArithmetic() {
    return this instanceof ScalarType || this instanceof Vector;
  }

  /** Returns the number of components of a scalar (1) or vector. */
  default int components() {
    return this instanceof Vector v ? v.size() : 1;
  }

  /** Returns the same shape with another element type. */
  default Type withElement(ScalarType element) {
    return this instanceof Vector v ? new Vector(element, v.size()) : element;
  }
}
