package winofuzz.metal.msl;

/** The bits of Metal's {@code mem_flags} as the front end numbers them. */
public final class MemoryFlags {

  public static final int DEVICE = 1;
  public static final int THREADGROUP = 2;

  private MemoryFlags() {}
}
