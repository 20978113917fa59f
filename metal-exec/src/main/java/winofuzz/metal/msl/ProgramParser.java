package winofuzz.metal.msl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole text: using-directives, aliases, constants, functions and kernels. */
final class ProgramParser {

  /** The largest index of a buffer or a threadgroup argument. */
  private static final int MOST_ARGUMENT = 30;

  private static final int MOST_FUNCTION_CONSTANT = 65535;

  /** Attributes whose argument is an index. */
  private static final Set<String> INDICES = Set.of("buffer", "threadgroup", "function_constant");

  /** Attributes that give a function another name or another way to be called. */
  private static final Set<String> UNSUPPORTED_ON_FUNCTIONS =
      Set.of(
          "fragment",
          "host_name",
          "intersection",
          "mesh",
          "object",
          "stitchable",
          "vertex",
          "visible");

  private final Source source;
  private final Preprocessor.Result text;
  private final Tokens tokens;
  private final Scope scope;
  private final TypeParser types;
  private final Map<String, Function> functions = new HashMap<>();
  private final List<Function> kernels = new ArrayList<>();
  private final List<MslProgram.FunctionConstant> functionConstants = new ArrayList<>();
  private final List<Statement.Declare> constants = new ArrayList<>();
  private final ExpressionParser expressions;

  ProgramParser(Source source, Preprocessor.Result text, Numbers numbers) {
    this.source = source;
    this.text = text;
    this.tokens = new Tokens(source, text.tokens());
    this.scope = new Scope(source);
    this.types = new TypeParser(tokens, numbers);
    this.expressions = new ExpressionParser(tokens, types, scope, functions, numbers);
  }

  MslProgram program() {
    while (!tokens.atEnd()) {
      topLevel();
    }
    for (Function function : functions.values()) {
      if (!function.isDefined()) {
        throw source.malformed(
            function.offset(), "function '" + function.name() + "' is declared and has no body");
      }
    }
    return new MslProgram(
        source,
        tokens.all(),
        List.copyOf(functionConstants),
        List.copyOf(constants),
        List.copyOf(kernels),
        text.contract());
  }

  private void topLevel() {
    Token token = tokens.peek();
    switch (token.text()) {
      case ";" -> tokens.next();
      case "using" -> using();
      case "typedef" -> typedef();
      case "struct", "class", "union" -> passOverType();
      case "static_assert" -> {
        int start = tokens.mark();
        expressions.staticAssert();
        tokens.blank(start, tokens.mark());
      }
      case "template", "enum", "extern", "namespace", "vertex", "fragment" ->
          throw source.unsupported(token.offset(), "'" + token.text() + "'");
      default -> functionOrConstant();
    }
  }

  private void typedef() {
    Token word = tokens.next();
    Type type = types.typeName();
    if (tokens.isNext("(") || tokens.isNext("&")) {
      throw source.unsupported(tokens.offset(), "a typedef of a function or a reference");
    }
    types.alias(tokens.identifier("a name for the type"), type);
    if (tokens.isNext("[") || tokens.isNext(",")) {
      throw source.unsupported(word.offset(), "a typedef of an array or of several names");
    }
    tokens.expect(";", "after typedef");
  }

  /** Reads the declaration of a struct or union, which is right as long as nothing uses it. */
  private void passOverType() {
    int start = tokens.mark();
    Token word = tokens.next();
    String what = "'" + word.text() + "'";
    if (tokens.peek().kind() != Token.Kind.IDENTIFIER) {
      throw source.unsupported(word.offset(), what + " without a name");
    }
    types.passOver(tokens.next());
    if (tokens.isNext("{")) {
      tokens.passOver();
    }
    if (!tokens.isNext(";")) {
      throw source.unsupported(word.offset(), what + " with more than members");
    }
    tokens.next();
    tokens.blank(start, tokens.mark());
  }

  private void using() {
    tokens.next();
    if (tokens.accept("namespace")) {
      tokens.identifier("a namespace");
    } else {
      Token name = tokens.identifier("a name for the type");
      if (tokens.isNext("::")) {
        throw source.unsupported(name.offset(), "'using' of a single name");
      }
      tokens.expect("=", "after 'using " + name.text() + "'");
      types.alias(name, types.typeName());
    }
    tokens.expect(";", "after 'using'");
  }

  private void functionOrConstant() {
    boolean kernel = false;
    int offset = tokens.offset();
    while (true) {
      if (tokens.isNext("[") && tokens.peek(1).is("[")) {
        kernel |= functionAttributes().stream().anyMatch(a -> a.name().is("kernel"));
      } else if (tokens.accept("kernel")) {
        kernel = true;
      } else {
        break;
      }
    }
    int start = tokens.mark();
    TypeParser.Specifier specifier = types.specifier();
    if (specifier.space() == MetalAddressSpace.CONSTANT && !kernel) {
      tokens.reset(start);
      constant();
      return;
    }
    Type base = specifier.type();
    if (base == null) {
      throw source.unsupported(offset, "'auto' as a return type");
    }
    if (tokens.accept("kernel")) {
      kernel = true;
    }
    Type returnType = types.pointers(base, specifier.space(), specifier.readOnly());
    if (tokens.isNext("&")) {
      throw source.unsupported(tokens.offset(), "a function that returns a reference");
    }
    Token name = tokens.identifier("a name for the function");
    if (!tokens.isNext("(")) {
      throw tokens.unexpected("'(' after the function's name");
    }
    function(name, kernel, returnType);
  }

