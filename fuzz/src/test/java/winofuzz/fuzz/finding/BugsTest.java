package winofuzz.fuzz.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;

/** When two findings are one bug. */
final class BugsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** A finding from {@code signature [+ signature on its smallest case].. [- rule needed]..}. */
  private static Finding finding(String text) {
    List<String> parts = Arrays.stream(text.split(" - ")).map(String::strip).toList();
    List<Signature> signatures =
        Arrays.stream(parts.getFirst().split("\\+"))
            .map(String::strip)
            .map(Signature::parse)
            .toList();
    return Finding.seen(
            signatures.getFirst(),
            "",
            SETTING,
            CaseText.parse("cin=1,h=3,w=3,cout=1"),
            new TreeSet<>(signatures))
        .needing(Set.copyOf(parts.subList(1, parts.size())));
  }

  private static int bugs(List<Finding> findings) {
    return Math.toIntExact(Bugs.unified(findings).stream().filter(f -> f.same() == null).count());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        // The same rule, whoever saw it, on whichever path.
        "algebra/old/kernel/pass/rule | lowering/hybrid/linear/pass/rule | 1",
        "algebra/old/kernel/pass/rule | algebra/old/kernel/pass/other | 2",
        "fire/hybrid/does-not-fire/pass/rule | algebra/old/linear/pass/rule | 1",
        // The same rule, values and memory: one rule may be wrong in two ways.
        "algebra/old/kernel/pass/rule | safety/old/read-out-of-bounds/pass/rule | 2",
        "algebra/old/kernel/pass/rule | safety/old/read-out-of-bounds/pass/rule"
            + " + algebra/old/kernel/pass/rule | 1",
        "algebra/old/kernel/pass/rule | safety/old/read-out-of-bounds/pass/rule"
            + " + algebra/old/kernel/pass | 1",
        // Gone without a rule that is to blame for another one, which came to it later.
        "algebra/old/kernel/pass/rule | algebra/old/kernel/before/other - rule | 1",
        "algebra/old/kernel/pass/rule | algebra/old/kernel/pass - rule - third | 1",
        "algebra/old/kernel/pass/rule - other | algebra/old/kernel/pass/other - rule | 2",
        "algebra/old/kernel/pass/rule | safety/old/never-written/before/other - rule | 2",
        "algebra/old/kernel/pass/rule | algebra/old/kernel/before/other - third | 2",
        // What a device computes, on one of the cases undecided whose fault it is.
        "device/old/sim/sim | device/hybrid/sim/sim | 1",
        "device/old/sim/sim | device/hybrid/sim | 1",
        "device/old/sim/interpreter | device/old/sim/metal-text/CONST | 2",
        "algebra/old/tensor/interpreter | algebra/old/tensor | 1",
        "algebra/old/kernel/pass/rule | algebra/old/kernel | 2",
        "safety/old/never-written/sim | safety/hybrid/divergent-simdgroup | 1",
        "safety/old/never-written/pass | safety/hybrid/divergent-simdgroup | 2",
        "device/old/sim/pass/rule | device/old/sim | 2",
        "algebra/old/kernel/interpreter | device/hybrid/sim/interpreter | 1",
        // The same pass.
        "algebra/old/kernel/pass | safety/old/never-written/pass | 1",
        "algebra/old/kernel/pass | algebra/old/kernel/other | 2",
        // No blame: what the smallest case shows decides.
        "algebra/old/kernel/pass/rule | cross-path/hybrid/values | 2",
        "algebra/old/kernel/pass/rule"
            + " | cross-path/hybrid/values + algebra/old/kernel/pass/rule | 1",
        "algebra/hybrid/kernel/pass/rule"
            + " | lowering/old/fails-to-lower + algebra/hybrid/kernel/pass/rule | 2",
        "algebra/old/kernel/pass/rule"
            + " | lowering/old/fails-to-lower + algebra/old/kernel/pass/rule | 1",
        "safety/old/never-written | safety/old/second-write | 1",
        "safety/old/never-written | device/old/sim | 2",
        "safety/old/never-written | device/old/sim + safety/old/never-written | 1",
        "safety/old/never-written + device/old/host | cross-path/hybrid/values | 2",
        // A device is compared with the last stage: what is wrong before is no part of that.
        "algebra/old/kernel/pass/rule | device/old/host + algebra/old/kernel/pass/rule | 2"
      },
      delimiter = '|')
  void findingsAreOneBug(String first, String second, int bugs) {
    List<Finding> findings = List.of(finding(first), finding(second));
    assertEquals(bugs, bugs(findings));
    assertEquals(bugs, bugs(findings.reversed()));
  }

  @Test
  void whatMakesAnotherWrongStandsForIt() {
    Finding led = finding("algebra/hybrid/kernel/before/other - rule");
    Finding wrong = finding("algebra/old/kernel/pass/rule");
    assertEquals(
        List.of(wrong.sameAs(null), led.sameAs(wrong.signature())),
        Bugs.unified(List.of(wrong, led)));
    assertEquals(
        List.of(led.sameAs(wrong.signature()), wrong.sameAs(null)),
        Bugs.unified(List.of(led, wrong)));
  }

  @Test
  void twoThatAreBothTheSameAsAThirdAreOne() {
    List<Finding> findings =
        List.of(
            finding("algebra/old/kernel/pass - rule"),
            finding("safety/old/read-out-of-bounds/pass/rule + algebra/old/kernel/pass/rule"),
            finding("algebra/hybrid/kernel/pass/rule"));
    assertEquals(1, bugs(findings));
    assertEquals(1, bugs(findings.reversed()));
  }

  @Test
  void whatShowsTwoBugsIsOneOfThemAndLeavesThemApart() {
    List<Finding> findings =
        List.of(
            finding("algebra/old/kernel/pass/rule"),
            finding("safety/old/read-out-of-bounds/pass/other"),
            finding(
                "cross-path/hybrid/values + algebra/old/kernel/pass/rule"
                    + " + safety/old/read-out-of-bounds/pass/other"));
    assertEquals(2, bugs(findings));
    assertEquals(2, bugs(findings.reversed()));
  }

  /** What was seen on one case is not said of another. */
  @Test
  void aDetailNamesTheCaseThatItIsOf() {
    Finding first = finding("algebra/old/kernel");
    Finding seen =
        Finding.seen(
            first.signature(), "1 of 4 differ", SETTING, first.minimal(), first.alongside());
    ConvCase smaller = CaseText.parse("cin=1,h=3,w=2,cout=1,pad=1");
    assertEquals("1 of 4 differ", Finding.seen(seen, seen.minimal()).detail());
    assertEquals(
        "on " + seen.firstSeen() + ": 1 of 4 differ", Finding.seen(seen, smaller).detail());
  }
}
