package winofuzz.metal.cxx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Token;

/** The constants outside of all functions that are computed from function constants. */
final class DerivedConstants {

  private static final Set<String> QUALIFIERS =
      Set.of("constant", "const", "constexpr", "static", "volatile");

  /**
   * One declaration, by its tokens' indices.
   *
   * @param type its first token that is no qualifier
   * @param end its {@code ;}
   * @param withoutValues its tokens from the type on, without what it gives the constants
   * @param names the constants
   */
  record Declaration(int type, int end, List<Integer> withoutValues, List<String> names) {

    /** Returns the name of the function that computes the constants. */
    String giver() {
      return "winofuzz_give_" + names.getFirst();
    }
  }

  private final List<Token> tokens;
  private final Set<String> given = new HashSet<>();
  private final Map<Integer, Declaration> found = new HashMap<>();
  private final List<Declaration> declarations = new ArrayList<>();

  private DerivedConstants(MslProgram program) {
    this.tokens = program.tokens();
    program.functionConstants().forEach(c -> given.add(c.pointer().name()));
  }

  static DerivedConstants of(MslProgram program) {
    DerivedConstants constants = new DerivedConstants(program);
    if (!constants.given.isEmpty()) {
      constants.search();
    }
    return constants;
  }

  /** Returns the declarations in order. */
  List<Declaration> declarations() {
    return declarations;
  }

  /** Returns the declaration that begins with a token, or null. */
  @Nullable Declaration at(int index) {
    return found.get(index);
  }

  private void search() {
    int start = 0;
    while (tokens.get(start).kind() != Token.Kind.END) {
      int end = end(start);
      declaration(start, end);
      start = end + 1;
    }
  }

  /** Returns where a declaration or a function outside of all others ends. */
  private int end(int start) {
    int depth = 0;
    boolean value = false;
    for (int i = start; tokens.get(i).kind() != Token.Kind.END; i++) {
      Token token = tokens.get(i);
      depth += change(token);
      value |= depth == 0 && token.is("=");
      if (depth == 0 && (token.is(";") || (token.is("}") && !value))) {
        return i;
      }
    }
    return tokens.size() - 2;
  }

  private static int change(Token token) {
    if (token.is("(") || token.is("[") || token.is("{")) {
      return 1;
    }
    return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
  }

  private void declaration(int start, int end) {
    int type = start;
    boolean constant = false;
    while (QUALIFIERS.contains(tokens.get(type).text())) {
      constant |= tokens.get(type).is("constant");
      type++;
    }
    List<Integer> withoutValues = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean depends = false;
    boolean value = false;
    int depth = 0;
    for (int i = type; i <= end; i++) {
      Token token = tokens.get(i);
      depth += change(token);
      if (depth == 0 && (token.is(",") || token.is(";"))) {
        value = false;
      }
      if (depth == 0 && token.is("=")) {
        names.add(name(withoutValues));
        value = true;
      }
      depends |= value && token.kind() == Token.Kind.IDENTIFIER && given.contains(token.text());
      if (!value) {
        withoutValues.add(i);
      }
    }
    if (constant && depends && tokens.get(end).is(";")) {
      Declaration declaration = new Declaration(type, end, withoutValues, names);
      given.addAll(names);
      found.put(start, declaration);
      declarations.add(declaration);
    }
  }

  /** Returns the name that a declarator ends with, before the lengths of an array. */
  private String name(List<Integer> declarator) {
    int depth = 0;
    for (int i = declarator.size() - 1; i >= 0; i--) {
      Token token = tokens.get(declarator.get(i));
      depth += change(token);
      if (depth == 0 && token.kind() == Token.Kind.IDENTIFIER) {
        return token.text();
      }
    }
    throw new AssertionError("the parser lets no constant without a name through");
  }
}
