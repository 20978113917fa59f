package winofuzz.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.campaign.Progress.Sighting;
import winofuzz.fuzz.campaign.Progress.Size;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.programs.campaign.ProgramCounts;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.terminal.Panel;

/** The panel of a campaign in windows that are wide and narrow, and in one line. */
final class CampaignPanelTest {
  private static final int RULES = 232;

  private static final List<Sighting> FINDINGS =
      List.of(
          sighting("safety/hybrid/read-out-of-bounds/winograd/winograd", 3, 15, Size.MINIMAL),
          sighting("algebra/hybrid/ranged/winograd/winograd", 117, 42, Size.SHRINKING),
          sighting("cross-path/hybrid/values", 1, 9, Size.MINIMAL),
          sighting("limits/old/over-work", 1, 1200, Size.ANY));

  private static Sighting sighting(String signature, int count, long elements, Size size) {
    return new Sighting(Signature.parse(signature), count, elements, size);
  }

  private static Progress progress(
      long seconds, long cases, long most, @Nullable Duration lastNew, List<Sighting> findings) {
    return new Progress(
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(60),
        cases,
        most,
        41,
        110,
        lastNew,
        findings);
  }

  private static List<String> lines(Panel panel, int columns) {
    return panel.lines(columns).stream().map(AttributedString::toString).toList();
  }

  private static CampaignPanel panel(List<Sighting> findings) {
    return CampaignPanel.of(
        progress(45, 1450, Long.MAX_VALUE, Duration.ofSeconds(41), findings), RULES);
  }

  @Test
  void inAUsualWindow() {
    assertEquals(
        List.of(
            "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌  0:15 left  1450 cases  32.2/s",
            "110 of 232 rules  41 shape classes  new 0:04 ago",
            "algebra/hybrid/ranged/winograd/winograd         117 cases  shrinking 42 elements",
            "safety/hybrid/read-out-of-bounds/winograd/win…    3 cases  minimal   15 elements",
            "and 2 more findings"),
        lines(panel(FINDINGS), 80));
  }

  @Test
  void inANarrowWindow() {
    assertEquals(
        List.of(
            "━━━━━━━━━━━━━━╌╌╌╌╌  0:15 left  1450 cases  32.2/s",
            "110 of 232 rules  41 shape classes  new 0:04 ago",
            "algebra/hybrid/ranged/win…  117 cases  42 elements",
            "safety/hybrid/read-out-of…    3 cases  15 elements",
            "and 2 more findings"),
        lines(panel(FINDINGS), 50));
  }

  @Test
  void inAColumnOfWindows() {
    assertEquals(
        List.of(
            "0:15 left  1450 cases  32.2/s",
            "110 of 232 rules",
            "algebra/hybrid/ran…  117 cases",
            "safety/hybrid/read…    3 cases",
            "and 2 more findings"),
        lines(panel(FINDINGS), 30));
  }

  @Test
  void threeFindingsHaveALineEach() {
    assertEquals(
        List.of(
            "algebra/hybrid/ranged/winograd/winograd         117 cases  shrinking 42 elements",
            "safety/hybrid/read-out-of-bounds/winograd/win…    3 cases  minimal   15 elements",
            "cross-path/hybrid/values                           1 case  minimal    9 elements"),
        lines(panel(FINDINGS.subList(0, 3)), 80).subList(2, 5));
  }

  @Test
  void atTheBegin() {
    CampaignPanel panel = CampaignPanel.of(progress(0, 0, Long.MAX_VALUE, null, List.of()), RULES);
    assertEquals(
        List.of(
            "╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  1:00 left  0 cases  0.0/s",
            "110 of 232 rules  41 shape classes  no finding"),
        lines(panel, 80));
  }

  @Test
  void aNumberOfCasesEndsItAsWell() {
    CampaignPanel panel = CampaignPanel.of(progress(6, 30, 40, null, List.of()), RULES);
    assertEquals("━━━━━━━━━╌╌╌  0:54 left  30 of 40 cases  5.0/s", lines(panel, 46).getFirst());
  }

  @Test
  void noLineIsWiderThanTheWindow() {
    for (int columns = 1; columns <= 200; columns++) {
      List<AttributedString> lines = panel(FINDINGS).lines(columns);
      assertEquals(5, lines.size());
      for (AttributedString line : lines) {
        assertTrue(line.columnLength() <= columns, line + " in " + columns);
      }
    }
  }

  @Test
  void inALine() {
    assertEquals(
        "0:15 left  1450 cases  32.2/s  110 of 232 rules  41 shape classes  new 0:04 ago"
            + "  4 findings (1 shrinking)",
        panel(FINDINGS).line());
    assertTrue(panel(FINDINGS).line().length() <= 120);
  }

  @Test
  void ofPrograms() {
    ProgramPlan plan =
        new ProgramPlan(
            1,
            Duration.ofSeconds(60),
            Long.MAX_VALUE,
            2,
            new Setting(List.of(LoweringPath.OLD), Set.of(), Target.APPLE, "sim"));
    ProgramCounts counts =
        new ProgramCounts(Duration.ofSeconds(30), 90, 180, new TreeMap<>(), new TreeMap<>());
    assertEquals(
        "0:30 left  90 programs  3.0/s  180 runs of kernels  0 findings (1 shrinking)",
        CampaignPanel.of(counts, plan, List.of(), 1).line());
  }
}
