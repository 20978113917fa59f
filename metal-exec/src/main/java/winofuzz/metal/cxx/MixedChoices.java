package winofuzz.metal.cxx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.msl.MslProgram;

/**
 * What is written for {@code c ? a : b} of two types, so that C++ need not know which of them
 * converts to the other: {@code choose(c, [&] { return a; }, [&] { return b; })}.
 */
final class MixedChoices {

  private final Map<Integer, String> opened = new HashMap<>();
  private final Map<Integer, String> closed = new HashMap<>();
  private final Map<Integer, String> replaced = new HashMap<>();

  MixedChoices(List<MslProgram.MixedChoice> choices) {
    for (MslProgram.MixedChoice choice : choices) {
      opened.merge(choice.start(), "choose(", String::concat);
      replaced.put(choice.question(), ", [&] { return");
      replaced.put(choice.colon(), "; }, [&] { return");
      closed.merge(choice.end(), "; })", String::concat);
    }
  }

  /** Returns what is to be written before a token for the choices that end there, by its index. */
  String before(int at) {
    return closed.getOrDefault(at, "");
  }

  /** Returns what is to be written before a token for the choices that it begins. */
  String beginning(int at) {
    return opened.getOrDefault(at, "");
  }

  /** Returns the replacement for a token of this text. */
  String inPlaceOf(int at, String word) {
    return replaced.getOrDefault(at, word);
  }
}
