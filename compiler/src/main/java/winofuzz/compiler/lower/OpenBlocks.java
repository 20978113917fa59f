package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.lower.BlockItem.Instruction;

/** A small set of openers of blocks, in order of first mention; most nodes share theirs. */
final class OpenBlocks {
  static final OpenBlocks NONE = new OpenBlocks(List.of());

  private final List<Instruction> openers;

  private OpenBlocks(List<Instruction> openers) {
    this.openers = openers;
  }

  static OpenBlocks of(List<Instruction> openers) {
    return openers.isEmpty() ? NONE : new OpenBlocks(List.copyOf(openers));
  }

  List<Instruction> openers() {
    return openers;
  }

  OpenBlocks union(OpenBlocks other) {
    if (other == this || other == NONE || openers.containsAll(other.openers)) {
      return this;
    }
    if (other.openers.containsAll(openers)) {
      return other;
    }
    List<Instruction> all = new ArrayList<>(openers);
    other.openers.stream().filter(o -> !openers.contains(o)).forEach(all::add);
    return of(all);
  }

  OpenBlocks with(Instruction opener) {
    return union(of(List.of(opener)));
  }

  OpenBlocks minus(List<Instruction> closed) {
    return openers.stream().noneMatch(closed::contains)
        ? this
        : of(openers.stream().filter(o -> !closed.contains(o)).toList());
  }

  boolean isSameSet(OpenBlocks other) {
    return openers.size() == other.openers.size() && openers.containsAll(other.openers);
  }

  @Override
  public String toString() {
    return openers.toString();
  }
}
