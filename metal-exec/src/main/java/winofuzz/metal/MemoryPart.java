package winofuzz.metal;

/**
 * Where in a memory a buffer lies. Arguments of one launch that are parts of one memory and overlap
 * see what is written to each other.
 *
 * @param memory tells the memories of a launch apart
 * @param offset of its first byte
 */
public record MemoryPart(int memory, long offset) {}
