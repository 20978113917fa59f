package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.List;

/** Reads the statements of one function. */
final class StatementParser {

  private static final int LONGEST_LOCAL_ARRAY = 1 << 16;

  private final Tokens tokens;
  private final Source source;
  private final TypeParser types;
  private final Scope scope;
  private final ExpressionParser expressions;
  private final Type returnType;
  private int loops;

  StatementParser(
      Tokens tokens, TypeParser types, Scope scope, ExpressionParser expressions, Type returnType) {
    this.tokens = tokens;
    this.source = tokens.source();
    this.types = types;
    this.scope = scope;
    this.expressions = expressions;
    this.returnType = returnType;
  }

  /** Returns a braced block in a scope of its own. */
  Statement.Block block() {
    int offset = tokens.expect("{", "to open a block").offset();
    tokens.enter();
    scope.enter();
    List<Statement> statements = new ArrayList<>();
    while (!tokens.isNext("}")) {
      if (tokens.atEnd()) {
        throw tokens.unexpected("'}' to close the block opened in line " + source.line(offset));
      }
      statement(statements);
    }
    tokens.next();
    scope.leave();
    tokens.leave();
    return new Statement.Block(List.copyOf(statements), offset);
  }

  /** Reads one statement; a declaration of several variables becomes several. */
  private void statement(List<Statement> result) {
    Token token = tokens.peek();
    skipAttributes();
    if (token.is(";")) {
      tokens.next();
    } else if (token.is("static_assert")) {
      expressions.staticAssert();
    } else if (startsDeclaration()) {
      declaration(result);
      tokens.expect(";", "after the declaration");
    } else {
      result.add(simple(token));
    }
  }

  private boolean startsDeclaration() {
    Token token = tokens.peek();
    if (startsFunctionPointer()) {
      throw source.unsupported(token.offset(), "a pointer to a function or an array");
    }
    return scope.find(token.text()) == null
        && types.startsType(token)
        && !tokens.peek(1).is("(")
        && !tokens.peek(1).is("::")
        && !token.is("as_type");
  }

  /** Returns whether {@code type (*name)} comes next with what only a declaration goes on with. */
  private boolean startsFunctionPointer() {
    return tokens.peek(1).is("(")
        && tokens.peek(2).is("*")
        && tokens.peek(4).is(")")
        && (tokens.peek(5).is("(") || tokens.peek(5).is("["))
        && types.startsType(tokens.peek());
  }

  private void skipAttributes() {
    while (tokens.isNext("[") && tokens.peek(1).is("[")) {
      while (!(tokens.isNext("]") && tokens.peek(1).is("]"))) {
        if (tokens.atEnd()) {
          throw tokens.unexpected("']]' to close the attribute");
        }
        tokens.next();
      }
      tokens.next();
      tokens.next();
    }
  }

  private Statement simple(Token token) {
    return switch (token.text()) {
      case "{" -> block();
      case "if" -> ifStatement();
      case "for" -> forLoop();
      case "while" -> whileLoop();
      case "do" -> doLoop();
      case "return" -> returnStatement();
      case "break", "continue" -> {
        tokens.next();
        if (loops == 0) {
          throw source.malformed(token.offset(), "'" + token.text() + "' outside of a loop");
        }
        tokens.expect(";", "after '" + token.text() + "'");
        yield token.is("break")
            ? new Statement.Break(token.offset())
            : new Statement.Continue(token.offset());
      }
      case "switch", "goto", "case", "default", "using", "typedef", "try", "discard_fragment" ->
          throw source.unsupported(token.offset(), "'" + token.text() + "' in a function");
      default -> {
        if (token.kind() == Token.Kind.IDENTIFIER && tokens.peek(1).is(":")) {
          throw source.unsupported(token.offset(), "a label");
        }
        TypedExpression expression = expressions.expression();
        tokens.expect(";", "after the statement");
        yield new Statement.Evaluate(expression, token.offset());
      }
    };
  }

  /** Returns a statement that a condition or loop governs, in a scope of its own. */
  private Statement governed() {
    int offset = tokens.offset();
    tokens.enter();
    scope.enter();
    List<Statement> statements = new ArrayList<>();
    statement(statements);
    scope.leave();
    tokens.leave();
    return statements.size() == 1
        ? statements.get(0)
        : new Statement.Block(List.copyOf(statements), offset);
  }

