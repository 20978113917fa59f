package winofuzz.fuzz.gate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Signature;

/** The file of a baseline. */
record BaselineDocument(List<Entry> findings) {

  /** A known finding; its {@code id} is written and not read, and no note is an empty one. */
  @JsonPropertyOrder({"id", "signature", "state", "target", "minimal", "note"})
  @JsonIgnoreProperties(value = "id", allowGetters = true)
  record Entry(
      Signature signature,
      Known.State state,
      Target target,
      ConvCase minimal,
      @Nullable String note) {

    static Entry of(Known known) {
      return new Entry(
          known.signature(), known.state(), known.target(), known.minimal(), known.note());
    }

    @JsonProperty
    String id() {
      return signature.id();
    }

    Known toKnown() {
      return new Known(signature, state, target, minimal, note == null ? "" : note);
    }
  }

  static BaselineDocument of(Baseline baseline) {
    return new BaselineDocument(baseline.entries().stream().map(Entry::of).toList());
  }

  /**
   * Returns the baseline.
   *
   * @throws BadInputException if it has a signature twice
   */
  Baseline toBaseline() {
    Set<Signature> signatures = new HashSet<>();
    for (int i = 0; i < findings.size(); i++) {
      Signature signature = findings.get(i).signature;
      if (!signatures.add(signature)) {
        throw new BadInputException(
            "findings[%d]: signature: expected each once, found '%s' twice"
                .formatted(i, signature));
      }
    }
    return new Baseline(findings.stream().map(Entry::toKnown).toList());
  }
}
