package winofuzz.fuzz.prove.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.shrink.ShapeFamily;
import winofuzz.ir.DType;

/** Certificates: how they come about, what they say, and what a check of one finds. */
final class CertificateTest {
  private static final ShapeFamily LINES = new ShapeFamily(1, 3, 2, 2, 2, DType.FLOAT32);

  @TempDir private Path folder;

  private static ShapePlan plan(int elements, Defect... defects) {
    return new ShapePlan(
        "winofuzz of a test",
        null,
        List.of(LoweringPath.OLD, LoweringPath.HYBRID),
        new TreeSet<>(List.of(defects)),
        Target.APPLE,
        LINES,
        elements,
        ShapePlan.MODULUS,
        1);
  }

  private static ShapeProver prover(ShapePlan plan, CompilerUnderTest compiler) {
    return plan.prover(compiler, DeviceList.get("sim"));
  }

  private static ExhaustiveProof proof(ShapePlan plan, int jobs) {
    return new ExhaustiveProof(plan, prover(plan, new BuiltinCompiler()), jobs);
  }

  private static Certificate certificate(ShapePlan plan, int jobs)
      throws IOException, InterruptedException {
    return proof(plan, jobs).run(Map.of(), (block, fresh) -> {}).orElseThrow();
  }

  private static CertificateCheck.Result check(
      Certificate certificate, CompilerUnderTest compiler, long sample)
      throws IOException, InterruptedException {
    return new CertificateCheck(certificate, prover(certificate.plan(), compiler), sample, 3, 2)
        .run(checked -> {})
        .orElseThrow();
  }

  @Test
  void everyShapeIsProvenWhateverTheJobs() throws IOException, InterruptedException {
    ShapePlan plan = plan(7);
    Certificate one = certificate(plan, 1);
    assertEquals(one, certificate(plan, 3));
    long shapes = IntStream.rangeClosed(1, 7).mapToLong(n -> LINES.ofSize(n).size()).sum();
    ShapeTally result = one.result();
    assertTrue(shapes > 50, () -> shapes + " shapes");
    assertEquals(shapes, result.shapes());
    assertEquals(shapes, result.proven());
    // Each path of each shape is compared as polynomials of degree 2, the degree of a convolution,
    // or more.
    assertTrue(result.degrees() >= 2 * 2 * shapes, () -> "degrees " + result.degrees());
    assertTrue(one.errorProbability() < 1e-12, () -> "probability " + one.errorProbability());
    assertEquals(
        shapes, result.grids().stream().mapToLong(ShapeTally.Grids::count).sum(), result::toString);
  }

  @Test
  void whatWasStoppedGoesOnToTheSameFile() throws IOException, InterruptedException {
    ShapePlan plan = plan(7);
    Path whole = folder.resolve("whole.json");
    certificate(plan, 2).write(whole);

    Path file = folder.resolve("parts.json");
    List<ShapeBlock> first = new ArrayList<>();
    try (UnfinishedCertificate unfinished = UnfinishedCertificate.open(file, plan, m -> {})) {
      ExhaustiveProof proof = proof(plan, 1);
      Optional<Certificate> stopped =
          proof.run(
              Map.of(),
              (block, fresh) -> {
                unfinished.keep(block);
                first.add(block.block());
                if (first.size() == 2) {
                  proof.stop();
                }
              });
      assertTrue(stopped.isEmpty());
      BadInputException held =
          assertThrows(
              BadInputException.class, () -> UnfinishedCertificate.open(file, plan, m -> {}));
      assertTrue(held.toString().contains("that no run uses"), held::toString);
    }
    assertFalse(Files.exists(file));
    BadInputException other =
        assertThrows(
            BadInputException.class, () -> UnfinishedCertificate.open(file, plan(9), m -> {}));
    assertTrue(other.toString().contains(": --out: expected "), other::toString);

    try (UnfinishedCertificate unfinished = UnfinishedCertificate.open(file, plan, m -> {})) {
      ExhaustiveProof proof = proof(plan, 2);
      Map<ShapeBlock, BlockProof> done = unfinished.done(proof.blocks());
      assertTrue(done.keySet().containsAll(first), done::toString);
      List<ShapeBlock> fresh = new ArrayList<>();
      Certificate certificate =
          proof
              .run(
                  done,
                  (block, isFresh) -> {
                    if (isFresh) {
                      fresh.add(block.block());
                    }
                  })
              .orElseThrow();
      assertEquals(proof.blocks().size() - done.size(), fresh.size());
      unfinished.finish(certificate);
    }
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(file));
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "the folder beside the certificate is gone");
    }
    assertThrows(BadInputException.class, () -> UnfinishedCertificate.open(file, plan, m -> {}));
  }

  @Test
  void aCheckFindsAnotherDigestAndAnotherCompiler() throws IOException, InterruptedException {
    Certificate right = certificate(plan(6), 2);
    long shapes = right.result().shapes();
    assertEquals(
        new CertificateCheck.Result(shapes, shapes, 0, null, true),
        check(right, new BuiltinCompiler(), shapes));
    CertificateCheck.Result some = check(right, new BuiltinCompiler(), 10);
    assertEquals(10, some.checked());
    assertTrue(some.holds());

    ConvCase changed = LINES.ofSize(6).get(4);
    CertificateCheck.Result wrong =
        check(withOtherDigest(right, 6, 4), new BuiltinCompiler(), shapes);
    assertEquals(new CertificateCheck.Result(shapes, shapes, 1, changed, true), wrong);

    CertificateCheck.Result ofOther = check(right, new CommentingCompiler(), shapes);
    assertEquals(shapes, ofOther.different());
  }

  private static Certificate withOtherDigest(Certificate of, int elements, int index) {
    List<Certificate.OfSize> digests = new ArrayList<>();
    for (Certificate.OfSize some : of.digests()) {
      long[] decoded = BlockProof.decoded(some.digests(), some.shapes());
      if (some.elements() == elements) {
        decoded[index] ^= 1;
      }
      digests.add(
          new Certificate.OfSize(
              some.elements(), some.from(), some.shapes(), BlockProof.encoded(decoded)));
    }
    return new Certificate(of.plan(), of.errorProbability(), of.result(), digests);
  }

  @Test
  void aDamagedFileIsRefusedInOneLine() throws IOException, InterruptedException {
    Path file = folder.resolve("c.json");
    Certificate certificate = certificate(plan(6), 1);
    certificate.write(file);
    assertEquals(certificate, Certificate.read(file));
    String text = Files.readString(file);

    for (String damaged :
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("\"elements\" : 6,\n    \"modulus", "\"elements\" : 7,\n    \"modulus"),
            text.replace("\"proven\" : ", "\"proven\" : 1"),
            text.replace("\"from\" : 0", "\"from\" : 1"),
            text.replaceFirst("\"digests\" : \"", "\"digests\" : \"AAAA"),
            text.replace("2^61 - 1", "2^61"))) {
      assertFalse(damaged.equals(text));
      Files.writeString(file, damaged);
      BadInputException e =
          assertThrows(BadInputException.class, () -> Certificate.read(file), damaged);
      assertTrue(e.toString().contains(": " + file), e::toString);
      assertEquals(1, e.toString().lines().count(), e::toString);
    }
  }
}
