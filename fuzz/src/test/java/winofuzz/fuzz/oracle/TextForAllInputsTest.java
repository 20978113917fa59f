package winofuzz.fuzz.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.lowering.ToyCompiler;
import winofuzz.fuzz.lowering.ToyCompiler.Mistake;

/** What the text of kernels is asked beyond the inputs of a case, where nothing else is known. */
final class TextForAllInputsTest {
  private static final String SHAPE = "cin=1,h=4,w=5,cout=2,inputs=";

  @Test
  void aRightTextIsProvenOnWhateverInputs() {
    assertEquals(
        new Verdict.Holds("sim within what rounding can do; the text for all inputs"),
        verdict(Mistake.NONE, "real:1"));
    assertEquals(new Verdict.Holds("the text for all inputs"), verdict(Mistake.NONE, "special:3"));
  }

  @Test
  void aMistakeIsFoundThatOnesHide() {
    Verdict verdict = verdict(Mistake.FIRST_WEIGHT, "ones:0");
    assertEquals("violated", verdict.label());
    assertEquals(
        "the text is not the convolution: 6 elements differ, the first at 6",
        verdict.detail().substring(0, verdict.detail().indexOf(": expected")));
  }

  @Test
  void ofChosenInputsIsAskedWhatShowsOnThem() {
    assertEquals(new Verdict.Holds("sim exactly"), verdict(Mistake.FIRST_WEIGHT, "ones:0:none"));
    assertEquals("violated", verdict(Mistake.FIRST_WEIGHT, "ones:0:x7+w0").label());
  }

  private static Verdict verdict(Mistake mistake, String inputs) {
    ToyCompiler compiler = new ToyCompiler(mistake);
    LoweringPath padded = compiler.paths().getLast();
    Setting setting = new Setting(List.of(padded), Set.of(), Target.APPLE, Subject.CHECKED_DEVICE);
    return new Oracle(compiler, setting)
        .judge(CaseText.parse(SHAPE + inputs), Target.APPLE).judgements().stream()
            .filter(j -> j.assertion().equals(DeviceAssertion.NAME))
            .map(Judgement::verdict)
            .findFirst()
            .orElseThrow();
  }
}
