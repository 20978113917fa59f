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
 * @param contract whether the text leaves fusing a multiply and an add to the compiler
 */
public record MslProgram(
    Source source,
    List<Token> tokens,
    List<FunctionConstant> functionConstants,
    List<Statement.Declare> constants,
    List<Function> kernels,
    boolean contract) {

  /**
   * A program-scope constant whose value a launch gives. The constant itself is among the {@link
   * #constants}; its initial value is what the pointer points to.
   *
   * @param pointer to the value
   */
  public record FunctionConstant(Variable pointer, int index) {}

  /**
   * Parses and types a Metal text.
   *
   * @throws MslSyntaxException if it is malformed or uses what is not supported
   */
  public static MslProgram parse(String text) {
    Source source = new Source(text);
    return DeepStack.call(
        () -> new ProgramParser(source, Preprocessor.process(source), Numbers.ROUNDED).program());
  }

  /**
   * Types the same text again, without reading it anew.
   *
   * @param numbers what its floating types stand for
   * @throws MslSyntaxException if it uses what is not supported of such numbers
   */
  public MslProgram with(Numbers numbers) {
    Preprocessor.Result text = new Preprocessor.Result(tokens, contract);
    return DeepStack.call(() -> new ProgramParser(source, text, numbers).program());
  }

  public Optional<Function> kernel(String name) {
    return kernels.stream().filter(k -> k.name().equals(name)).findFirst();
  }
}
