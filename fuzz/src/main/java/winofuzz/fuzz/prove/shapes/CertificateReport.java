package winofuzz.fuzz.prove.shapes;

import java.util.Locale;
import java.util.Map;
import winofuzz.convolution.Defect;

/** A certificate, and what came of a check of one, as text. */
public final class CertificateReport {
  private CertificateReport() {}

  /** Returns what a certificate says. */
  public static String text(Certificate certificate) {
    ShapePlan plan = certificate.plan();
    ShapeTally result = certificate.result();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "every shape of up to %d elements: %s".formatted(plan.elements(), plan.family().text()));
    line(
        text,
        "%d shapes: %d proven for all inputs, %d not proven, %d refuted"
            .formatted(result.shapes(), result.proven(), result.notProven(), result.refuted()));
    for (ShapeTally.OfPath path : result.paths()) {
      line(
          text,
          "  %-10s %d proven, %d refuted"
              .formatted(path.path().label(), path.proven(), path.refuted()));
      for (Map.Entry<String, Long> reason : path.notProven().entrySet()) {
        line(text, "             %d not proven: %s".formatted(reason.getValue(), reason.getKey()));
      }
    }
    for (ShapeTally.Refutation refutation : result.refutations()) {
      append(text, plan, refutation);
    }
    for (ShapeTally.Grids grids : result.grids()) {
      line(
          text,
          "  grids of %s and %s: %s on %d shapes, first %s"
              .formatted(
                  plan.paths().getFirst().label(),
                  grids.path().label(),
                  grids.gridClass(),
                  grids.count(),
                  grids.smallest()));
    }
    if (!result.constants().isEmpty()) {
      line(text, "  reads %s".formatted(String.join(", ", result.constants())));
    }
    line(
        text,
        ("Evaluated modulo %s at points drawn with seed %d. The probability that any shape counts as"
                + "%nproven and is not equal to the convolution is at most %s.")
            .formatted(
                plan.modulus(),
                plan.seed(),
                String.format(Locale.ROOT, "%.1e", certificate.errorProbability())));
    return text.toString();
  }

  private static void append(StringBuilder text, ShapePlan plan, ShapeTally.Refutation refutation) {
    line(
        text,
        "%n%s/%s on %d shapes"
            .formatted(refutation.path().label(), refutation.symptom(), refutation.count()));
    line(
        text,
        "  smallest   %s (%d elements)"
            .formatted(refutation.smallest(), refutation.smallest().elements()));
    line(text, "             %s".formatted(refutation.detail()));
    line(text, "  reproduce  %s%n".formatted(reproduce(plan, refutation)));
  }

  /** Returns the command that shows a refutation again. */
  static String reproduce(ShapePlan plan, ShapeTally.Refutation refutation) {
    StringBuilder command = new StringBuilder("bin/fuzz check --case " + refutation.smallest());
    command.append(' ').append(plan.choice().options(plan.paths()));
    if (!plan.defects().isEmpty()) {
      command
          .append(" --defects ")
          .append(String.join(",", plan.defects().stream().map(Defect::label).toList()));
    }
    return command + " --target " + plan.target().label();
  }

  /** Returns what came of a check. */
  public static String text(Certificate certificate, CertificateCheck.Result result) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "checked %d of %d shapes of up to %d elements, made with %s"
            .formatted(
                result.checked(),
                result.of(),
                certificate.plan().elements(),
                certificate.plan().product()));
    if (result.holds()) {
      line(text, "all as the certificate says");
    }
    if (result.first() != null) {
      line(
          text,
          "%d are not as the certificate says; the first is %s"
              .formatted(result.different(), result.first()));
    }
    if (!result.counted()) {
      line(text, "what the certificate counts is not what there is");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