  private TypedExpression parenthesizedCondition(String keyword) {
    if (tokens.isNext("constexpr")) {
      throw source.unsupported(tokens.offset(), "'" + keyword + " constexpr'");
    }
    tokens.expect("(", "after '" + keyword + "'");
    if (startsDeclaration()) {
      throw source.unsupported(tokens.offset(), "a declaration in a condition");
    }
    TypedExpression condition = expressions.typing().condition(expressions.expression());
    tokens.expect(")", "after the condition of '" + keyword + "'");
    return condition;
  }

  private Statement ifStatement() {
    int offset = tokens.next().offset();
    TypedExpression condition = parenthesizedCondition("if");
    Statement yes = governed();
    Statement no = tokens.accept("else") ? governed() : null;
    return new Statement.If(condition, yes, no, offset);
  }

  private Statement body() {
    loops++;
    Statement body = governed();
    loops--;
    return body;
  }

  private Statement forLoop() {
    int offset = tokens.next().offset();
    tokens.expect("(", "after 'for'");
    scope.enter();
    List<Statement> start = new ArrayList<>();
    if (!tokens.isNext(";")) {
      if (startsDeclaration()) {
        declaration(start);
      } else {
        start.add(new Statement.Evaluate(expressions.expression(), offset));
      }
    }
    if (tokens.isNext(":")) {
      throw source.unsupported(offset, "'for' over a range");
    }
    tokens.expect(";", "after the start of 'for'");
    TypedExpression condition =
        tokens.isNext(";") ? null : expressions.typing().condition(expressions.expression());
    tokens.expect(";", "after the condition of 'for'");
    TypedExpression step = tokens.isNext(")") ? null : expressions.expression();
    tokens.expect(")", "after the step of 'for'");
    Statement body = body();
    scope.leave();
    Statement first = new Statement.Block(List.copyOf(start), offset);
    return new Statement.Loop(first, condition, step, body, true, offset);
  }

  private Statement whileLoop() {
    int offset = tokens.next().offset();
    TypedExpression condition = parenthesizedCondition("while");
    return new Statement.Loop(null, condition, null, body(), true, offset);
  }

  private Statement doLoop() {
    int offset = tokens.next().offset();
    Statement body = body();
    tokens.expect("while", "after the body of 'do'");
    TypedExpression condition = parenthesizedCondition("while");
    tokens.expect(";", "after 'do .. while'");
    return new Statement.Loop(null, condition, null, body, false, offset);
  }

  private Statement returnStatement() {
    int offset = tokens.next().offset();
    TypedExpression value = null;
    if (!tokens.isNext(";")) {
      value = expressions.returned(returnType);
    } else if (returnType != Type.None.VOID) {
      throw tokens.unexpected("a value of type " + returnType.spelling() + " to return");
    }
    tokens.expect(";", "after 'return'");
    return new Statement.Return(value, offset);
  }

  /** Declarations up to their {@code ;}, which is left. */
  void declaration(List<Statement> result) {
    TypeParser.Specifier specifier = types.specifier();
    do {
      result.add(declarator(specifier));
    } while (tokens.accept(","));
  }

  private Statement declarator(TypeParser.Specifier specifier) {
    Type base = specifier.type();
    Type pointed =
        base == null ? null : types.pointers(base, specifier.space(), specifier.readOnly());
    if (tokens.isNext("&") || tokens.isNext("&&")) {
      throw source.unsupported(tokens.offset(), "a local reference");
    }
    if (tokens.isNext("(") || tokens.isNext("[") || (pointed == null && tokens.isNext("*"))) {
      throw source.unsupported(tokens.offset(), "this form of declaration");
    }
    Token name = tokens.identifier("a name for the variable");
    if (pointed == null) {
      tokens.expect("=", "after 'auto " + name.text() + "'");
      TypedExpression value = expressions.assignment();
      return declare(name, value.type(), specifier, List.of(value));
    }
    Type type = arrays(pointed);
    boolean lone = !(type instanceof Type.Array);
    if (lone && !(type instanceof Type.Pointer) && tokens.isNext("(")) {
      return declare(name, type, specifier, List.of(expressions.construct(type, name.offset())));
    }
    if (tokens.isNext("{")) {
      throw source.unsupported(tokens.offset(), "'{..}' without '='");
    }
    if (!tokens.accept("=")) {
      return declare(name, type, specifier, List.of());
    }
    List<TypedExpression> initial =
        tokens.isNext("{")
            ? braced(type, name)
            : List.of(expressions.initializer(type, "'" + name.text() + "'"));
    if (!lone && initial.size() == 1 && ((Type.Array) type).length() != 1) {
      throw source.malformed(name.offset(), "an array is initialized with '{..}'");
    }
    return declare(name, type, specifier, initial);
  }

