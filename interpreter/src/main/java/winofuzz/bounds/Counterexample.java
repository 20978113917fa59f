package winofuzz.bounds;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A thread and a turn of its loops at which something is wrong.
 *
 * @param fault what is wrong
 * @param kernel the name of the kernel
 * @param what the number that is wrong, and what it may be, in words
 * @param at the values of positions and loop counters that the number depends on, by name; empty
 *     for a launch
 */
public record Counterexample(
    BoundsFault fault, String kernel, String what, SortedMap<String, Long> at) {
  public Counterexample {
    at = new TreeMap<>(at);
  }

  /**
   * {@code r_4_3: index outside of its memory: 12 of data0, which has 12 elements, at gidx0=3,
   * lidx0=2}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(kernel).append(": ").append(fault.description()).append(": ").append(what);
    String separator = ", at ";
    for (var position : at.entrySet()) {
      text.append(separator).append(position.getKey()).append('=').append(position.getValue());
      separator = ", ";
    }
    return text.toString();
  }
}
