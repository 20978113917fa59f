package winofuzz.metal.msl;

import java.util.HashSet;
import java.util.List;

/** Builds the expressions that name a place, and those that write to one. */
final class Places {

  private final Source source;
  private final Typing typing;

  Places(Source source, Typing typing) {
    this.source = source;
    this.typing = typing;
  }

  /**
   * Returns the use of a variable in an expression: references are followed, arrays become
   * pointers.
   */
  TypedExpression use(Variable variable, int offset) {
    TypedExpression use = new TypedExpression.Use(variable, offset);
    if (variable.isReference()) {
      return dereference(use, offset);
    }
    if (variable.type() instanceof Type.Array array) {
      return new TypedExpression.Decay(
          new Type.Pointer(variable.space(), array.element(), variable.readOnly()), use, offset);
    }
    return use;
  }

  TypedExpression dereference(TypedExpression pointer, int offset) {
    if (!(pointer.type() instanceof Type.Pointer type)) {
      throw source.malformed(
          offset, "unary '*': expected a pointer, found " + pointer.type().spelling());
    }
    TypedExpression place = new TypedExpression.Dereference(type.target(), pointer, offset);
    if (type.target() instanceof Type.Array array) {
      return new TypedExpression.Decay(
          new Type.Pointer(type.space(), array.element(), type.readOnly()), place, offset);
    }
    return place;
  }

  TypedExpression addressOf(TypedExpression place, int offset) {
    if (!place.isPlace()) {
      throw source.malformed(offset, "'&': expected a variable or an element of memory");
    }
    if (place instanceof TypedExpression.Dereference d) {
      return d.pointer();
    }
    Variable root = place.root();
    if (!(place instanceof TypedExpression.Use) || root == null) {
      throw source.unsupported(offset, "the address of a part of a vector");
    }
    if (!root.readOnly()) {
      root.markReassigned();
    }
    return new TypedExpression.AddressOf(
        new Type.Pointer(MetalAddressSpace.THREAD, place.type(), root.readOnly()), place, offset);
  }

  /** {@code base[index]} on a pointer, array or vector. */
  TypedExpression index(TypedExpression base, TypedExpression index, int offset) {
    if (base.type() instanceof Type.Pointer) {
      return dereference(
          new TypedExpression.PointerAdd(base, typing.index(index), false, offset), offset);
    }
    if (base.type() instanceof Type.Vector vector) {
      if (index instanceof TypedExpression.IntegerLiteral literal) {
        if (literal.value() < 0 || literal.value() >= vector.size()) {
          throw source.malformed(
              index.offset(),
              "expected a component below %d, found %d".formatted(vector.size(), literal.value()));
        }
        return new TypedExpression.Swizzle(
            vector.element(), base, List.of((int) literal.value()), offset);
      }
      return new TypedExpression.Component(
          vector.element(), base, typing.convert(typing.index(index), ScalarType.INT), offset);
    }
    throw source.malformed(
        offset, "'[': expected a pointer, an array or a vector, found " + base.type().spelling());
  }

  /** {@code vector.xyz}. */
  TypedExpression swizzle(TypedExpression vector, Token member) {
    String letters = member.text();
    if (!(vector.type() instanceof Type.Vector type)) {
      throw source.malformed(
          member.offset(),
          "'.%s': expected a vector, found %s".formatted(letters, vector.type().spelling()));
    }
    String alphabet = "xyzw".indexOf(letters.charAt(0)) >= 0 ? "xyzw" : "rgba";
    List<Integer> components = letters.chars().mapToObj(c -> alphabet.indexOf(c)).toList();
    boolean known = components.stream().allMatch(c -> c >= 0 && c < type.size());
    if (!known || components.size() > 4) {
      throw source.malformed(
          member.offset(),
          "expected components of %s, found '.%s'".formatted(type.spelling(), letters));
    }
    Type result =
        components.size() == 1
            ? type.element()
            : new Type.Vector(type.element(), components.size());
    return new TypedExpression.Swizzle(result, vector, components, member.offset());
  }

  TypedExpression threadElement(TypedExpression matrix, TypedExpression index, int offset) {
    if (!(matrix.type() instanceof Type.Matrix8x8 type)) {
      throw source.malformed(
          offset,
          "thread_elements(): expected a simdgroup matrix, found " + matrix.type().spelling());
    }
    if (index instanceof TypedExpression.IntegerLiteral literal
        && (literal.value() < 0 || literal.value() > 1)) {
      throw source.malformed(index.offset(), "expected thread element 0 or 1");
    }
    return new TypedExpression.ThreadElement(
        type.element(), matrix, typing.convert(typing.index(index), ScalarType.INT), offset);
  }

  TypedExpression assign(TypedExpression place, TypedExpression value, int offset) {
    requireWritable(place, offset);
    return new TypedExpression.Assign(
        place, typing.implicit(value, place.type(), "assignment"), offset);
  }

  /** {@code place op= operand}. */
  TypedExpression update(
      BinaryOperator operator,
      TypedExpression place,
      TypedExpression operand,
      boolean old,
      int offset) {
    requireWritable(place, offset);
    if (place.type() instanceof Type.Pointer) {
      if (operator != BinaryOperator.ADD && operator != BinaryOperator.SUBTRACT) {
        throw source.malformed(
            offset, "operator '%s=' does not apply to a pointer".formatted(operator.spelling()));
      }
      return new TypedExpression.Update(
          operator, place, place.type(), typing.index(operand), old, offset);
    }
    TypedExpression computed = typing.binary(operator, place, operand, offset);
    if (!(computed instanceof TypedExpression.Binary binary)
        || computed.type().components() != place.type().components()) {
      throw source.malformed(
          offset,
          "operator '%s=': expected %s, found %s"
              .formatted(operator.spelling(), place.type().spelling(), operand.type().spelling()));
    }
    return new TypedExpression.Update(
        operator, place, binary.left().type(), binary.right(), old, offset);
  }

  private void requireWritable(TypedExpression place, int offset) {
    if (!place.isPlace()) {
      throw source.malformed(offset, "expected a variable or an element of memory to assign to");
    }
    if (place instanceof TypedExpression.Swizzle s
        && new HashSet<>(s.components()).size() < s.components().size()) {
      throw source.malformed(offset, "cannot assign to a swizzle that repeats a component");
    }
    Variable root = place.root();
    if (root != null) {
      if (root.readOnly()) {
        throw source.malformed(offset, "cannot assign to '" + root.name() + "', which is const");
      }
      root.markReassigned();
    } else if (pointerBehind(place).readOnly()) {
      throw source.malformed(
          offset,
          "cannot write through " + pointerBehind(place).spelling() + ", which is constant");
    }
    boolean assignable =
        place.type().isArithmetic()
            || place.type() instanceof Type.Pointer
            || place.type() instanceof Type.Matrix8x8;
    if (!assignable) {
      throw source.malformed(offset, "cannot assign to " + place.type().spelling());
    }
  }

  private static Type.Pointer pointerBehind(TypedExpression place) {
    if (!(place instanceof TypedExpression.Access access)) {
      throw new AssertionError("not a place: " + place);
    }
    return switch (access) {
      case TypedExpression.Dereference d -> (Type.Pointer) d.pointer().type();
      case TypedExpression.Swizzle s -> pointerBehind(s.vector());
      case TypedExpression.Component c -> pointerBehind(c.vector());
      case TypedExpression.ThreadElement e -> pointerBehind(e.matrix());
      case TypedExpression.Use u -> throw new AssertionError("no pointer behind " + u);
    };
  }
}
