package winofuzz.fuzz.prove.shapes;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import winofuzz.fuzz.cases.ConvCase;

/** Proves every shape of a plan, and makes a certificate of that. */
public final class ExhaustiveProof {
  private final ShapePlan plan;
  private final List<ShapeBlock> blocks;
  private final ShapeProver prover;
  private final ShapeRun<BlockProof> run;

  /**
   * Prepares a proof.
   *
   * @param prover of the plan
   * @param jobs threads, on which nothing depends but how long it takes
   */
  public ExhaustiveProof(ShapePlan plan, ShapeProver prover, int jobs) {
    this.plan = plan;
    this.blocks = plan.blocks();
    this.prover = prover;
    this.run = new ShapeRun<>(plan, jobs, this::prove);
  }

  /** Is told how a proof goes, in one thread. */
  public interface Listener {
    /**
     * Tells of a block that is done.
     *
     * @param fresh whether it was not done before the run began
     */
    void done(BlockProof proof, boolean fresh) throws IOException;
  }

  /** Returns the blocks of shapes, in order. */
  public List<ShapeBlock> blocks() {
    return blocks;
  }

  /** Ends the run soon. */
  public void stop() {
    run.stop();
  }

  /**
   * Proves.
   *
   * @param before what is done already
   * @return empty if it was stopped before the end
   */
  public Optional<Certificate> run(Map<ShapeBlock, BlockProof> before, Listener listener)
      throws IOException, InterruptedException {
    Map<ShapeBlock, BlockProof> done = new HashMap<>(before);
    for (ShapeBlock block : blocks) {
      BlockProof proof = done.get(block);
      if (proof != null) {
        listener.done(proof, false);
      }
    }
    List<ShapeBlock> rest = blocks.stream().filter(block -> !done.containsKey(block)).toList();
    boolean isComplete =
        run.run(
            rest,
            proof -> {
              done.put(proof.block(), proof);
              listener.done(proof, true);
            });
    return isComplete
        ? Optional.of(
            Certificate.of(
                plan,
                blocks.stream().map(block -> Objects.requireNonNull(done.get(block))).toList()))
        : Optional.empty();
  }

  private BlockProof prove(
      ShapeBlock block, List<ConvCase> shapes, SharedRuns shared, Runnable step) {
    ShapeCounter counter = new ShapeCounter(plan.paths());
    long[] digests = new long[shapes.size()];
    prover.prove(
        shapes,
        shared,
        (shape, proof) -> {
          step.run();
          digests[counter.count()] = proof.digest();
          counter.add(shape, proof);
        });
    return new BlockProof(block, BlockProof.encoded(digests), counter.tally());
  }
}
