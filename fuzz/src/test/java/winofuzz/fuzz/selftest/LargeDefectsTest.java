package winofuzz.fuzz.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Grid;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Oracle;

/** Defects that do no harm to a case that can be run as a whole. */
final class LargeDefectsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** Indices of its input and its output are beyond those of an int. */
  private static final ConvCase PLANE = CaseText.parse("cin=1,h=65539,w=65541,cout=1,pad=1");

  /** So is the distance between its channels, which is no multiple of a power of two. */
  private static final ConvCase CHANNELS = CaseText.parse("cin=2,h=65539,w=65541,cout=1,pad=1");

  /** Its launch has more threadgroups than 16 bits count. */
  private static final ConvCase BATCH = CaseText.parse("batch=5368710,cin=3,h=6,w=6,cout=4");

  private static final ConvCase SMALL = CaseText.parse("cin=2,h=9,w=10,cout=3,pad=1");

  private static List<String> findings(ConvCase c, Plant plant) {
    PlantedCompiler compiler = new PlantedCompiler(List.of(plant), true);
    CaseReport report = new Oracle(compiler.workbench(), SETTING).judge(c, Target.APPLE);
    return report.findings().stream().map(finding -> finding.signature().toString()).toList();
  }

  private static Plant text(UnaryOperator<String> wrong) {
    return new Plant.OfText(wrong);
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    assertEquals(List.of(), findings(PLANE, text(right -> right)));
    assertEquals(List.of(), findings(BATCH, text(right -> right)));
  }

  @Test
  void indicesOf32BitsWrapAround() {
    Plant narrow = text(right -> right.replaceAll("\\blong\\b", "int"));
    assertEquals(List.of(), findings(SMALL, narrow));
    assertEquals(
        List.of(
            "large/old/write-out-of-bounds/metal-text/MUL",
            "large/hybrid/read-out-of-bounds/metal-text/CAST"),
        findings(PLANE, narrow));
  }

  @Test
  void largeConstantsLoseDigits() {
    Pattern number = Pattern.compile("(?<![\\w.])\\d{8,}(?![\\w.])");
    Plant rounded =
        text(
            right ->
                number
                    .matcher(right)
                    .replaceAll(m -> String.valueOf((long) Float.parseFloat(m.group()))));
    assertEquals(List.of(), findings(SMALL, rounded));
    assertEquals(
        List.of("large/old/beyond-promise-on-sim/metal-text/CONST"), findings(CHANNELS, rounded));
  }

  @Test
  void aLaunchIsCutOff() {
    Plant cut =
        new Plant.OfPass(
            "launch dimensions",
            KernelEdits.launches(
                grid ->
                    new Grid(
                        KernelEdits.first(
                            grid.threadgroups(),
                            Math.min(65535, grid.threadgroups().getFirst().size())),
                        grid.threads())));
    assertEquals(List.of(), findings(SMALL, cut));
    assertEquals(List.of("large/old/never-written/launch-dimensions"), findings(BATCH, cut));
  }
}
