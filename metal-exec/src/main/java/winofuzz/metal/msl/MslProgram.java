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
 * @param operations what C++ would compute otherwise, an operand before what it is an operand of
 * @param contract whether the text leaves fusing a multiply and an add to the compiler
 */
public record MslProgram(
    Source source,
    List<Token> tokens,
    List<FunctionConstant> functionConstants,
    List<Statement.Declare> constants,
    List<Function> kernels,
    List<Operation> operations,
    boolean contract) {

  /**
   * A program-scope constant whose value a launch gives. The constant itself is among the {@link
   * #constants}; its initial value is what the pointer points to.
   *
   * @param pointer to the value
   */
  public record FunctionConstant(Variable pointer, int index) {}

  /** An operation on scalars whose meaning is not left to C++, by its tokens' indices. */
  public sealed interface Operation {

    /** Returns the index of its first token. */
    int start();

    /** Returns the index of the token after it. */
    int end();
  }

  /**
   * A {@code condition ? yes : no} whose branches have different types.
   *
   * @param question the {@code ?}
   * @param colon the {@code :}
   */
  public record MixedChoice(int start, int question, int colon, int end) implements Operation {}

  /**
   * A division, remainder or shift of integers, which C++ leaves undefined for some of them.
   *
   * @param sign the operator
   * @param assigns whether it is {@code /=} or another that assigns
   */
  public record IntegerOperation(
      int start, int sign, int end, BinaryOperator operator, boolean assigns)
      implements Operation {}

  /** A floating value that becomes an integer of a type, by a cast or by itself. */
  public record ToInteger(int start, int end, ScalarType type) implements Operation {}

  /**
   * A {@code place op= operand} of an integer and a floating operand.
   *
   * @param sign the operator
   */
  public record FloatingUpdate(int start, int sign, int end, BinaryOperator operator)
      implements Operation {}

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
