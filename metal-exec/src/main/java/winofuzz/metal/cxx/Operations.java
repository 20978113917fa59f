package winofuzz.metal.cxx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslProgram.FloatingUpdate;
import winofuzz.metal.msl.MslProgram.IntegerOperation;
import winofuzz.metal.msl.MslProgram.MixedChoice;
import winofuzz.metal.msl.MslProgram.ToInteger;

/**
 * What is written for operations that C++ would compute otherwise, or leaves undefined, so that the
 * headers compute them:
 *
 * <ul>
 *   <li>{@code c ? a : b} of two types as {@code choose(c, [&] { return a; }, [&] { return b; })};
 *   <li>{@code a / b} of integers as {@code operate(a, quotient(), b)}, {@code a /= b} as {@code
 *       assign(a, quotient(), b)}, also remainders and shifts;
 *   <li>a float that becomes an int as {@code converted<int>(a)};
 *   <li>{@code i += f} of an integer and a float as {@code update_place(i, f, ..)}.
 * </ul>
 */
final class Operations {

  private final Map<Integer, String> opened = new HashMap<>();
  private final Map<Integer, String> closed = new HashMap<>();
  private final Map<Integer, String> replaced = new HashMap<>();

  /** Creates what is written for operations of which operands come first. */
  Operations(List<MslProgram.Operation> operations) {
    for (MslProgram.Operation operation : operations) {
      switch (operation) {
        case MixedChoice choice -> {
          enclose(choice, "choose(", "; })");
          replaced.put(choice.question(), ", [&] { return");
          replaced.put(choice.colon(), "; }, [&] { return");
        }
        case IntegerOperation integers -> {
          enclose(integers, (integers.assigns() ? "metal::assign(" : "metal::operate("), ")");
          replaced.put(integers.sign(), ", metal::" + function(integers.operator()) + "(),");
        }
        case ToInteger value ->
            enclose(value, "metal::converted<" + value.type().spelling() + ">(", ")");
        case FloatingUpdate update -> {
          String operator = update.operator().spelling();
          enclose(
              update,
              "metal::update_place(",
              ", [](auto x, auto y) { return x " + operator + " y; })");
          replaced.put(update.sign(), ",");
        }
      }
    }
  }

  private static String function(BinaryOperator operator) {
    return switch (operator) {
      case DIVIDE -> "quotient";
      case REMAINDER -> "remainder_of";
      case SHIFT_LEFT -> "left_shift";
      case SHIFT_RIGHT -> "right_shift";
      case MULTIPLY,
          ADD,
          SUBTRACT,
          LESS,
          LESS_EQUAL,
          GREATER,
          GREATER_EQUAL,
          EQUAL,
          NOT_EQUAL,
          AND,
          XOR,
          OR ->
          throw new AssertionError("C++ defines " + operator);
    };
  }

  private void enclose(MslProgram.Operation operation, String before, String after) {
    opened.merge(operation.start(), before, (inner, outer) -> outer + inner);
    closed.merge(operation.end(), after, String::concat);
  }

  /** Returns what is to be written before a token for the operations that end there. */
  String before(int at) {
    return closed.getOrDefault(at, "");
  }

  /** Returns what is to be written before a token for the operations that it begins. */
  String beginning(int at) {
    return opened.getOrDefault(at, "");
  }

  /** Returns the replacement for a token of this text. */
  String inPlaceOf(int at, String word) {
    return replaced.getOrDefault(at, word);
  }
}
