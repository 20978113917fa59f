package winofuzz.fuzz.finding;

/**
 * What violations have in common that one bug causes, whichever assertion on whichever path saw
 * them: what is wrong, and the first place that makes it wrong.
 *
 * @param concern what kind of thing is wrong
 * @param cause the rule to blame; else the pass; else what the symptom says
 * @param isBlamed whether the cause is a place in the compiler
 */
public record Bug(Concern concern, String cause, boolean isBlamed) implements Comparable<Bug> {
  /** The cause of memory faults that no stage is to blame for, whichever the kernels show first. */
  private static final String AFTER_STAGES = "kernels";

  /** The bug that a violation with a signature is one of. */
  public static Bug of(Signature signature) {
    Blame blame = signature.blame();
    Concern concern = signature.symptom().concern();
    if (blame.isNone()) {
      boolean isFault = signature.symptom() instanceof Symptom.MemoryFault;
      return new Bug(concern, isFault ? AFTER_STAGES : signature.symptom().label(), false);
    }
    // A rewrite that a wrong graph misled is that graph's bug, and a wrong line is one bug whatever
    // comes of it.
    boolean isOfValues = concern == Concern.REWRITE || blame.pass().equals(Blame.TEXT);
    Concern blamed = isOfValues ? Concern.VALUES : concern;
    return new Bug(blamed, blame.rule().isEmpty() ? blame.pass() : blame.rule(), true);
  }

  /** Whether a place in the compiler is to blame that is to blame for another bug as well. */
  public boolean sharesCauseWith(Bug other) {
    return isBlamed && other.isBlamed && cause.equals(other.cause);
  }

  @Override
  public int compareTo(Bug other) {
    int order = concern.compareTo(other.concern);
    if (order == 0) {
      order = cause.compareTo(other.cause);
    }
    return order == 0 ? Boolean.compare(isBlamed, other.isBlamed) : order;
  }
}
