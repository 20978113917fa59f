package winofuzz.metal;

/**
 * Something that keeps a kernel's native code from doing harm.
 *
 * @param name what it is, in words joined by hyphens
 * @param on whether this machine has it
 */
public record Protection(String name, boolean on) {}
