package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import winofuzz.ir.UOp;

/** A small set of RANGEs and IFs, in order of first mention; most nodes share theirs. */
final class OpenBlocks {
  static final OpenBlocks NONE = new OpenBlocks(List.of());

  private final List<UOp> openers;

  private OpenBlocks(List<UOp> openers) {
    this.openers = openers;
  }

  static OpenBlocks of(UOp... openers) {
    return openers.length == 0 ? NONE : new OpenBlocks(Arrays.asList(openers));
  }

  List<UOp> openers() {
    return Collections.unmodifiableList(openers);
  }

  OpenBlocks union(OpenBlocks other) {
    if (other.openers.isEmpty() || openers.containsAll(other.openers)) {
      return this;
    }
    if (other.openers.containsAll(openers)) {
      return other;
    }
    List<UOp> all = new ArrayList<>(openers);
    other.openers.stream().filter(o -> !openers.contains(o)).forEach(all::add);
    return new OpenBlocks(all);
  }

  OpenBlocks minus(OpenBlocks other) {
    if (other.openers.isEmpty()) {
      return this;
    }
    List<UOp> left = openers.stream().filter(o -> !other.openers.contains(o)).toList();
    return left.size() == openers.size() ? this : left.isEmpty() ? NONE : new OpenBlocks(left);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenBlocks o
        && openers.size() == o.openers.size()
        && openers.containsAll(o.openers);
  }

  @Override
  public int hashCode() {
    return new HashSet<>(openers).hashCode();
  }

  @Override
  public String toString() {
    return openers.toString();
  }
}
