package winofuzz.fuzz.inputs;

/**
 * How the inputs of a case are drawn.
 *
 * @param domain where the values come from
 * @param seed which of the domain's draws
 */
public record Inputs(InputDomain domain, long seed) {
  /** What a case that does not say draws from. */
  public static final Inputs DEFAULT = new Inputs(InputDomain.REAL, 42);

  /** {@code real:42}. */
  @Override
  public String toString() {
    return domain.label() + ":" + seed;
  }
}
