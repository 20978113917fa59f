package winofuzz.metal.sim.memory;

import java.util.List;

/**
 * The contents of a program-scope array of literals.
 *
 * @param slot the index of its memory slot
 * @param bits its values as the bits of its scalars
 */
public record ConstantTable(int slot, List<Long> bits) {}
