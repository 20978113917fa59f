package winofuzz.metal.cxx;

import java.util.HashMap;
import java.util.Map;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.Variable;

/**
 * Names for what a Metal text declares. No two are equal, and none is a word of C++, a macro or a
 * name of a header: each begins with a letter, a number and an underscore.
 */
final class Names {

  private static final int LONGEST = 40;

  private final Map<Variable, String> variables = new HashMap<>();
  private final Map<Function, String> functions = new HashMap<>();

  String of(Variable variable) {
    return variables.computeIfAbsent(
        variable, v -> "v" + (variables.size() + 1) + "_" + shortened(v.name()));
  }

  String of(Function function) {
    return functions.computeIfAbsent(
        function, f -> "f" + (functions.size() + 1) + "_" + shortened(f.name()));
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("[^A-Za-z0-9_]", "");
  }
}
