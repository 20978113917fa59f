package winofuzz.fuzz.prove.shapes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.ConvCase;

/** Checks a certificate: proves its shapes again, all or some of them, and compares digests. */
public final class CertificateCheck {
  private final Certificate certificate;
  private final ShapeProver prover;
  private final List<ShapeBlock> blocks = new ArrayList<>();
  private final List<BitSet> chosen = new ArrayList<>();
  private final List<long[]> digests = new ArrayList<>();
  private final long count;
  private final ShapeRun<Part> run;

  /**
   * Prepares a check.
   *
   * @param prover of the plan of the certificate
   * @param sample how many shapes are checked, drawn at random; all if there are no more
   * @param seed decides which
   * @param jobs threads
   */
  public CertificateCheck(
      Certificate certificate, ShapeProver prover, long sample, long seed, int jobs) {
    this.certificate = certificate;
    this.prover = prover;
    long left = certificate.result().shapes();
    long wanted = Math.min(sample, left);
    this.count = wanted;
    SplittableRandom random = new SplittableRandom(seed);
    for (Certificate.OfSize some : certificate.digests()) {
      BitSet taken = new BitSet(some.shapes());
      for (int i = 0; i < some.shapes(); i++, left--) {
        // Each of the shapes left is as likely as any other to be among those wanted.
        if (random.nextLong(left) < wanted) {
          taken.set(i);
          wanted--;
        }
      }
      if (!taken.isEmpty()) {
        blocks.add(some.block());
        chosen.add(taken);
        digests.add(BlockProof.decoded(some.digests(), some.shapes()));
      }
    }
    this.run = new ShapeRun<>(certificate.plan(), jobs, this::check);
  }

  /**
   * What came of a check.
   *
   * @param checked shapes
   * @param of how many
   * @param different shapes with another digest
   * @param first of these; null where there is none
   * @param counted whether what the certificate counts is right; that is known where all shapes
   *     were checked, and taken for granted else
   */
  public record Result(
      long checked, long of, long different, @Nullable ConvCase first, boolean counted) {
    /** Whether what was checked is as the certificate says. */
    public boolean holds() {
      return different == 0 && counted;
    }
  }

  private record Part(
      ShapeBlock block, ShapeTally tally, int different, @Nullable ConvCase first) {}

  /** Ends the check soon. */
  public void stop() {
    run.stop();
  }

  /** Returns how many shapes are checked. */
  public long count() {
    return count;
  }

  /**
   * Checks.
   *
   * @param progress is told how many shapes were checked so far
   * @return empty if it was stopped before the end
   */
  public Optional<Result> run(LongConsumer progress) throws IOException, InterruptedException {
    Map<ShapeBlock, Part> parts = new HashMap<>();
    long[] checked = new long[1];
    boolean isComplete =
        run.run(
            blocks,
            part -> {
              parts.put(part.block, part);
              checked[0] += part.tally.shapes();
              progress.accept(checked[0]);
            });
    return isComplete
        ? Optional.of(
            result(blocks.stream().map(block -> Objects.requireNonNull(parts.get(block))).toList()))
        : Optional.empty();
  }

  /** Returns what came of it, from the parts in order. */
  private Result result(List<Part> parts) {
    ShapeCounter counter = new ShapeCounter(certificate.plan().paths());
    parts.forEach(part -> counter.add(part.tally));
    ShapeTally counted = counter.tally();
    ShapeTally claimed = certificate.result();
    return new Result(
        counted.shapes(),
        claimed.shapes(),
        parts.stream().mapToLong(Part::different).sum(),
        parts.stream().map(Part::first).filter(Objects::nonNull).findFirst().orElse(null),
        counted.shapes() < claimed.shapes() || counted.equals(claimed));
  }

  private Part check(ShapeBlock block, List<ConvCase> shapes, SharedRuns shared, Runnable step) {
    int at = blocks.indexOf(block);
    int[] taken = chosen.get(at).stream().toArray();
    long[] expected = digests.get(at);
    List<ConvCase> different = new ArrayList<>();
    ShapeCounter counter = new ShapeCounter(certificate.plan().paths());
    prover.prove(
        Arrays.stream(taken).mapToObj(shapes::get).toList(),
        shared,
        (shape, proof) -> {
          step.run();
          if (proof.digest() != expected[taken[counter.count()]]) {
            different.add(shape);
          }
          counter.add(shape, proof);
        });
    return new Part(
        block,
        counter.tally(),
        different.size(),
        different.isEmpty() ? null : different.getFirst());
  }
}
