package winofuzz.metal.cxx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.metal.msl.Literals;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Token;

/**
 * A Metal text as C++ that means the same behind the headers among the resources.
 *
 * <p>The tokens stay as they are, but for those that C++ reads otherwise: address spaces,
 * attributes, floating literals without a suffix, swizzles, threadgroup variables.
 */
public final class Translation {

  private static final Set<String> DROPPED = Set.of("device", "thread", "volatile", "coherent");
  private static final Set<String> ASSIGNMENTS =
      Set.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=");

  private final MslProgram program;
  private final List<Token> tokens;
  private final Dialect dialect;
  private final Map<Integer, String> scopes;
  private final Operations operations;
  private final DerivedConstants derived;
  private final StringBuilder text = new StringBuilder();
  private int[] lines = new int[64];
  private int count;
  private int braces;

  private Translation(MslProgram program, Dialect dialect) {
    this.program = program;
    this.tokens = program.tokens();
    this.dialect = dialect;
    this.scopes = dialect == Dialect.HOST ? LoopScopes.of(tokens) : Map.of();
    this.operations = new Operations(program.operations());
    this.derived = DerivedConstants.of(program);
  }

  /** Translates a program, functions and constants alike. */
  public static Translation of(MslProgram program, Dialect dialect) {
    Translation translation = new Translation(program, dialect);
    translation.run();
    return translation;
  }

  /** Returns the C++ text, to stand in the namespace {@code metal}. */
  public String text() {
    return text.toString();
  }

  /** Returns the line of the Metal text that a line of the C++ text comes from, both from 1. */
  public int metalLine(int line) {
    return lines[Math.clamp(line - 1L, 0, count - 1)];
  }

  /** Returns whether a text has lanes that wait for one another. */
  public static boolean synchronizes(MslProgram program) {
    return program.tokens().stream().anyMatch(LoopScopes::synchronizes);
  }

  /** Returns the names of the functions that compute the constants that depend on a launch. */
  List<String> givers() {
    return derived.declarations().stream().map(DerivedConstants.Declaration::giver).toList();
  }

  private void run() {
    startLine(1);
    int at = 0;
    while (tokens.get(at).kind() != Token.Kind.END) {
      DerivedConstants.Declaration declaration = derived.at(at);
      at = declaration == null ? next(at) : derived(declaration);
    }
    text.append('\n');
  }

  /** Writes what stands at an index with all that belongs before it, and gives the index after. */
  private int next(int at) {
    text.append(operations.before(at));
    Token token = tokens.get(at);
    int found = program.source().line(token.offset());
    // What lanes wait at is known by its line, so that no two such points may share one.
    String scope = scopes.get(at);
    if (found != lines[count - 1] || scope != null || LoopScopes.synchronizes(token)) {
      text.append('\n');
      startLine(found);
    }
    if (scope != null) {
      put(scope);
    }
    text.append(operations.beginning(at));
    if (beginsFunction(at)) {
      put(dialect.function());
    }
    return translate(at);
  }

  /**
   * Writes constants that depend on function constants: variables, and a function that computes
   * them once the function constants have their values.
   */
  private int derived(DerivedConstants.Declaration declaration) {
    put(dialect.functionConstant());
    for (int at : declaration.withoutValues()) {
      put(tokens.get(at).text());
    }
    put(dialect.function());
    put("inline void " + declaration.giver() + "() {");
    int at = declaration.type();
    while (at <= declaration.end()) {
      at = next(at);
    }
    for (String name : declaration.names()) {
      put("METAL_COPY(&text::%1$s, &%1$s, sizeof(%1$s));".formatted(name));
    }
    put("}");
    return at;
  }

  /**
   * Returns whether a function begins at an index: outside of all braces, its parameters come next.
   */
  private boolean beginsFunction(int at) {
    boolean begins = at == 0 || is(at - 1, ";") || is(at - 1, "}");
    if (braces > 0 || !begins || dialect.function().isEmpty()) {
      return false;
    }
    int end = at;
    while (!is(end, "(") && !is(end, "=") && !is(end, ";")) {
      end = is(end, "[") && is(end + 1, "[") ? afterAttribute(end) : end + 1;
    }
    return is(end, "(");
  }

  private void startLine(int metalLine) {
    if (count == lines.length) {
      lines = Arrays.copyOf(lines, 2 * count);
    }
    lines[count++] = metalLine;
  }

  private void put(String word) {
    text.append(word).append(' ');
  }