  private void constant() {
    if (functionConstant()) {
      return;
    }
    List<Statement> declared = new ArrayList<>();
    new StatementParser(tokens, types, scope, expressions, Type.None.VOID).declaration(declared);
    tokens.expect(";", "after the constant");
    for (Statement statement : declared) {
      if (statement instanceof Statement.Declare declare) {
        constants.add(declare);
      }
    }
  }

  /** Reads {@code constant int n [[function_constant(0)]];} if that is what stands there. */
  private boolean functionConstant() {
    int start = tokens.mark();
    TypeParser.Specifier specifier = types.specifier();
    Token name = tokens.peek();
    if (!tokens.peek(1).is("[") || !tokens.peek(2).is("[")) {
      tokens.reset(start);
      return false;
    }
    tokens.next();
    Attribute attribute = attributes().getFirst();
    if (!attribute.name().is("function_constant")) {
      throw source.unsupported(
          attribute.name().offset(), "the attribute '" + attribute.name().text() + "'");
    }
    if (!(specifier.type() instanceof ScalarType type)) {
      throw source.unsupported(name.offset(), "a function constant that is no scalar");
    }
    int index = attribute.requireArgument(source, MOST_FUNCTION_CONSTANT);
    Variable pointer =
        Variable.of(
            name,
            new Type.Pointer(MetalAddressSpace.CONSTANT, type, true),
            MetalAddressSpace.THREAD,
            true);
    functionConstants.add(new MslProgram.FunctionConstant(pointer, index));
    Variable constant = Variable.of(name, type, MetalAddressSpace.THREAD, true);
    scope.declare(constant);
    TypedExpression use = new TypedExpression.Use(pointer, name.offset());
    TypedExpression value = new TypedExpression.Dereference(type, use, name.offset());
    constants.add(new Statement.Declare(constant, List.of(value), name.offset()));
    tokens.expect(";", "after the function constant");
    return true;
  }

  private void function(Token name, boolean kernel, Type returnType) {
    scope.enter();
    List<Parameter> parameters = parameters(kernel);
    Function declared = functions.get(name.text());
    Function function = new Function(name.text(), kernel, returnType, parameters, name.offset());
    if (kernel && returnType != Type.None.VOID) {
      throw source.malformed(name.offset(), "a kernel returns void");
    }
    if (declared != null) {
      boolean same =
          !declared.isDefined()
              && declared.parameters().size() == parameters.size()
              && declared.returnType().equals(returnType);
      if (!same) {
        throw source.unsupported(name.offset(), "a second function called '" + name.text() + "'");
      }
      throw source.unsupported(name.offset(), "a function declared before it is defined");
    }
    while (tokens.isNext("[") && tokens.peek(1).is("[")) {
      functionAttributes();
    }
    functions.put(name.text(), function);
    if (!tokens.accept(";")) {
      StatementParser statements =
          new StatementParser(tokens, types, scope, expressions, returnType);
      function.define(statements.block());
    }
    scope.leave();
    if (kernel) {
      kernels.add(function);
    }
  }

  private List<Parameter> parameters(boolean kernel) {
    tokens.expect("(", "before the parameters");
    List<Parameter> parameters = new ArrayList<>();
    if (tokens.isNext("void") && tokens.peek(1).is(")")) {
      tokens.next();
    }
    int nextBuffer = 0;
    int nextThreadgroup = 0;
    while (!tokens.isNext(")")) {
      Parameter parameter = parameter(kernel, nextBuffer, nextThreadgroup);
      if (parameter instanceof Parameter.BufferArgument buffer) {
        nextBuffer = buffer.index() + 1;
      }
      if (parameter instanceof Parameter.ThreadgroupArgument threadgroup) {
        nextThreadgroup = threadgroup.index() + 1;
      }
      parameters.add(parameter);
      scope.declare(parameter.variable());
      if (!tokens.accept(",")) {
        break;
      }
    }
    tokens.expect(")", "after the parameters");
    return parameters;
  }

  private Parameter parameter(boolean kernel, int nextBuffer, int nextThreadgroup) {
    TypeParser.Specifier specifier = types.specifier();
    Type base = specifier.type();
    if (base == null) {
      throw source.unsupported(specifier.offset(), "'auto' as a parameter's type");
    }
    Type type = types.pointers(base, specifier.space(), specifier.readOnly());
    boolean reference = tokens.accept("&");
    if (tokens.isNext("(") || tokens.isNext("&&")) {
      throw source.unsupported(tokens.offset(), "this type of parameter");
    }
    if (tokens.isNext(",") || tokens.isNext(")")) {
      throw source.unsupported(tokens.offset(), "a parameter without a name");
    }
    Token name = tokens.identifier("a name for the parameter");
    if (type == Type.None.VOID || (tokens.isNext("[") && !tokens.peek(1).is("["))) {
      throw source.unsupported(name.offset(), "this type of parameter");
    }
    Variable variable = variable(name, type, specifier, reference);
    List<Attribute> attributes = tokens.isNext("[") ? attributes() : List.of();
    if (tokens.isNext("=")) {
      throw source.unsupported(tokens.offset(), "a parameter's default value");
    }
    return kernel
        ? kernelParameter(variable, attributes, nextBuffer, nextThreadgroup)
        : new Parameter.Argument(variable);
  }

