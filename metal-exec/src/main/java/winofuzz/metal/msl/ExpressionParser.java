package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads expressions by precedence climbing and types them as they are built. */
final class ExpressionParser {

  private final Tokens tokens;
  private final Source source;
  private final TypeParser types;
  private final Scope scope;
  private final Map<String, Function> functions;
  private final Typing typing;
  private final Places places;
  private final LibraryTyping library;
  private final Numbers numbers;
  private final FloatingConstants constants;

  ExpressionParser(
      Tokens tokens,
      TypeParser types,
      Scope scope,
      Map<String, Function> functions,
      Numbers numbers) {
    this.tokens = tokens;
    this.source = tokens.source();
    this.types = types;
    this.scope = scope;
    this.functions = functions;
    this.typing = new Typing(source);
    this.places = new Places(source, typing);
    this.library = new LibraryTyping(source, typing, numbers);
    this.numbers = numbers;
    this.constants = new FloatingConstants(source, numbers);
  }

  Typing typing() {
    return typing;
  }

  /** Returns a whole expression, commas included. */
  TypedExpression expression() {
    TypedExpression result = assignment();
    while (tokens.isNext(",")) {
      int offset = tokens.next().offset();
      result = new TypedExpression.Comma(result, assignment(), offset);
    }
    return result;
  }

  /** Returns an expression without a comma at its top: an argument or initializer. */
  TypedExpression assignment() {
    tokens.enter();
    TypedExpression left = conditional();
    Token token = tokens.peek();
    TypedExpression result = left;
    if (token.is("=")) {
      tokens.next();
      result = places.assign(left, assignment(), token.offset());
    } else if (token.kind() == Token.Kind.PUNCTUATOR && token.text().endsWith("=")) {
      String spelling = token.text().substring(0, token.text().length() - 1);
      BinaryOperator operator = BinaryOperator.spelled(spelling);
      if (operator != null && !operator.isComparison()) {
        tokens.next();
        result = places.update(operator, left, assignment(), false, token.offset());
      }
    }
    tokens.leave();
    return result;
  }

  /** Returns an initializer of a variable of a type, or of an element of it. */
  TypedExpression initializer(Type type, String what) {
    return typing.implicit(assignment(), type, what);
  }

  /** Returns a value to return from a function. */
  TypedExpression returned(Type type) {
    TypedExpression value = expression();
    if (type == Type.None.VOID) {
      throw source.malformed(value.offset(), "a void function returns no value");
    }
    return typing.implicit(value, type, "return value");
  }

  private TypedExpression conditional() {
    TypedExpression condition = logicalOr();
    if (!tokens.isNext("?")) {
      return condition;
    }
    int offset = tokens.next().offset();
    tokens.enter();
    TypedExpression yes = expression();
    tokens.expect(":", "in '?:'");
    TypedExpression no = assignment();
    tokens.leave();
    return typing.conditional(condition, yes, no, offset);
  }

  private TypedExpression logicalOr() {
    TypedExpression left = logicalAnd();
    while (tokens.isNext("||")) {
      int offset = tokens.next().offset();
      TypedExpression right = logicalAnd();
      left =
          new TypedExpression.ShortCircuit(
              false, typing.condition(left), typing.condition(right), offset);
    }
    return left;
  }

  private TypedExpression logicalAnd() {
    TypedExpression left = binary(unary(), 1);
    while (tokens.isNext("&&")) {
      int offset = tokens.next().offset();
      TypedExpression right = binary(unary(), 1);
      left =
          new TypedExpression.ShortCircuit(
              true, typing.condition(left), typing.condition(right), offset);
    }
    return left;
  }

  private TypedExpression binary(TypedExpression first, int lowest) {
    TypedExpression left = first;
    while (true) {
      BinaryOperator operator = operatorAtLeast(lowest);
      if (operator == null) {
        return left;
      }
      int offset = tokens.next().offset();
      TypedExpression right = unary();
      while (operatorAtLeast(operator.precedence() + 1) != null) {
        right = binary(right, operator.precedence() + 1);
      }
      left = typing.binary(operator, left, right, offset);
    }
  }

