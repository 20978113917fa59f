package winofuzz.fuzz.prove;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;

/**
 * What {@code prove} writes of one shape as JSON.
 *
 * @param modulus of the integers at which programs are evaluated
 * @param seed decides the point
 */
public record ProofDocument(
    @JsonProperty("case") ConvCase subject,
    Target target,
    String modulus,
    long seed,
    boolean refuted,
    List<Path> paths) {

  /** What is claimed of one path. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Path(
      String path,
      boolean proven,
      @Nullable String failure,
      Map<String, Claim> stages,
      @Nullable Claim text,
      @Nullable Memory memory,
      @Nullable WorstRounding rounding) {}

  /**
   * What is claimed of a program.
   *
   * @param claim proven, refuted or not-proven
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Claim(
      String claim,
      @Nullable Long degree,
      @Nullable Double errorProbability,
      @Nullable Integer element,
      @Nullable String expected,
      @Nullable String found,
      @Nullable String reason) {
    private static Claim of(Identity identity) {
      return switch (identity) {
        case Identity.Proven proven ->
            new Claim("proven", proven.degree(), proven.errorProbability(), null, null, null, null);
        case Identity.Refuted(int element, long expected, long found, long _) ->
            new Claim(
                "refuted",
                null,
                null,
                element,
                Long.toString(expected),
                Long.toString(found),
                null);
        case Identity.NoValue(String reason) ->
            new Claim("refuted", null, null, null, null, null, reason);
        case Identity.NotProven(String reason) ->
            new Claim("not-proven", null, null, null, null, null, reason);
      };
    }
  }

  /** How kernels use memory. */
  public record Memory(
      boolean safe, boolean placesDependOnData, List<String> violations, List<String> constants) {}

  /** Returns the document of a proof. */
  public static ProofDocument of(CaseProof proof) {
    Convolution c = proof.subject();
    return new ProofDocument(
        new ConvCase(c, Inputs.DEFAULT),
        proof.target(),
        "2^61 - 1",
        proof.seed(),
        proof.isRefuted(),
        proof.paths().stream().map(ProofDocument::of).toList());
  }

  private static Path of(PathProof path) {
    Map<String, Claim> stages = new LinkedHashMap<>();
    path.stages().forEach((stage, identity) -> stages.put(stage.label(), Claim.of(identity)));
    KernelIdentity kernels = path.kernels();
    return new Path(
        path.path().label(),
        path.isProven(),
        path.failure(),
        stages,
        kernels == null ? null : Claim.of(kernels.identity()),
        kernels == null ? null : memory(kernels),
        path.rounding());
  }

  private static Memory memory(KernelIdentity kernels) {
    return new Memory(
        kernels.isSafe(),
        kernels.placesDependOnData(),
        kernels.violations().stream().map(String::valueOf).toList(),
        kernels.readings());
  }
}
