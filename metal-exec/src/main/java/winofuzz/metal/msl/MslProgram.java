package winofuzz.metal.msl;

import java.util.List;
import java.util.Optional;

/**
 * A compiled Metal text.
 *
 * @param tokens what the preprocessor left, an end last
 * @param functionConstants constants whose values a launch gives
 * @param constants program-scope constants in order, each with its values
 * @param kernels in order
 * @param mixedChoices the conditional expressions whose branches have different scalar types
 * @param contract whether the text leaves fusing a multiply and an add to the compiler
 */
public record MslProgram(
    Source source,
    List<Token> tokens,
    List<FunctionConstant> functionConstants,
    List<Statement.Declare> constants,
    List<Function> kernels,
    List<MixedChoice> mixedChoices,
    boolean contract) {

  /**
   * A program-scope constant whose value a launch gives. The constant itself is among the {@link
   * #constants}; its initial value is what the pointer points to.
   *
   * @param pointer to the value
   */
  public record FunctionConstant(Variable pointer, int index) {}

  /**
   * A {@code condition ? yes : no} by its tokens' indices.
   *
   * @param start the condition's first token
   * @param question the {@code ?}
   * @param colon the {@code :}
   * @param end the token after it
   */
  public record MixedChoice(int start, int question, int colon, int end) {}

  /**
   * Parses and types a Metal text.
   *
   * @throws MslSyntaxException if it is malformed or uses what is not supported
   */
  public static MslProgram parse(String text) {
    return DeepStack.call(() -> new ProgramParser(new Source(text)).program());
  }

  public Optional<Function> kernel(String name) {
    return kernels.stream().filter(k -> k.name().equals(name)).findFirst();
  }
}
