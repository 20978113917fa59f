package winofuzz.metal.sim.lower;

import java.util.List;
import winofuzz.metal.sim.instruction.Block;
import winofuzz.metal.sim.instruction.Layout;
import winofuzz.metal.sim.instruction.Position;
import winofuzz.metal.sim.memory.ConstantTable;
import winofuzz.metal.sim.memory.MemorySlot;

/**
 * A kernel as instructions, ready to run under any launch.
 *
 * @param memories what it names, by slot index
 * @param literals constants that are taken for other numbers than Metal's, of field elements alone
 * @param tables the contents of the slots that are tables of constants
 */
public record LoweredKernel(
    String name,
    Block body,
    Layout layout,
    List<MemorySlot> memories,
    List<ConstantTable> tables,
    List<Position> positions,
    List<ReadLiteral> literals) {}
