package winofuzz.metal;

/**
 * How much work a run may do, in operations: an operation is one instruction on one lane. What a
 * device does not count it does not limit.
 */
public interface WorkLimit {
  /** No limit. */
  WorkLimit NONE =
      new WorkLimit() {
        @Override
        public boolean allows(long operations) {
          return true;
        }

        @Override
        public void spend(long operations) {}
      };

  /**
   * Whether so many operations may still be done. Several threads of a run may ask at once, while
   * none {@linkplain #spend spends}.
   */
  boolean allows(long operations);

  /**
   * Takes note of operations that were done; called by the thread that called for the run. What it
   * throws ends the run: it does so if the operations were too many.
   */
  void spend(long operations);
}
