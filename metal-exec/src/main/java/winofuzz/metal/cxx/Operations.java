package winofuzz.metal.cxx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslProgram.FloatingUpdate;
import winofuzz.metal.msl.MslProgram.IntegerDivision;
import winofuzz.metal.msl.MslProgram.MixedChoice;
import winofuzz.metal.msl.MslProgram.ToInteger;

/**
 * What is written for operations that C++ would compute otherwise, or leaves undefined, so that the
 * headers compute them:
 *
 * <ul>
 *   <li>{@code c ? a : b} of two types as {@code choose(c, [&] { return a; }, [&] { return b; })};
 *   <li>{@code a / b} of integers as {@code divided(a, b)}, {@code a /= b} as {@code divide_place};
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
        case IntegerDivision division -> {
          enclose(division, function(division) + "(", ")");
          replaced.put(division.sign(), ",");
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

  private static String function(IntegerDivision division) {
    if (division.assigns()) {
      return division.remainder() ? "metal::reduce_place" : "metal::divide_place";
    }
    return division.remainder() ? "metal::remaining" : "metal::divided";
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