  private boolean is(int index, String expected) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(expected);
  }

  /** Writes what stands at an index, and gives the index after it. */
  private int translate(int at) {
    Token token = tokens.get(at);
    return switch (token.kind()) {
      case FLOATING -> {
        put(floating(token));
        yield at + 1;
      }
      case IDENTIFIER -> identifier(at);
      case PUNCTUATOR -> punctuator(at);
      case INTEGER, STRING, END -> {
        put(token.text());
        yield at + 1;
      }
    };
  }

  private String floating(Token token) {
    String word = token.text();
    boolean hexadecimal = word.startsWith("0x") || word.startsWith("0X");
    char last = Character.toLowerCase(word.charAt(word.length() - 1));
    boolean narrow = !hexadecimal && (last == 'h' || word.toLowerCase(Locale.ROOT).endsWith("bf"));
    if (narrow) {
      var literal = Literals.floating(program.source(), token);
      return "((" + literal.type().spelling() + ")" + Float.toHexString(literal.value()) + "f)";
    }
    return last == 'f' ? word : word + "f";
  }

  private int identifier(int at) {
    String word = tokens.get(at).text();
    if (DROPPED.contains(word) || (word.equals("kernel") && braces == 0)) {
      return at + 1;
    }
    switch (word) {
      case "constant" -> constant(at);
      case "threadgroup" -> {
        if (declaresThreadgroupVariable(at)) {
          put(dialect.threadgroupVariable());
        }
      }
      case "restrict" -> put("__restrict");
      default -> put(word);
    }
    return at + 1;
  }

  private void constant(int at) {
    boolean repeated = is(at - 1, "const") || is(at + 1, "const");
    boolean global = braces == 0 && parentheses(at) == 0;
    if (global && isFunctionConstant(at)) {
      put(dialect.functionConstant());
    } else if (global) {
      put(dialect.programConstant().replace("const", repeated ? "" : "const"));
    } else if (!repeated) {
      put("const");
    }
  }

  private boolean isFunctionConstant(int at) {
    int end = at;
    while (!is(end, ";") && !is(end, "=") && !is(end, "(")) {
      end++;
    }
    return is(end, "(") && is(end - 1, "function_constant");
  }

  private int parentheses(int at) {
    int depth = 0;
    for (int i = at - 1; i >= 0 && !is(i, ";") && !is(i, "}"); i--) {
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
    }
    return depth;
  }

  /**
   * Returns whether {@code threadgroup} at an index begins a variable, not a pointer or a
   * parameter.
   */
  private boolean declaresThreadgroupVariable(int at) {
    if (braces == 0) {
      return false;
    }
    int before = at - 1;
    while (is(before, "const") || is(before, "volatile") || is(before, "static")) {
      before--;
    }
    if (!is(before, "{") && !is(before, "}") && !is(before, ";")) {
      return false;
    }
    int after = at + 1;
    while (!is(after, ";") && !is(after, "[") && !is(after, "=")) {
      if (is(after, "*") || is(after, "&")) {
        return false;
      }
      after = is(after, "__attribute__") ? closing(after + 1) + 1 : after + 1;
    }
    return true;
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new AssertionError("the parser lets no '(' through that is not closed");
  }

  private int punctuator(int at) {
    String word = tokens.get(at).text();
    if (word.equals("[") && is(at + 1, "[")) {
      return afterAttribute(at);
    }
    if (word.equals(".") && isSwizzle(tokens.get(at + 1))) {
      swizzle(at);
      return at + 2;
    }
    braces += word.equals("{") ? 1 : word.equals("}") ? -1 : 0;
    put(operations.inPlaceOf(at, word));
    return at + 1;
  }

  private int afterAttribute(int at) {
    int end = at + 2;
    while (!(is(end, "]") && is(end + 1, "]"))) {
      end++;
    }
    return end + 2;
  }

  private static boolean isSwizzle(Token member) {
    String letters = member.text();
    return letters.length() >= 2
        && letters.length() <= 4
        && (letters.chars().allMatch(c -> "xyzw".indexOf(c) >= 0)
            || letters.chars().allMatch(c -> "rgba".indexOf(c) >= 0));
  }

  private void swizzle(int at) {
    String letters = tokens.get(at + 1).text();
    String alphabet = "xyzw".indexOf(letters.charAt(0)) >= 0 ? "xyzw" : "rgba";
    String components =
        letters
            .chars()
            .mapToObj(c -> Integer.toString(alphabet.indexOf(c)))
            .collect(Collectors.joining(","));
    boolean assigned = ASSIGNMENTS.contains(tokens.get(at + 2).text());
    put((assigned ? ".place<" : ".swizzle<") + components + ">()");
  }
}
