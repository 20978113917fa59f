package winofuzz.fuzz.bench;

/**
 * What a kernel takes.
 *
 * @param name the kernel's name
 * @param bytes of all its buffers, each of which it reads or writes at least in part
 * @param times of one launch, in each round
 */
public record KernelTimes(String name, long bytes, TimeSamples times) {}
