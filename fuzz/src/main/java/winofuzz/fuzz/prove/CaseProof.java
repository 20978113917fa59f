package winofuzz.fuzz.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;

/**
 * What holds of one shape for all inputs, path by path.
 *
 * @param subject the shape
 * @param seed decides the points of the field
 */
public record CaseProof(Convolution subject, Target target, long seed, List<PathProof> paths) {
  public CaseProof {
    paths = List.copyOf(paths);
  }

  /** Whether something does not hold. */
  public boolean isRefuted() {
    return paths.stream().anyMatch(PathProof::isRefuted);
  }

  /** Returns it as text: what is claimed, then what the claims rest on. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(new ConvCase(subject, Inputs.DEFAULT)).append(System.lineSeparator());
    for (PathProof path : paths) {
      append(text, path);
    }
    text.append(basis());
    return text.toString();
  }

  private static void append(StringBuilder text, PathProof path) {
    String label = path.path().label();
    for (Map.Entry<String, String> claim : claims(path).entrySet()) {
      text.append(
          String.format(Locale.ROOT, "%-9s %-10s %s%n", label, claim.getKey(), claim.getValue()));
      label = "";
    }
  }

  private static Map<String, String> claims(PathProof path) {
    Map<String, String> claims = new LinkedHashMap<>();
    if (path.failure() != null) {
      claims.put("lowering", "fails: " + path.failure());
      return claims;
    }
    path.stages().forEach((stage, identity) -> claims.put(stage.label(), identity.described()));
    KernelIdentity kernels = path.kernels();
    if (kernels != null) {
      claims.put("text", kernels.identity().described() + read(kernels.readings()));
      claims.put("memory", memory(kernels));
    }
    claims.put("rounding", rounding(path.rounding()));
    return claims;
  }

  private static String read(List<String> readings) {
    return readings.isEmpty() ? "" : "; reads " + String.join(", ", readings);
  }

  private static String memory(KernelIdentity kernels) {
    if (!kernels.violations().isEmpty()) {
      return "misused: " + kernels.violations().getFirst();
    }
    if (!kernels.isRun()) {
      return "not proven";
    }
    return kernels.placesDependOnData()
        ? "right in one run; places depend on data, so that other inputs may differ"
        : "right for all inputs: in bounds, no race, each element written once";
  }

  private static String rounding(@Nullable WorstRounding rounding) {
    if (rounding == null) {
      return "no bound for all inputs is known";
    }
    return Double.isFinite(rounding.error())
        ? String.format(
            Locale.ROOT,
            "at most %.3g for inputs up to 1: %.3g ulp of %.4g, the largest result",
            rounding.error(),
            rounding.ulps(),
            rounding.scale())
        : "may overflow for inputs up to 1";
  }

  /** What the claims rest on. */
  private String basis() {
    long degree =
        identities().stream()
            .filter(Identity.Proven.class::isInstance)
            .mapToLong(identity -> ((Identity.Proven) identity).degree())
            .max()
            .orElse(0);
    return degree == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "Evaluated modulo 2^61 - 1 at a point drawn with seed %d. Polynomials of degree %d"
                + " that differ%nare equal at such a point with a probability of at most %.1e"
                + " (Schwartz and Zippel).%n",
            seed,
            degree,
            new Identity.Proven(degree, 1).errorProbability());
  }

  private List<Identity> identities() {
    List<Identity> result = new ArrayList<>();
    for (PathProof path : paths) {
      result.addAll(path.stages().values());
      if (path.kernels() != null) {
        result.add(path.kernels().identity());
      }
    }
    return result;
  }
}
