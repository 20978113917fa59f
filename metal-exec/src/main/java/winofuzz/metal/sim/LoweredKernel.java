package winofuzz.metal.sim;

import java.util.List;

/**
 * A kernel as instructions, ready to run under any launch.
 *
 * @param memories what it names, by slot index
 * @param tables the contents of the slots that are tables of constants, by slot index
 */
record LoweredKernel(
    String name,
    Block body,
    Layout layout,
    List<MemorySlot> memories,
    List<ConstantTable> tables,
    List<Position> positions) {

  /** A program-scope array: its values as the bits of its scalars. */
  record ConstantTable(int slot, List<Long> bits) {}
}
