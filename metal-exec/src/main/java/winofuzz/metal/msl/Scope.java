package winofuzz.metal.msl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that are visible: a stack of blocks, with that of the program at the bottom. */
final class Scope {

  private final Source source;
  private final Deque<Map<String, Variable>> blocks = new ArrayDeque<>();

  Scope(Source source) {
    this.source = source;
    enter();
  }

  void enter() {
    blocks.push(new HashMap<>());
  }

  void leave() {
    blocks.pop();
  }

  void declare(Variable variable) {
    if (blocks.element().putIfAbsent(variable.name(), variable) != null) {
      throw source.malformed(
          variable.offset(), "'" + variable.name() + "' is declared twice in this block");
    }
  }

  @Nullable Variable find(String name) {
    for (Map<String, Variable> block : blocks) {
      Variable found = block.get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