  private Variable variable(
      Token name, Type type, TypeParser.Specifier specifier, boolean reference) {
    if (!reference) {
      boolean readOnly = specifier.readOnly() && !(type instanceof Type.Pointer);
      return Variable.of(name, type, MetalAddressSpace.THREAD, readOnly);
    }
    if (type instanceof Type.Pointer) {
      throw source.unsupported(name.offset(), "a reference to a pointer");
    }
    MetalAddressSpace space =
        specifier.space() == null ? MetalAddressSpace.THREAD : specifier.space();
    boolean readOnly = specifier.readOnly() || space == MetalAddressSpace.CONSTANT;
    return Variable.reference(name, new Type.Pointer(space, type, readOnly));
  }

  private Parameter kernelParameter(
      Variable variable, List<Attribute> attributes, int nextBuffer, int nextThreadgroup) {
    Integer index = null;
    for (Attribute attribute : attributes) {
      PositionAttribute position = PositionAttribute.named(attribute.name().text()).orElse(null);
      if (position != null) {
        requirePosition(variable, position);
        return new Parameter.PositionArgument(variable, position);
      }
      if (!attribute.name().is("buffer") && !attribute.name().is("threadgroup")) {
        throw source.unsupported(
            attribute.name().offset(), "the attribute '" + attribute.name().text() + "'");
      }
      index = attribute.requireArgument(source, MOST_ARGUMENT);
    }
    if (!(variable.type() instanceof Type.Pointer pointer)) {
      throw source.malformed(
          variable.offset(),
          "expected a position attribute, a pointer or a reference for the kernel's parameter '%s'"
              .formatted(variable.name()));
    }
    return switch (pointer.space()) {
      case DEVICE, CONSTANT ->
          new Parameter.BufferArgument(variable, index == null ? nextBuffer : index);
      case THREADGROUP ->
          new Parameter.ThreadgroupArgument(variable, index == null ? nextThreadgroup : index);
      case THREAD ->
          throw source.malformed(
              variable.offset(),
              "expected a device or constant pointer for the kernel's parameter '%s'"
                  .formatted(variable.name()));
    };
  }

  private void requirePosition(Variable variable, PositionAttribute position) {
    Type type = variable.type();
    boolean fits =
        type.isArithmetic()
            && (type.scalar() == ScalarType.UINT || type.scalar() == ScalarType.USHORT)
            && type.components() <= position.dimensions();
    if (!fits) {
      throw source.malformed(
          variable.offset(),
          "expected ushort or uint with at most %d components for '%s', found %s"
              .formatted(position.dimensions(), variable.name(), type.spelling()));
    }
  }

  /** One attribute of {@code [[..]]}, with its argument if it is an integer. */
  private record Attribute(Token name, @Nullable Integer argument) {
    int requireArgument(Source source, int most) {
      if (argument == null || argument < 0 || argument > most) {
        throw source.malformed(
            name.offset(), "expected an index from 0 to %d for '%s'".formatted(most, name.text()));
      }
      return argument;
    }
  }

  private List<Attribute> attributes() {
    tokens.next();
    tokens.expect("[", "of an attribute");
    List<Attribute> attributes = new ArrayList<>();
    do {
      Token name = tokens.identifier("an attribute");
      while (tokens.accept("::")) {
        name = tokens.identifier("an attribute");
      }
      Integer argument = null;
      if (tokens.isNext("(") && INDICES.contains(name.text())) {
        argument = index(name);
      } else if (tokens.isNext("(")) {
        tokens.passOver();
      }
      attributes.add(new Attribute(name, argument));
    } while (tokens.accept(","));
    tokens.expect("]", "to close the attribute");
    tokens.expect("]", "to close the attribute");
    return attributes;
  }

  private List<Attribute> functionAttributes() {
    List<Attribute> attributes = attributes();
    for (Attribute attribute : attributes) {
      if (UNSUPPORTED_ON_FUNCTIONS.contains(attribute.name().text())) {
        throw source.unsupported(
            attribute.name().offset(), "the attribute '" + attribute.name().text() + "'");
      }
    }
    return attributes;
  }

  /** Reads an index in parentheses; one too large for an int is the largest int. */
  private int index(Token attribute) {
    tokens.expect("(", "after the attribute");
    Long index = ConstantIntegers.value(expressions.assignment());
    if (index == null) {
      throw source.unsupported(
          attribute.offset(), "an index of '" + attribute.text() + "' that is no constant");
    }
    tokens.expect(")", "after the attribute's argument");
    return Math.clamp(index, -1, Integer.MAX_VALUE);
  }
}
