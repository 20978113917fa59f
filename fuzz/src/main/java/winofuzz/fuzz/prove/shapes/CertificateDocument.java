package winofuzz.fuzz.prove.shapes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;

/**
 * What {@code prove --up-to --json} writes: a certificate without its digests.
 *
 * @param reproduce a command for each refutation, in the order of the result
 */
public record CertificateDocument(
    ShapePlan plan, double errorProbability, ShapeTally result, List<Reproduction> reproduce) {

  /** How to see a refutation again. */
  public record Reproduction(LoweringPath path, String symptom, String command) {}

  /** Returns the document of a certificate. */
  public static CertificateDocument of(Certificate certificate) {
    return new CertificateDocument(
        certificate.plan(),
        certificate.errorProbability(),
        certificate.result(),
        certificate.result().refutations().stream()
            .map(
                r ->
                    new Reproduction(
                        r.path(), r.symptom(), CertificateReport.reproduce(certificate.plan(), r)))
            .toList());
  }

  /**
   * What {@code prove --verify --json} writes.
   *
   * @param holds whether all that was checked is as the certificate says
   * @param different shapes that are not
   * @param counted as of {@link CertificateCheck.Result}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      boolean holds,
      long checked,
      long different,
      @Nullable @JsonProperty("firstDifferent") ConvCase first,
      boolean counted,
      CertificateDocument certificate) {
    /** Returns the document of a check. */
    public static Check of(Certificate certificate, CertificateCheck.Result result) {
      return new Check(
          result.holds(),
          result.checked(),
          result.different(),
          result.first(),
          result.counted(),
          CertificateDocument.of(certificate));
    }
  }
}
