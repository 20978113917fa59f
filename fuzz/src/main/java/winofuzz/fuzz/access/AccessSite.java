package winofuzz.fuzz.access;

import java.util.Locale;

/**
 * An instruction that reads or writes device memory.
 *
 * @param direction whether it reads or writes
 * @param argument which of the kernel's buffers, counted from 0
 * @param elementBytes bytes of an element of the buffer
 * @param width elements that each lane moves, which lie side by side
 */
public record AccessSite(Direction direction, int argument, int elementBytes, int width) {

  /** Whether an instruction reads or writes. */
  public enum Direction {
    LOAD,
    STORE;

    /** Returns the name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the bytes that each lane moves. */
  int bytes() {
    return elementBytes * width;
  }
}
