package winofuzz.fuzz.inputs;

import org.jspecify.annotations.Nullable;

/**
 * How the inputs of a case are drawn.
 *
 * @param domain where the values come from
 * @param seed which of the domain's draws
 * @param only the elements that are not zero; null where the domain alone decides
 */
public record Inputs(InputDomain domain, long seed, @Nullable Selection only) {
  /** What a case that does not say draws from. */
  public static final Inputs DEFAULT = new Inputs(InputDomain.REAL, 42);

  /** All of a domain's draw. */
  public Inputs(InputDomain domain, long seed) {
    this(domain, seed, null);
  }

  /** The same with zeros everywhere else. */
  public Inputs only(Selection elements) {
    return new Inputs(domain, seed, elements);
  }

  /** {@code real:42}, or {@code real:42:x0+w3}. */
  @Override
  public String toString() {
    String drawn = domain.label() + ":" + seed;
    return only == null ? drawn : drawn + ":" + only;
  }
}
