package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.List;

/** Types calls of Metal's library functions. */
final class LibraryTyping {

  private final Source source;
  private final Typing typing;
  private final Numbers numbers;

  LibraryTyping(Source source, Typing typing, Numbers numbers) {
    this.source = source;
    this.typing = typing;
    this.numbers = numbers;
  }

  TypedExpression call(LibraryFunction function, List<TypedExpression> arguments, int offset) {
    if (!function.takes(arguments.size())) {
      throw source.malformed(
          offset,
          "%s: expected %d arguments, found %d"
              .formatted(function.spelling(), function.arity(), arguments.size()));
    }
    return switch (function.shape()) {
      case FLOATING ->
          elementwise(function, arguments, floating(function, arguments, offset), offset);
      case NUMERIC -> elementwise(function, arguments, common(function, arguments, offset), offset);
      case INTEGRAL -> {
        arguments.forEach(a -> typing.requireInteger(a, function.spelling()));
        yield elementwise(function, arguments, common(function, arguments, offset), offset);
      }
      case PREDICATE -> {
        Type type = floating(function, arguments, offset);
        List<TypedExpression> converted = converted(arguments, type);
        yield library(function, type.withElement(ScalarType.BOOL), converted, offset);
      }
      case LDEXP -> ldexp(function, arguments, offset);
      case SELECT -> select(function, arguments, offset);
      case BOOLEAN_REDUCTION, SIMD_VOTE -> {
        TypedExpression argument = arguments.get(0);
        typing.requireArithmetic(argument, function.spelling());
        Type bools = argument.type().withElement(ScalarType.BOOL);
        yield library(function, ScalarType.BOOL, List.of(typing.convert(argument, bools)), offset);
      }
      case VECTOR_REDUCTION -> {
        Type type = floating(function, arguments, offset);
        yield library(function, type.scalar(), converted(arguments, type), offset);
      }
      case BARRIER -> {
        typing.requireInteger(arguments.get(0), function.spelling());
        yield library(function, Type.None.VOID, arguments, offset);
      }
      case SIMD_NUMERIC, SIMD_INTEGRAL -> {
        TypedExpression argument = arguments.get(0);
        typing.requireArithmetic(argument, function.spelling());
        if (function.shape() == LibraryFunction.Shape.SIMD_INTEGRAL) {
          typing.requireInteger(argument, function.spelling());
        }
        yield library(function, argument.type(), arguments, offset);
      }
      case SIMD_SHUFFLE -> {
        TypedExpression argument = arguments.get(0);
        typing.requireArithmetic(argument, function.spelling());
        TypedExpression lane = typing.convert(typing.index(arguments.get(1)), ScalarType.INT);
        yield library(function, argument.type(), List.of(argument, lane), offset);
      }
      case SIMD_SHUFFLE_AND_FILL -> {
        TypedExpression argument = arguments.get(0);
        typing.requireArithmetic(argument, function.spelling());
        List<TypedExpression> typed = new ArrayList<>();
        typed.add(argument);
        typed.add(typing.implicit(arguments.get(1), argument.type(), "what fills"));
        for (TypedExpression count : arguments.subList(2, arguments.size())) {
          typed.add(typing.convert(typing.index(count), ScalarType.INT));
        }
        yield library(function, argument.type(), typed, offset);
      }
      case MATRIX_MULTIPLY -> matrixMultiply(function, arguments, offset);
      case MATRIX_MEMORY -> matrixMemory(function, arguments, offset);
      case MATRIX_FILL ->
          throw source.malformed(offset, "expected '<' after " + function.spelling());
      case ATOMIC -> atomic(function, arguments, offset);
    };
  }

  /** {@code make_filled_simdgroup_matrix<T, 8, 8>(value)}. */
  TypedExpression filledMatrix(Type.Matrix8x8 type, TypedExpression value, int offset) {
    return library(
        LibraryFunction.MAKE_FILLED_SIMDGROUP_MATRIX,
        type,
        List.of(typing.implicit(value, type.element(), "the matrix's value")),
        offset);
  }

  private static TypedExpression library(
      LibraryFunction function, Type type, List<TypedExpression> arguments, int offset) {
    return new TypedExpression.LibraryCall(function, type, List.copyOf(arguments), offset);
  }

  private Type common(LibraryFunction function, List<TypedExpression> arguments, int offset) {
    TypedExpression first = arguments.get(0);
    typing.requireArithmetic(first, function.spelling());
    Type type = first.type();
    for (TypedExpression argument : arguments.subList(1, arguments.size())) {
      typing.requireArithmetic(argument, function.spelling());
      if (!argument.type().equals(type)) {
        type = typing.commonType(first, argument, function.spelling(), offset);
        first = typing.convert(first, type);
      }
    }
    return type;
  }

  /** Returns the common type, integers taken as float. */
  private Type floating(LibraryFunction function, List<TypedExpression> arguments, int offset) {
    Type type = common(function, arguments, offset);
    return type.scalar().isFloating() ? type : type.withElement(numbers.meaning(ScalarType.FLOAT));
  }

