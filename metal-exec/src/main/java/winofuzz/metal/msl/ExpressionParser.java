package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /** By the index of the question mark: an expression that is read twice is one. */
  private final SortedMap<Integer, Program.MixedChoice> mixedChoices = new TreeMap<>();

  ExpressionParser(Tokens tokens, TypeParser types, Scope scope, Map<String, Function> functions) {
    this.tokens = tokens;
    this.source = tokens.source();
    this.types = types;
    this.scope = scope;
    this.functions = functions;
    this.typing = new Typing(source);
    this.places = new Places(source, typing);
    this.library = new LibraryTyping(source, typing);
  }

  /** The choices between scalars of different types so far, in order. */
  List<Program.MixedChoice> mixedChoices() {
    return List.copyOf(mixedChoices.values());
  }

  Typing typing() {
    return typing;
  }

  /** A whole expression, commas included. */
  Expression expression() {
    Expression result = assignment();
    while (tokens.isNext(",")) {
      int offset = tokens.next().offset();
      result = new Expression.Comma(result, assignment(), offset);
    }
    return result;
  }

  /** An expression without a comma at its top: an argument or initializer. */
  Expression assignment() {
    tokens.enter();
    Expression left = conditional();
    Token token = tokens.peek();
    Expression result = left;
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

  private Expression conditional() {
    int start = tokens.mark();
    Expression condition = logicalOr();
    if (!tokens.isNext("?")) {
      return condition;
    }
    int question = tokens.mark();
    int offset = tokens.next().offset();
    tokens.enter();
    Expression yes = expression();
    int colon = tokens.mark();
    tokens.expect(":", "in '?:'");
    Expression no = assignment();
    tokens.leave();
    if (yes.type() instanceof ScalarType a && no.type() instanceof ScalarType b && a != b) {
      mixedChoices.put(question, new Program.MixedChoice(start, question, colon, tokens.mark()));
    }
    return typing.conditional(condition, yes, no, offset);
  }

  private Expression logicalOr() {
    Expression left = logicalAnd();
    while (tokens.isNext("||")) {
      int offset = tokens.next().offset();
      Expression right = logicalAnd();
      left =
          new Expression.ShortCircuit(
              false, typing.condition(left), typing.condition(right), offset);
    }
    return left;
  }

  private Expression logicalAnd() {
    Expression left = binary(unary(), 1);
    while (tokens.isNext("&&")) {
      int offset = tokens.next().offset();
      Expression right = binary(unary(), 1);
      left =
          new Expression.ShortCircuit(
              true, typing.condition(left), typing.condition(right), offset);
    }
    return left;
  }

  private Expression binary(Expression first, int lowest) {
    Expression left = first;
    while (true) {
      BinaryOperator operator = operatorAtLeast(lowest);
      if (operator == null) {
        return left;
      }
      int offset = tokens.next().offset();
      Expression right = unary();
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

  private Expression unary() {
    tokens.enter();
    Expression result = unaryInside();
    tokens.leave();
    return result;
  }

  private Expression unaryInside() {
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
   * Whether a parenthesis holds a type, not an expression that begins with one: {@code (int(x))}.
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

  private Expression cast() {
    Token open = tokens.next();
    Type type = types.typeName();
    tokens.expect(")", "after the type of a cast");
    return typing.cast(unary(), type, open.offset());
  }

  private Expression step(Token operator, Expression place, boolean old) {
    BinaryOperator change = operator.is("++") ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
    Expression one = new Expression.IntegerLiteral(ScalarType.INT, 1, operator.offset());
    return places.update(change, place, one, old, operator.offset());
  }

  private Expression postfix() {
    Expression result = primary();
    while (tokens.peek().kind() == Token.Kind.PUNCTUATOR) {
      Token token = tokens.peek();
      switch (token.text()) {
        case "[" -> {
          tokens.next();
          Expression index = expression();
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

  private Expression member(Expression object) {
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
    Expression index = expression();
    tokens.expect("]", "after the element");
    return places.threadElement(object, index, name.offset());
  }

  private Expression primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case INTEGER -> Literals.integer(source, tokens.next());
      case FLOATING -> Literals.floating(source, tokens.next());
      case IDENTIFIER -> named();
      case PUNCTUATOR -> {
        if (!token.is("(")) {
          throw tokens.unexpected("an expression");
        }
        tokens.next();
        Expression inside = expression();
        tokens.expect(")", "to close '('");
        yield inside;
      }
      case STRING, END -> throw tokens.unexpected("an expression");
    };
  }

  private Expression named() {
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
        if (types.startsType(name)) {
          Type type = types.typeName();
          return construct(type, name.offset());
        }
        return constantOrCall();
      }
    }
  }

  /** A value of a type from what is in the parentheses that come next. */
  Expression construct(Type type, int offset) {
    List<Expression> parts = arguments(type.spelling());
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

  private Expression constantOrCall() {
    Token name = tokens.next();
    if (!tokens.isNext("(")) {
      Expression constant = NamedConstants.named(name.text(), name.offset());
      if (constant == null) {
        throw source.malformed(
            name.offset(), "expected a declared name, found " + name.described());
      }
      return constant;
    }
    Function function = functions.get(name.text());
    if (function != null) {
      return call(function, arguments(name.text()), name);
    }
    LibraryFunction libraryFunction = LibraryFunction.named(name.text());
    if (libraryFunction == null) {
      if (MissingFunctions.has(name.text())) {
        throw source.unsupported(name.offset(), name.text());
      }
      throw source.malformed(
          name.offset(),
          "expected a function declared above or a library function, found " + name.described());
    }
    List<Expression> arguments = arguments(name.text());
    boolean defaultOrder =
        libraryFunction == LibraryFunction.SIMDGROUP_STORE
            || libraryFunction == LibraryFunction.SIMDGROUP_LOAD;
    if (defaultOrder && arguments.size() > 3) {
      throw source.unsupported(name.offset(), name.text() + " with an origin or transposition");
    }
    return library.call(libraryFunction, arguments, name.offset());
  }

  List<Expression> arguments(String what) {
    tokens.expect("(", "after " + what);
    List<Expression> arguments = new ArrayList<>();
    if (!tokens.isNext(")")) {
      do {
        arguments.add(assignment());
      } while (tokens.accept(","));
    }
    tokens.expect(")", "after the arguments of " + what);
    return arguments;
  }

  private Expression call(Function function, List<Expression> arguments, Token name) {
    List<Parameter> parameters = function.parameters();
    if (function.isKernel()) {
      throw source.malformed(name.offset(), "a kernel cannot be called");
    }
    if (parameters.size() != arguments.size()) {
      throw source.malformed(
          name.offset(),
          "%s: expected %d arguments, found %d"
              .formatted(function.name(), parameters.size(), arguments.size()));
    }
    List<Expression> converted = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      Variable parameter = parameters.get(i).variable();
      Expression argument = arguments.get(i);
      if (parameter.isReference()) {
        argument = places.addressOf(argument, argument.offset());
      }
      converted.add(
          typing.implicit(argument, parameter.type(), "argument '" + parameter.name() + "'"));
    }
    return new Expression.Call(function, List.copyOf(converted), name.offset());
  }

  private Expression templateCast() {
    Token name = tokens.next();
    tokens.expect("<", "after " + name.text());
    Type type = types.typeName();
    tokens.expect(">", "after the type of " + name.text());
    tokens.expect("(", "after " + name.text() + "<..>");
    Expression value = expression();
    tokens.expect(")", "to close " + name.text());
    return name.is("as_type")
        ? typing.reinterpret(type, value, name.offset())
        : typing.cast(value, type, name.offset());
  }

  private Expression convertVector() {
    Token name = tokens.next();
    tokens.expect("(", "after " + name.text());
    Expression value = assignment();
    tokens.expect(",", "before the type of " + name.text());
    Type type = types.typeName();
    tokens.expect(")", "to close " + name.text());
    return typing.cast(value, type, name.offset());
  }

  private Expression filledMatrix() {
    Token name = tokens.next();
    tokens.expect("<", "after " + name.text());
    Type element = types.typeName();
    for (int i = 0; i < 2; i++) {
      tokens.expect(",", "and a size in " + name.text());
      tokens.expect("8", "as the size in " + name.text());
    }
    tokens.expect(">", "after the sizes of " + name.text());
    List<Expression> arguments = arguments(name.text());
    if (!(element instanceof ScalarType scalar) || arguments.size() != 1) {
      throw source.malformed(name.offset(), name.text() + ": expected a scalar type and one value");
    }
    return library.filledMatrix(new Type.Matrix8x8(scalar), arguments.get(0), name.offset());
  }

  private Expression sizeOf() {
    Token name = tokens.next();
    tokens.expect("(", "after sizeof");
    Type type = types.startsType(tokens.peek()) ? types.typeName() : expression().type();
    tokens.expect(")", "to close sizeof");
    if (type instanceof Type.Pointer || type == Type.None.VOID) {
      throw source.unsupported(name.offset(), "sizeof(" + type.spelling() + ")");
    }
    long bytes = (long) type.stride() * type.scalar().bytes();
    return new Expression.IntegerLiteral(ScalarType.ULONG, bytes, name.offset());
  }
}
