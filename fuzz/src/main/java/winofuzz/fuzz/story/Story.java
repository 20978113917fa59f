package winofuzz.fuzz.story;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.ir.Stage;

/**
 * All there is to tell of one finding, as a document: what triage prints, what a report draws, and
 * what an issue says are made from it alone.
 *
 * @param signature of the finding
 * @param headline what is wrong, in a few words
 * @param cause why
 * @param minimal the smallest case known to show it
 * @param provenMinimal whether every smaller case was tried
 * @param gaveUpOn the first smaller case whose try was given up; null if there is none
 * @param minimality why it is minimal, or why that is not known, as a sentence
 * @param detail what was seen on it, in one line
 * @param culprit where the compiler makes it wrong; null where that is not known
 * @param first the first element that differs; null where none does
 * @param picture the wrong elements of the output; null where none is wrong
 * @param larger the same on a larger case; null where none was found that shows it
 * @param pattern what the wrong elements have in common, a sentence each
 * @param stages the stages of all paths, side by side
 * @param paths what each path makes of the minimal case
 * @param gridClass how the launches compare; null where there are no two
 * @param reproduce the command that shows it here
 */
@JsonPropertyOrder({"id", "signature", "headline", "cause", "minimal", "minimalElements"})
@JsonIgnoreProperties(
    value = {"id", "minimalElements"},
    allowGetters = true)
public record Story(
    Signature signature,
    String headline,
    Cause cause,
    ConvCase minimal,
    boolean provenMinimal,
    @Nullable ConvCase gaveUpOn,
    String minimality,
    String detail,
    @Nullable Broken culprit,
    @Nullable FirstDifference first,
    @Nullable OutputPicture picture,
    @Nullable Larger larger,
    List<String> pattern,
    List<StageRow> stages,
    List<PathSide> paths,
    @Nullable GridClass gridClass,
    String reproduce) {
  public Story {
    pattern = List.copyOf(pattern);
    stages = List.copyOf(stages);
    paths = List.copyOf(paths);
  }

  /** Returns the short name of the finding. */
  @JsonProperty
  public String id() {
    return signature.id();
  }

  /** Returns the elements of the minimal case. */
  @JsonProperty
  public long minimalElements() {
    return minimal.elements();
  }

  /**
   * Why a result is wrong.
   *
   * @param name in a few words, such as {@code output axis order}
   * @param explanation what goes wrong, a sentence or two
   * @param evidence what shows it
   */
  public record Cause(String name, String explanation, String evidence) {}

  /**
   * The place in the compiler that makes the result wrong.
   *
   * @param stage the first whose value is wrong
   * @param pass the id of the pass that does
   * @param passName its description
   * @param rule the id of the rule; null where no rule is to blame
   * @param ruleName its description
   * @param application which application of it in the pass, from 1; null where that is not known
   * @param before what it was applied to; empty where that is not known
   * @param after what it put there
   * @param differs the first element in which the two differ; empty where they cannot be compared
   * @param evidence the first wrong element or access after the pass
   */
  public record Broken(
      Stage stage,
      String pass,
      String passName,
      @Nullable String rule,
      @Nullable String ruleName,
      @Nullable Integer application,
      String before,
      String after,
      String differs,
      String evidence) {

    /** Returns the place that a compiler names. */
    public static Broken of(Culprit culprit) {
      Culprit.Application a = culprit.application();
      return new Broken(
          culprit.stage(),
          culprit.pass().id(),
          culprit.pass().description(),
          a == null ? null : a.rule().id(),
          a == null ? null : a.rule().description(),
          a == null || a.number() < 0 ? null : a.number() + 1,
          a == null ? "" : a.before().toString(),
          a == null ? "" : a.after().toString(),
          a == null ? "" : a.evidence(),
          culprit.evidence());
    }

    /** Returns the description of the rule, and its id where that is another word. */
    private String named() {
      return Objects.equals(rule, ruleName) ? ruleName + "" : "%s (%s)".formatted(ruleName, rule);
    }

    /** {@code at stage ranged, in pass winograd, by rule winograd (application 1)}. */
    public String where() {
      return "at stage %s, in pass %s%s%s"
          .formatted(
              stage.label(),
              passName,
              ruleName == null ? "" : ", by rule " + named(),
              application == null ? "" : ", application " + application + " of the pass");
    }
  }

  /**
   * The first element of the output that differs.
   *
   * @param index in the output, row-major
   * @param position its coordinates in words
   * @param expected by name and value
   * @param found by name and value
   * @param ulps the distance between the two floats; empty where it has no meaning
   */
  public record FirstDifference(
      int index, String position, NamedFloat expected, NamedFloat found, String ulps) {}

  /**
   * A float.
   *
   * @param of whose it is, such as {@code direct}
   * @param decimal its value
   * @param bits its bits in hexadecimal digits
   */
  public record NamedFloat(String of, String decimal, String bits) {
    /** {@code direct has 1.0 (0x3f800000)}. */
    @Override
    public String toString() {
      return "%s has %s (%s)".formatted(of, decimal, bits);
    }
  }

  /** A larger case that shows the same, on which a pattern can be seen. */
  public record Larger(@JsonProperty("case") ConvCase subject, OutputPicture picture) {}

  /** A stage on all paths. */
  public record StageRow(Stage stage, List<StageCell> cells) {
    public StageRow {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A stage on a path.
   *
   * @param verdict {@code right}, {@code wrong}, {@code no value}, or empty where there is no such
   *     stage
   * @param nodes how many nodes its graphs have
   * @param note what else there is to say; usually nothing
   */
  public record StageCell(String verdict, int nodes, String note) {}

  /**
   * What a path makes of the case.
   *
   * @param problem why it does not lower; empty if it does
   */
  public record PathSide(LoweringPath path, String problem, List<KernelSide> kernels) {
    public PathSide {
      kernels = List.copyOf(kernels);
    }
  }

  /**
   * A kernel.
   *
   * @param launch threadgroups of threads, with the axes that each dimension counts
   * @param options the optimizations applied, in order
   * @param lines those of its Metal text that are shown
   * @param length how many lines it has
   */
  public record KernelSide(
      String name, String launch, List<String> options, List<SourceLine> lines, int length) {
    public KernelSide {
      options = List.copyOf(options);
      lines = List.copyOf(lines);
    }
  }

  /**
   * A line of Metal text.
   *
   * @param number from 1
   * @param mark why it is to blame; empty if it is not
   */
  public record SourceLine(int number, String text, String mark) {}
}