  private List<TypedExpression> converted(List<TypedExpression> arguments, Type type) {
    List<TypedExpression> result = new ArrayList<>(arguments.size());
    for (TypedExpression argument : arguments) {
      result.add(typing.convert(argument, type));
    }
    return result;
  }

  private TypedExpression elementwise(
      LibraryFunction function, List<TypedExpression> arguments, Type type, int offset) {
    return library(function, type, converted(arguments, type), offset);
  }

  private TypedExpression ldexp(
      LibraryFunction function, List<TypedExpression> arguments, int offset) {
    TypedExpression value = arguments.get(0);
    Type type = floating(function, List.of(value), offset);
    typing.requireInteger(arguments.get(1), function.spelling());
    TypedExpression exponent = typing.convert(arguments.get(1), type.withElement(ScalarType.INT));
    return library(function, type, List.of(typing.convert(value, type), exponent), offset);
  }

  private TypedExpression select(
      LibraryFunction function, List<TypedExpression> arguments, int offset) {
    Type type = common(function, arguments.subList(0, 2), offset);
    Type bools = type.withElement(ScalarType.BOOL);
    typing.requireArithmetic(arguments.get(2), function.spelling());
    return library(
        function,
        type,
        List.of(
            typing.convert(arguments.get(0), type),
            typing.convert(arguments.get(1), type),
            typing.convert(arguments.get(2), bools)),
        offset);
  }

  private TypedExpression matrixMultiply(
      LibraryFunction function, List<TypedExpression> arguments, int offset) {
    for (TypedExpression argument : arguments) {
      if (!(argument.type() instanceof Type.Matrix8x8)) {
        throw source.malformed(
            argument.offset(),
            "%s: expected a simdgroup matrix, found %s"
                .formatted(function.spelling(), argument.type().spelling()));
      }
    }
    assignable(function, arguments.get(0));
    return library(function, Type.None.VOID, arguments, offset);
  }

  private TypedExpression matrixMemory(
      LibraryFunction function, List<TypedExpression> arguments, int offset) {
    TypedExpression matrix = arguments.get(0);
    boolean matching =
        matrix.type() instanceof Type.Matrix8x8 m
            && arguments.get(1).type() instanceof Type.Pointer p
            && p.target().equals(m.element());
    if (!matching) {
      throw source.malformed(
          offset,
          "%s: expected a matrix and a pointer to its element type, found %s and %s"
              .formatted(
                  function.spelling(),
                  matrix.type().spelling(),
                  arguments.get(1).type().spelling()));
    }
    if (function == LibraryFunction.SIMDGROUP_LOAD) {
      assignable(function, matrix);
    } else {
      writable(function, arguments.get(1));
    }
    TypedExpression stride = typing.convert(typing.index(arguments.get(2)), ScalarType.INT);
    return library(function, Type.None.VOID, List.of(matrix, arguments.get(1), stride), offset);
  }

  private void assignable(LibraryFunction function, TypedExpression place) {
    if (!(place instanceof TypedExpression.Use use)) {
      throw source.malformed(
          place.offset(), function.spelling() + ": expected a matrix variable for the result");
    }
    use.variable().markReassigned();
  }

  private void writable(LibraryFunction function, TypedExpression pointer) {
    if (pointer.type() instanceof Type.Pointer p && p.readOnly()) {
      throw source.malformed(
          pointer.offset(),
          function.spelling() + ": expected memory that can be written, found " + p.spelling());
    }
  }

  private TypedExpression atomic(
      LibraryFunction function, List<TypedExpression> arguments, int offset) {
    TypedExpression pointer = arguments.get(0);
    if (!(pointer.type() instanceof Type.Pointer p && p.target() instanceof Type.Atomic target)) {
      throw source.malformed(
          pointer.offset(),
          "%s: expected a pointer to an atomic, found %s"
              .formatted(function.spelling(), pointer.type().spelling()));
    }
    if (function == LibraryFunction.ATOMIC_LOAD_EXPLICIT) {
      return library(function, target.element(), List.of(pointer), offset);
    }
    writable(function, pointer);
    if (function == LibraryFunction.ATOMIC_COMPARE_EXCHANGE_WEAK_EXPLICIT) {
      Type expected = new Type.Pointer(MetalAddressSpace.THREAD, target.element(), false);
      return library(
          function,
          ScalarType.BOOL,
          List.of(
              pointer,
              typing.implicit(arguments.get(1), expected, "what is expected"),
              typing.implicit(arguments.get(2), target.element(), function.spelling())),
          offset);
    }
    TypedExpression operand =
        typing.implicit(arguments.get(1), target.element(), function.spelling());
    Type result =
        function == LibraryFunction.ATOMIC_STORE_EXPLICIT ? Type.None.VOID : target.element();
    return library(function, result, List.of(pointer, operand), offset);
  }
}
