package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.files.IoProblem;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.prove.shapes.BlockProof;
import winofuzz.fuzz.prove.shapes.Certificate;
import winofuzz.fuzz.prove.shapes.CertificateCheck;
import winofuzz.fuzz.prove.shapes.CertificateDocument;
import winofuzz.fuzz.prove.shapes.CertificateReport;
import winofuzz.fuzz.prove.shapes.ExhaustiveProof;
import winofuzz.fuzz.prove.shapes.ShapeBlock;
import winofuzz.fuzz.prove.shapes.ShapePlan;
import winofuzz.fuzz.prove.shapes.ShapeProver;
import winofuzz.fuzz.prove.shapes.ShapeTally;
import winofuzz.fuzz.prove.shapes.UnfinishedCertificate;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;
import winofuzz.fuzz.terminal.Texts;

/**
 * {@code prove --up-to} and {@code prove --verify}: every shape up to a number of elements. Methods
 * without another contract return the exit status.
 */
final class ShapeProofs {
  private final Context context;
  private final ShapeOptions options;
  private final boolean json;

  ShapeProofs(Context context, ShapeOptions options, boolean json) {
    this.context = context;
    this.options = options;
    this.json = json;
  }

  /**
   * Proves every shape.
   *
   * @param elements of the largest
   * @param seed decides the points
   */
  int prove(Setting setting, int elements, long seed) throws IOException, InterruptedException {
    if (elements < 1 || elements > ShapePlan.MOST_ELEMENTS) {
      throw new BadInputException(
          "--up-to: expected 1 to %d elements, found %d"
              .formatted(ShapePlan.MOST_ELEMENTS, elements));
    }
    ShapePlan plan =
        new ShapePlan(
            BuildInfo.current().title(),
            setting.compiler().unlessBuiltin(),
            setting.paths(),
            new TreeSet<>(setting.defects()),
            setting.target(),
            options.family(),
            elements,
            ShapePlan.MODULUS,
            seed);
    int jobs = options.jobs();
    Path out = options.out();
    try (@Nullable UnfinishedCertificate unfinished = out == null ? null : open(out, plan)) {
      Activity _ = context.console().status().begin("counting shapes");
      ShapeProver prover =
          plan.prover(context.compiler(), context.devices().get(setting.device(), null));
      return prove(new ExhaustiveProof(plan, prover, jobs), unfinished);
    }
  }

  private UnfinishedCertificate open(Path out, ShapePlan plan) {
    try {
      return UnfinishedCertificate.open(out, plan, context.console().status()::warn);
    } catch (IOException e) {
      throw new BadInputException(
          "--out: expected a file that can be written, found " + out + ": " + IoProblem.reason(e),
          e);
    }
  }

  private int prove(ExhaustiveProof proof, @Nullable UnfinishedCertificate unfinished)
      throws IOException, InterruptedException {
    Map<ShapeBlock, BlockProof> before =
        unfinished == null ? Map.of() : unfinished.done(proof.blocks());
    long shapes = proof.blocks().stream().mapToLong(ShapeBlock::shapes).sum();
    Pace pace = new Pace(context.console().status(), "proving", shapes);
    // The folder is let go of before the process may end.
    try (Interrupt _ = new Interrupt(proof::stop);
        unfinished) {
      Optional<Certificate> done =
          proof.run(
              before,
              (block, fresh) -> {
                if (fresh && unfinished != null) {
                  unfinished.keep(block);
                }
                tell(block.tally());
                pace.add(block.tally().shapes(), fresh);
              });
      if (done.isEmpty()) {
        return interrupted(unfinished);
      }
      return finish(done.get(), unfinished);
    } catch (IOException e) {
      throw new IOException(
          IoProblem.message(e) + "; what was proven before is kept; the same command goes on", e);
    }
  }

  private void tell(ShapeTally tally) {
    Status status = context.console().status();
    for (ShapeTally.Refutation refutation : tally.refutations()) {
      status.say(
          "%s/%s %s"
              .formatted(refutation.path().label(), refutation.symptom(), refutation.smallest()));
    }
  }

