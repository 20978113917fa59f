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

  /** A variable in an expression: references are followed, arrays become pointers. */
  Expression use(Variable variable, int offset) {
    Expression use = new Expression.Use(variable, offset);
    if (variable.isReference()) {
      return dereference(use, offset);
    }
    if (variable.type() instanceof Type.Array array) {
      return new Expression.Decay(
          new Type.Pointer(variable.space(), array.element(), variable.readOnly()), use, offset);
    }
    return use;
  }

  Expression dereference(Expression pointer, int offset) {
    if (!(pointer.type() instanceof Type.Pointer type)) {
      throw source.malformed(
          offset, "unary '*': expected a pointer, found " + pointer.type().spelling());
    }
    Expression place = new Expression.Dereference(type.target(), pointer, offset);
    if (type.target() instanceof Type.Array array) {
      return new Expression.Decay(
          new Type.Pointer(type.space(), array.element(), type.readOnly()), place, offset);
    }
    return place;
  }

  Expression addressOf(Expression place, int offset) {
    if (!place.isPlace()) {
      throw source.malformed(offset, "'&': expected a variable or an element of memory");
    }
    if (place instanceof Expression.Dereference d) {
      return d.pointer();
    }
    Variable root = place.root();
    if (!(place instanceof Expression.Use) || root == null) {
      throw source.unsupported(offset, "the address of a part of a vector");
    }
    if (!root.readOnly()) {
      root.markReassigned();
    }
    return new Expression.AddressOf(
        new Type.Pointer(AddressSpace.THREAD, place.type(), root.readOnly()), place, offset);
  }

  /** {@code base[index]} on a pointer, array or vector. */
  Expression index(Expression base, Expression index, int offset) {
    if (base.type() instanceof Type.Pointer) {
      return dereference(
          new Expression.PointerAdd(base, typing.index(index), false, offset), offset);
    }
    if (base.type() instanceof Type.Vector vector) {
      if (index instanceof Expression.IntegerLiteral literal) {
        if (literal.value() < 0 || literal.value() >= vector.size()) {
          throw source.malformed(
              index.offset(),
              "expected a component below %d, found %d".formatted(vector.size(), literal.value()));
        }
        return new Expression.Swizzle(
            vector.element(), base, List.of((int) literal.value()), offset);
      }
      return new Expression.Component(
          vector.element(), base, typing.convert(typing.index(index), ScalarType.INT), offset);
    }
    throw source.malformed(
        offset, "'[': expected a pointer, an array or a vector, found " + base.type().spelling());
  }

  /** {@code vector.xyz}. */
  Expression swizzle(Expression vector, Token member) {
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
    return new Expression.Swizzle(result, vector, components, member.offset());
  }

  Expression threadElement(Expression matrix, Expression index, int offset) {
    if (!(matrix.type() instanceof Type.Matrix8x8 type)) {
      throw source.malformed(
          offset,
          "thread_elements(): expected a simdgroup matrix, found " + matrix.type().spelling());
    }
    if (index instanceof Expression.IntegerLiteral literal
        && (literal.value() < 0 || literal.value() > 1)) {
      throw source.malformed(index.offset(), "expected thread element 0 or 1");
    }
    return new Expression.ThreadElement(
        type.element(), matrix, typing.convert(typing.index(index), ScalarType.INT), offset);
  }

  Expression assign(Expression place, Expression value, int offset) {
    requireWritable(place, offset);
    return new Expression.Assign(place, typing.implicit(value, place.type(), "assignment"), offset);
  }

  /** {@code place op= operand}. */
  Expression update(
      BinaryOperator operator, Expression place, Expression operand, boolean old, int offset) {
    requireWritable(place, offset);
    if (place.type() instanceof Type.Pointer) {
      if (operator != BinaryOperator.ADD && operator != BinaryOperator.SUBTRACT) {
        throw source.malformed(
            offset, "operator '%s=' does not apply to a pointer".formatted(operator.spelling()));
      }
      return new Expression.Update(
          operator, place, place.type(), typing.index(operand), old, offset);
    }
    Expression computed = typing.binary(operator, place, operand, offset);
    if (!(computed instanceof Expression.Binary binary)
        || computed.type().components() != place.type().components()) {
      throw source.malformed(
          offset,
          "operator '%s=': expected %s, found %s"
              .formatted(operator.spelling(), place.type().spelling(), operand.type().spelling()));
    }
    return new Expression.Update(
        operator, place, binary.left().type(), binary.right(), old, offset);
  }

  private void requireWritable(Expression place, int offset) {
    if (!place.isPlace()) {
      throw source.malformed(offset, "expected a variable or an element of memory to assign to");
    }
    if (place instanceof Expression.Swizzle s
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

  private static Type.Pointer pointerBehind(Expression place) {
    if (!(place instanceof Expression.Access access)) {
      throw new AssertionError("not a place: " + place);
    }
    return switch (access) {
      case Expression.Dereference d -> (Type.Pointer) d.pointer().type();
      case Expression.Swizzle s -> pointerBehind(s.vector());
      case Expression.Component c -> pointerBehind(c.vector());
      case Expression.ThreadElement e -> pointerBehind(e.matrix());
      case Expression.Use u -> throw new AssertionError("no pointer behind " + u);
    };
  }
}
