package winofuzz.fuzz.prove.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.prove.Identity;

/**
 * What was proven of every shape of a family up to a number of elements, so that it can be checked
 * again.
 *
 * @param errorProbability a bound on the probability, over the draw of the points, that any shape
 *     counts as proven on a path that does not compute the convolution: the sum of the bounds of
 *     all shapes and paths
 * @param result what was counted
 * @param digests of the shapes, by their number of elements and in order
 */
public record Certificate(
    ShapePlan plan, double errorProbability, ShapeTally result, List<OfSize> digests) {
  private static final int FORMAT = 1;
  private static final long MOST_BYTES = 1L << 30;

  public Certificate {
    digests = List.copyOf(digests);
  }

  /**
   * The digests of some shapes.
   *
   * @param elements that each of them has
   * @param from how many shapes of as many elements come before
   * @param shapes how many there are
   * @param digests as of {@link BlockProof}
   */
  public record OfSize(int elements, int from, int shapes, String digests) {
    ShapeBlock block() {
      return new ShapeBlock(elements, from, shapes);
    }
  }

  /**
   * Puts a certificate together.
   *
   * @param proofs of all blocks of the plan, in order
   */
  static Certificate of(ShapePlan plan, List<BlockProof> proofs) {
    ShapeCounter counter = new ShapeCounter(plan.paths());
    List<OfSize> digests = new ArrayList<>();
    for (BlockProof proof : proofs) {
      counter.add(proof.tally());
      ShapeBlock block = proof.block();
      digests.add(new OfSize(block.elements(), block.from(), block.shapes(), proof.digests()));
    }
    ShapeTally result = counter.tally();
    return new Certificate(plan, errorProbability(result), result, digests);
  }

  private static double errorProbability(ShapeTally result) {
    return new Identity.Proven(result.degrees(), 1).errorProbability();
  }

  /** Writes it to a file. */
  public void write(Path file) throws IOException {
    AtomicFiles.write(file, Json.file(FORMAT, this));
  }

  /**
   * Reads one.
   *
   * @throws BadInputException if the file is damaged, or none
   */
  public static Certificate read(Path file) throws IOException {
    return Json.read(
        new InputFile(file, MOST_BYTES).text(),
        file.toString(),
        FORMAT,
        Certificate.class,
        Certificate::checked);
  }

  private Certificate checked() {
    ShapePlan checked = plan.checked();
    ShapeTally counted = result.checked();
    requireAllShapes(checked, counted.shapes());
    if (Math.abs(errorProbability - errorProbability(counted)) > 1e-9 * errorProbability) {
      throw new BadInputException(
          "errorProbability: expected %s, found %s"
              .formatted(errorProbability(counted), errorProbability));
    }
    return this;
  }

  /** Requires digests of all blocks in order; counts only as far as those that there are agree. */
  private void requireAllShapes(ShapePlan checked, long shapes) {
    for (OfSize some : digests) {
      long[] _ = BlockProof.decoded(some.digests, Math.max(0, some.shapes));
    }
    long sum = digests.stream().mapToLong(OfSize::shapes).sum();
    if (sum != shapes) {
      throw new BadInputException("digests: expected %d, found %d".formatted(shapes, sum));
    }
    int upTo = 1;
    while (true) {
      upTo = Math.min(checked.elements(), 2 * upTo);
      List<ShapeBlock> expected = checked.upTo(upTo).blocks();
      List<ShapeBlock> found = digests.stream().map(OfSize::block).toList();
      boolean isAll = upTo == checked.elements();
      if (isAll
          ? !found.equals(expected)
          : found.size() < expected.size() || !found.subList(0, expected.size()).equals(expected)) {
        throw new BadInputException(
            "digests: expected those of every shape of up to %d elements, found others"
                .formatted(upTo));
      }
      if (isAll) {
        return;
      }
    }
  }
}