  private int interrupted(@Nullable UnfinishedCertificate unfinished) {
    context
        .console()
        .status()
        .warn(
            unfinished == null
                ? "stopped; with --out FILE the same command goes on where it was stopped"
                : "stopped; the same command goes on with what is in " + unfinished.folder());
    return ExitCode.INTERRUPTED;
  }

  private int finish(Certificate certificate, @Nullable UnfinishedCertificate unfinished)
      throws IOException {
    if (unfinished != null) {
      unfinished.finish(certificate);
    }
    context.console().status().clear();
    if (json) {
      context.console().json(CertificateDocument.of(certificate));
    } else {
      context.console().out().print(CertificateReport.text(certificate));
    }
    context.console().out().flush();
    return certificate.result().isRefuted() ? ExitCode.FINDING : ExitCode.AGREES;
  }

  /**
   * Checks a certificate.
   *
   * @param seed decides which shapes are drawn
   */
  int verify(Path file, long seed) throws IOException, InterruptedException {
    Status status = context.console().status();
    Activity _ = status.begin("reading " + file);
    Certificate certificate = Certificate.read(file);
    ShapePlan plan = certificate.plan();
    if (!plan.choice().equals(context.choice())) {
      throw new BadInputException(
          "--verify: expected %s, with which %s was made"
              .formatted(plan.choice().options(plan.paths()), file));
    }
    requireOffered(plan, file);
    ShapeProver prover =
        plan.prover(context.compiler(), context.devices().get(Blame.SIMULATOR, null));
    CertificateCheck check =
        new CertificateCheck(
            certificate,
            prover,
            options.sample(certificate.result().shapes()),
            seed,
            options.jobs());
    Pace pace = new Pace(status, "checking", check.count());
    try (Interrupt _ = new Interrupt(check::stop)) {
      Optional<CertificateCheck.Result> result = check.run(pace::at);
      if (result.isEmpty()) {
        status.warn("stopped; nothing is said of the certificate");
        return ExitCode.INTERRUPTED;
      }
      status.clear();
      print(certificate, result.get());
      return result.get().holds() && !certificate.result().isRefuted()
          ? ExitCode.AGREES
          : ExitCode.FINDING;
    }
  }

  private void requireOffered(ShapePlan plan, Path file) {
    List<LoweringPath> offered = context.compiler().paths();
    for (LoweringPath path : plan.paths()) {
      if (!offered.contains(path)) {
        throw new BadInputException(
            "%s: paths: expected some of %s, found %s".formatted(file, offered, path));
      }
    }
  }

  private void print(Certificate certificate, CertificateCheck.Result result) {
    if (json) {
      context.console().json(CertificateDocument.Check.of(certificate, result));
    } else {
      context.console().out().print(CertificateReport.text(certificate, result));
      context.console().out().print(CertificateReport.text(certificate));
    }
    context.console().out().flush();
  }

  /** Tells how far the work is, and how much longer it takes at the pace so far. */
  private static final class Pace {
    private final Activity activity;
    private final String doing;
    private final long of;
    private final long start = System.nanoTime();
    private long before;
    private long done;

    Pace(Status status, String doing, long of) {
      this.doing = doing;
      this.of = of;
      activity = status.begin(doing);
    }

    /** Counts shapes, which were done now or before. */
    void add(long shapes, boolean fresh) {
      before += fresh ? 0 : shapes;
      at(done + shapes);
    }

    /** Takes how many are done. */
    void at(long shapes) {
      done = shapes;
      long fresh = done - before;
      String left = "";
      if (fresh > 0) {
        double nanos = (System.nanoTime() - start) / (double) fresh * (of - done);
        left = ", " + Texts.clock(Duration.ofNanos((long) nanos)) + " left";
      }
      activity.at(doing + left + ":", Math.toIntExact(done), Math.toIntExact(of));
    }
  }
}
