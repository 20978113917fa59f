package winofuzz.metal.sim.memory;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The units of a memory that a run touches, in storage that has room for few: pages of units get
 * their place when one of them is touched, and a unit its contents when it is.
 */
public final class TouchedUnits {
  /** The units of a page: at least as many as the largest scalar may have. */
  private static final int PAGE = 8;

  /** How many pages there is room for. */
  private static final int ROOM = 1 << 13;

  /**
   * Thrown through the running instructions of a kernel that touches more than there is room for.
   */
  public static final class RoomExhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RoomExhausted() {
      super("more units are touched than there is room for", null, false, false);
    }
  }

  private final Storage storage;
  private final @Nullable LongUnaryOperator contents;
  private final Map<Long, Integer> pages = new HashMap<>();
  private final BitSet filled = new BitSet();

  /**
   * Units that nothing has touched.
   *
   * @param contents the bits of each unit; null if nothing has written them
   */
  TouchedUnits(int unitBytes, boolean floats, @Nullable LongUnaryOperator contents) {
    this.storage = Storage.allocate(unitBytes, floats, ROOM * PAGE);
    this.contents = contents;
  }

  /** Returns how many units there is room for. */
  static int room() {
    return ROOM * PAGE;
  }

  Storage storage() {
    return storage;
  }

  /**
   * Returns the unit of the storage that has the contents of a unit.
   *
   * @param units how many are touched together, which follow in the storage
   * @throws RoomExhausted if there is no room for them
   */
  int address(long unit, int units) {
    Integer page = pages.get(unit / PAGE);
    if (page == null) {
      page = pages.size();
      if (page == ROOM) {
        throw new RoomExhausted();
      }
      pages.put(unit / PAGE, page);
    }
    int address = page * PAGE + (int) (unit % PAGE);
    if (contents != null) {
      for (int i = 0; i < units; i++) {
        if (!filled.get(address + i)) {
          storage.setBits(address + i, contents.applyAsLong(unit + i));
          filled.set(address + i);
        }
      }
    }
    return address;
  }

  /**
   * Returns the bits of the elements that were written.
   *
   * @param unitsOfScalar how many units an element has, of which the first one tells
   */
  SortedMap<Long, Long> written(WriteTracker writes, int unitsOfScalar) {
    SortedMap<Long, Long> result = new TreeMap<>();
    pages.forEach(
        (page, place) -> {
          for (int i = 0; i < PAGE; i += unitsOfScalar) {
            int address = place * PAGE + i;
            if (writes.isWritten(address)) {
              result.put((page * PAGE + i) / unitsOfScalar, bits(address, unitsOfScalar));
            }
          }
        });
    return result;
  }

  private long bits(int address, int units) {
    long bits = 0;
    for (int i = units - 1; i >= 0; i--) {
      bits = (units == 1 ? 0 : bits << (8 * storage.unitBytes())) | storage.bits(address + i);
    }
    return bits;
  }
}