  private @Nullable BinaryOperator operatorAtLeast(int lowest) {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.PUNCTUATOR) {
      return null;
    }
    BinaryOperator operator = BinaryOperator.spelled(token.text());
    return operator != null && operator.precedence() >= lowest ? operator : null;
  }

  private TypedExpression unary() {
    tokens.enter();
    TypedExpression result = unaryInside();
    tokens.leave();
    return result;
  }

  private TypedExpression unaryInside() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.PUNCTUATOR) {
      return postfix();
    }
    switch (token.text()) {
      case "+" -> {
        tokens.next();
        return typing.promote(unary());
      }
      case "-" -> {
        tokens.next();
        return typing.negate(unary(), token.offset());
      }
      case "!" -> {
        tokens.next();
        return typing.not(unary(), token.offset());
      }
      case "~" -> {
        tokens.next();
        return typing.complement(unary(), token.offset());
      }
      case "*" -> {
        tokens.next();
        return places.dereference(unary(), token.offset());
      }
      case "&" -> {
        tokens.next();
        return places.addressOf(unary(), token.offset());
      }
      case "++", "--" -> {
        tokens.next();
        return step(token, unary(), false);
      }
      case "(" -> {
        return startsCast() ? cast() : postfix();
      }
      default -> {
        return postfix();
      }
    }
  }

  /**
   * Returns whether a parenthesis holds a type, not an expression that begins with one: {@code
   * (int(x))}.
   */
  private boolean startsCast() {
    if (isVariable(tokens.peek(1)) || !types.startsType(tokens.peek(1))) {
      return false;
    }
    int start = tokens.mark();
    tokens.next();
    types.typeName();
    boolean constructs = tokens.isNext("(");
    tokens.reset(start);
    return !constructs;
  }

  private boolean isVariable(Token token) {
    return token.kind() == Token.Kind.IDENTIFIER && scope.find(token.text()) != null;
  }

  private TypedExpression cast() {
    Token open = tokens.next();
    Token name = tokens.peek();
    Type type = types.typeName();
    tokens.expect(")", "after the type of a cast");
    return typing.cast(numbers.roundedBy(name.text(), unary()), type, open.offset());
  }

  private TypedExpression step(Token operator, TypedExpression place, boolean old) {
    BinaryOperator change = operator.is("++") ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
    TypedExpression one = new TypedExpression.IntegerLiteral(ScalarType.INT, 1, operator.offset());
    return places.update(change, place, one, old, operator.offset());
  }

  private TypedExpression postfix() {
    TypedExpression result = primary();
    while (tokens.peek().kind() == Token.Kind.PUNCTUATOR) {
      Token token = tokens.peek();
      switch (token.text()) {
        case "[" -> {
          tokens.next();
          TypedExpression index = expression();
          tokens.expect("]", "after the index");
          result = places.index(result, index, token.offset());
        }
        case "." -> {
          tokens.next();
          result = member(result);
        }
        case "->" -> throw source.unsupported(token.offset(), "'->'");
        case "++", "--" -> {
          tokens.next();
          result = step(token, result, true);
        }
        default -> {
          return result;
        }
      }
    }
    return result;
  }

  private TypedExpression member(TypedExpression object) {
    Token name = tokens.identifier("a component after '.'");
    if (!name.is("thread_elements")) {
      return places.swizzle(object, name);
    }
    tokens.expect("(", "after thread_elements");
    tokens.expect(")", "after thread_elements(");
    if (!tokens.isNext("[")) {
      throw source.unsupported(name.offset(), "thread_elements() without '[' and an element");
    }
    tokens.next();
    TypedExpression index = expression();
    tokens.expect("]", "after the element");
    return places.threadElement(object, index, name.offset());
  }

  private TypedExpression primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case INTEGER -> Literals.integer(source, tokens.next());
      case FLOATING -> constants.of(tokens.next());
      case IDENTIFIER -> named();
      case PUNCTUATOR -> {
        if (token.is("[") || token.is("{")) {
          throw source.unsupported(
              token.offset(), token.is("[") ? "a lambda" : "'{..}' in an expression");
        }
        if (!token.is("(")) {
          throw tokens.unexpected("an expression");
        }
        tokens.next();
        TypedExpression inside = expression();
        tokens.expect(")", "to close '('");
        yield inside;
      }
      case STRING -> throw source.unsupported(token.offset(), "a string in an expression");
      case END -> throw tokens.unexpected("an expression");
    };
  }

  private TypedExpression named() {
    skipNamespaces();
    Token name = tokens.peek();
    Variable variable = scope.find(name.text());
    if (variable != null) {
      tokens.next();
      return places.use(variable, name.offset());
    }
    switch (name.text()) {
      case "as_type", "static_cast", "reinterpret_cast" -> {
        return templateCast();
      }
      case "make_filled_simdgroup_matrix" -> {
        return filledMatrix();
      }
      case "sizeof" -> {
        return sizeOf();
      }
      case "__builtin_convertvector" -> {
        return convertVector();
      }
      default -> {
        if (functions.containsKey(name.text()) || !types.startsType(name)) {
          return constantOrCall();
        }
        Type type = types.typeName();
        if (tokens.isNext("{")) {
          throw source.unsupported(tokens.offset(), "'{..}' in an expression");
        }
        return construct(type, name.offset());
      }
    }
  }

  /** Returns a value of a type from what is in the parentheses that come next. */
  TypedExpression construct(Type type, int offset) {
    List<TypedExpression> parts = arguments(type.spelling());
    return type instanceof Type.Matrix8x8 matrix && parts.size() == 1
        ? library.filledMatrix(matrix, parts.get(0), offset)
        : typing.construct(type, parts, offset);
  }

  /**
   * {@code metal::}, {@code precise::}, {@code fast::} and {@code mem_flags::} choose no other
   * meaning.
   */
  private void skipNamespaces() {
    while (tokens.peek(1).is("::")) {
      Token space = tokens.peek();
      switch (space.text()) {
        case "metal", "precise", "fast", "mem_flags" -> {
          tokens.next();
          tokens.next();
        }
        default -> throw source.unsupported(space.offset(), "the namespace " + space.described());
      }
    }
    if (tokens.peek().kind() != Token.Kind.IDENTIFIER) {
      throw tokens.unexpected("a name after '::'");
    }
  }

  private TypedExpression constantOrCall() {
    Token name = tokens.next();
    if (!tokens.isNext("(")) {
      TypedExpression constant = NamedConstants.named(name.text(), numbers, name.offset());
      if (constant == null) {
        throw unknown(name, "a declared name");
      }
      return constant;
    }
    Function function = functions.get(name.text());
    if (function != null) {
      return call(function, name);
    }
    LibraryFunction libraryFunction = LibraryFunction.named(name.text());
    if (libraryFunction == null) {
      throw unknown(name, "a function declared above or a library function");
    }
    List<TypedExpression> arguments = arguments(name.text());
    boolean defaultOrder =
        libraryFunction == LibraryFunction.SIMDGROUP_STORE
            || libraryFunction == LibraryFunction.SIMDGROUP_LOAD;
    if (defaultOrder && arguments.size() > 3) {
      throw source.unsupported(name.offset(), name.text() + " with an origin or transposition");
    }
    return library.call(libraryFunction, arguments, name.offset());
  }

  /** Returns the error for a name that is not known: one of Metal's, or a mistake. */
  private MslSyntaxException unknown(Token name, String expected) {
    if (tokens.isNext("<") && isTemplateArgument(tokens.peek(1))) {
      return source.unsupported(name.offset(), "'" + name.text() + "' with template arguments");
    }
    boolean known =
        UnsupportedNames.isKeyword(name)
            || UnsupportedNames.isConstant(name.text())
            || UnsupportedNames.isFunction(name.text());
    return known
        ? source.unsupported(name.offset(), name.text())
        : source.malformed(
            name.offset(), "expected %s, found %s".formatted(expected, name.described()));
  }

  private boolean isTemplateArgument(Token token) {
    return types.startsType(token) && !isVariable(token);
  }

  List<TypedExpression> arguments(String what) {
    tokens.expect("(", "after " + what);
    List<TypedExpression> arguments = new ArrayList<>();
    if (!tokens.isNext(")")) {
      do {
        arguments.add(assignment());
      } while (tokens.accept(","));
    }
    tokens.expect(")", "after the arguments of " + what);
    return arguments;
  }

  private TypedExpression call(Function function, Token name) {
    List<Parameter> parameters = function.parameters();
    List<TypedExpression> arguments = arguments(name.text());
    if (function.isKernel()) {
      throw source.malformed(name.offset(), "a kernel cannot be called");
    }
    if (parameters.size() != arguments.size()) {
      throw source.malformed(
          name.offset(),
          "%s: expected %d arguments, found %d"
              .formatted(function.name(), parameters.size(), arguments.size()));
    }
    List<TypedExpression> converted = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      Variable parameter = parameters.get(i).variable();
      TypedExpression argument = arguments.get(i);
      if (parameter.isReference()) {
        argument = places.addressOf(argument, argument.offset());
      }
      converted.add(
          typing.implicit(argument, parameter.type(), "argument '" + parameter.name() + "'"));
    }
    return new TypedExpression.Call(function, List.copyOf(converted), name.offset());
  }

  private TypedExpression templateCast() {
    Token name = tokens.next();
    tokens.expect("<", "after " + name.text());
    Type type = types.typeName();
    tokens.expect(">", "after the type of " + name.text());
    tokens.expect("(", "after " + name.text() + "<..>");
    TypedExpression value = expression();
    tokens.expect(")", "to close " + name.text());
    return name.is("as_type")
        ? typing.reinterpret(type, value, name.offset())
        : typing.cast(value, type, name.offset());
  }

  private TypedExpression convertVector() {
    Token name = tokens.next();
    tokens.expect("(", "after " + name.text());
    TypedExpression value = assignment();
    tokens.expect(",", "before the type of " + name.text());
    Type type = types.typeName();
    tokens.expect(")", "to close " + name.text());
    return typing.cast(value, type, name.offset());
  }

  private TypedExpression filledMatrix() {
    Token name = tokens.next();
    tokens.expect("<", "after " + name.text());
    Type element = types.typeName();
    for (int i = 0; i < 2; i++) {
      tokens.expect(",", "and a size in " + name.text());
      tokens.expect("8", "as the size in " + name.text());
    }
    tokens.expect(">", "after the sizes of " + name.text());
    List<TypedExpression> arguments = arguments(name.text());
    if (!(element instanceof ScalarType scalar) || arguments.size() != 1) {
      throw source.malformed(name.offset(), name.text() + ": expected a scalar type and one value");
    }
    return library.filledMatrix(new Type.Matrix8x8(scalar), arguments.get(0), name.offset());
  }

  /** Reads a {@code static_assert}, which must hold. */
  void staticAssert() {
    Token name = tokens.next();
    tokens.expect("(", "after static_assert");
    TypedExpression condition = typing.condition(assignment());
    StringBuilder message = new StringBuilder();
    if (tokens.accept(",")) {
      while (tokens.peek().kind() == Token.Kind.STRING) {
        message.append(' ').append(tokens.next().text());
      }
    }
    tokens.expect(")", "to close static_assert");
    tokens.expect(";", "after static_assert");
    Long holds = ConstantIntegers.value(condition);
    if (holds == null) {
      throw source.unsupported(
          name.offset(), "static_assert of what is no constant of integers here");
    }
    if (holds == 0) {
      throw source.malformed(
          name.offset(), "the static_assert does not hold" + Source.printable(message.toString()));
    }
  }

  private TypedExpression sizeOf() {
    Token name = tokens.next();
    if (!tokens.isNext("(")) {
      throw source.unsupported(name.offset(), "sizeof without parentheses");
    }
    tokens.expect("(", "after sizeof");
    Type type = types.startsType(tokens.peek()) ? types.typeName() : expression().type();
    tokens.expect(")", "to close sizeof");
    if (type instanceof Type.Pointer || type == Type.None.VOID) {
      throw source.unsupported(name.offset(), "sizeof(" + type.spelling() + ")");
    }
    if (type.scalar() == ScalarType.FIELD) {
      throw source.unsupported(name.offset(), "sizeof a number that is a field element");
    }
    long bytes = (long) type.stride() * type.scalar().bytes();
    return new TypedExpression.IntegerLiteral(ScalarType.ULONG, bytes, name.offset());
  }
}
