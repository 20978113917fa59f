package winofuzz.fuzz.corpus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.json.Sense;
import winofuzz.ir.Stage;

/**
 * A finding in its file and in the results of commands. Its components are what is read; the other
 * keys follow from them, are written for people and programs, and are not read.
 */
@JsonPropertyOrder({
  "id",
  "signature",
  "assertion",
  "path",
  "stage",
  "symptom",
  "detail",
  "compiler",
  "paths",
  "defects",
  "target",
  "concern",
  "device",
  "number",
  "case",
  "minimal",
  "minimalElements",
  "provenMinimal",
  "shrinking",
  "gaveUpOn",
  "count",
  "alongside",
  "needs",
  "same",
  "goOn",
  "reproduce"
})
@JsonIgnoreProperties(
    value = {
      "id",
      "assertion",
      "path",
      "symptom",
      "minimalElements",
      "provenMinimal",
      "goOn",
      "reproduce"
    },
    allowGetters = true)
public record FindingDocument(
    Signature signature,
    @JsonInclude @Nullable Stage stage,
    String detail,
    @Nullable CompilerChoice compiler,
    List<LoweringPath> paths,
    SortedSet<Defect> defects,
    Target target,
    Concern concern,
    String device,
    long number,
    @JsonProperty("case") ConvCase firstSeen,
    ConvCase minimal,
    Finding.Shrinking shrinking,
    @Nullable ConvCase gaveUpOn,
    int count,
    @Nullable SortedSet<Signature> alongside,
    @Nullable SortedSet<String> needs,
    @Nullable Signature same) {

  /** Returns the document of a finding. */
  public static FindingDocument of(Finding finding) {
    return new FindingDocument(
        finding.signature(),
        finding.signature().symptom().stage(),
        finding.detail(),
        finding.setting().compiler().unlessBuiltin(),
        finding.setting().paths(),
        new TreeSet<>(finding.setting().defects()),
        finding.setting().target(),
        finding.signature().symptom().concern(),
        finding.setting().device(),
        finding.number(),
        finding.firstSeen(),
        finding.minimal(),
        finding.shrinking(),
        finding.gaveUpOn(),
        finding.count(),
        finding.alongside(),
        finding.needs().isEmpty() ? null : finding.needs(),
        finding.same());
  }

  /**
   * Returns the finding.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it makes no sense
   */
  public Finding toFinding() {
    Sense.requireSome("paths", paths);
    Sense.requireBetween("number", 0, KeptCase.MOST_NUMBER, number);
    Sense.requireAtLeast("count", 1, count);
    Sense.requireText("device", device);
    return new Finding(
        signature,
        detail,
        new Setting(CompilerChoice.orBuiltin(compiler), paths, defects, target, device),
        number,
        firstSeen,
        minimal,
        shrinking,
        count,
        alongside == null ? new TreeSet<>() : alongside,
        needs == null ? new TreeSet<>() : needs,
        same,
        gaveUpOn);
  }

  @JsonProperty
  String id() {
    return signature.id();
  }

  @JsonProperty
  String assertion() {
    return signature.assertion();
  }

  @JsonProperty
  LoweringPath path() {
    return signature.path();
  }

  @JsonProperty
  String symptom() {
    return signature.symptom().label();
  }

  @JsonProperty
  long minimalElements() {
    return minimal.elements();
  }

  @JsonProperty
  boolean provenMinimal() {
    return toFinding().provenMinimal();
  }

  /** The command that goes on shrinking; null where there is nothing to go on with. */
  @JsonProperty
  @Nullable String goOn() {
    Finding finding = toFinding();
    return finding.shrinking() == Finding.Shrinking.UNFINISHED && finding.isShrinkable()
        ? "bin/fuzz triage " + id()
        : null;
  }

  @JsonProperty
  String reproduce() {
    return toFinding().reproduce();
  }
}