  private Type arrays(Type element) {
    if (!tokens.isNext("[")) {
      return element;
    }
    int offset = tokens.next().offset();
    if (tokens.isNext("]")) {
      throw source.unsupported(offset, "an array without a length");
    }
    TypedExpression length = expressions.expression();
    tokens.expect("]", "after the array's length");
    Type inner = arrays(element);
    Long value = ConstantIntegers.value(length);
    if (value == null) {
      throw source.unsupported(offset, "an array length that is not a constant");
    }
    if (value < 1 || value > LONGEST_LOCAL_ARRAY / inner.stride()) {
      throw source.malformed(
          offset,
          "expected an array of 1 to %d scalars, found length %d"
              .formatted(LONGEST_LOCAL_ARRAY, value));
    }
    if (inner == Type.None.VOID
        || inner instanceof Type.Pointer
        || inner instanceof Type.Matrix8x8) {
      throw source.unsupported(offset, "an array of " + inner.spelling());
    }
    return new Type.Array(inner, value.intValue());
  }

  /** {@code {a, b}}: values for an array or vector, zero where the list ends early. */
  private List<TypedExpression> braced(Type type, Token name) {
    int offset = tokens.next().offset();
    Type element = type instanceof Type.Array a ? a.element() : type;
    if (type instanceof Type.Vector vector) {
      element = vector.element();
    }
    if (!element.isArithmetic()) {
      throw source.unsupported(offset, "'{..}' for " + type.spelling());
    }
    List<TypedExpression> values = new ArrayList<>();
    while (!tokens.isNext("}")) {
      values.add(expressions.initializer(element, "'" + name.text() + "'"));
      if (!tokens.accept(",")) {
        break;
      }
    }
    tokens.expect("}", "after the values");
    int wanted = type instanceof Type.Array a ? a.length() : type.components();
    if (values.size() > wanted) {
      throw source.malformed(
          offset, "expected at most %d values, found %d".formatted(wanted, values.size()));
    }
    TypedExpression zero =
        expressions
            .typing()
            .convert(new TypedExpression.IntegerLiteral(ScalarType.INT, 0, offset), element);
    while (values.size() < wanted) {
      values.add(zero);
    }
    return type instanceof Type.Vector
        ? List.of(expressions.typing().construct(type, values, offset))
        : values;
  }

  private Statement declare(
      Token name, Type type, TypeParser.Specifier specifier, List<TypedExpression> initial) {
    boolean pointer = type instanceof Type.Pointer;
    MetalAddressSpace space =
        specifier.space() == null || pointer ? MetalAddressSpace.THREAD : specifier.space();
    if (type == Type.None.VOID) {
      throw source.malformed(name.offset(), "a variable cannot be void");
    }
    if (space == MetalAddressSpace.DEVICE
        || (space == MetalAddressSpace.CONSTANT && initial.isEmpty())) {
      throw source.malformed(
          name.offset(), "a local variable cannot lie in " + space.spelling() + " memory");
    }
    if (space == MetalAddressSpace.THREADGROUP && !initial.isEmpty()) {
      throw source.malformed(name.offset(), "threadgroup memory cannot be initialized");
    }
    boolean readOnly = !pointer && (specifier.readOnly() || space == MetalAddressSpace.CONSTANT);
    MetalAddressSpace lies = space == MetalAddressSpace.CONSTANT ? MetalAddressSpace.THREAD : space;
    Variable variable = Variable.of(name, type, lies, readOnly);
    if (readOnly && initial.size() == 1) {
      variable.setConstant(ConstantIntegers.value(initial.getFirst()));
    }
    scope.declare(variable);
    return new Statement.Declare(variable, initial, name.offset());
  }
}
