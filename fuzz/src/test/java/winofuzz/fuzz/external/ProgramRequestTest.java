package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.SampleDocument;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.fuzz.programs.campaign.ProgramSymptom;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;
import winofuzz.metal.sim.SimDevice;

/** What a compiler is asked to lower a program, and what its answer comes to. */
final class ProgramRequestTest {
  private static final String PROGRAM =
      """
      {"inputs":[{"name":"a","dtype":"uint8","shape":[2]}],\
      "steps":[{"op":"cast","of":[0],"dtype":"int32"}]}""";

  private static final ProgramSample SAMPLE =
      Json.read(
          "{\"program\":" + PROGRAM + ",\"values\":[[1,200]]}",
          "sample",
          SampleDocument.class,
          SampleDocument::sample);

  private static final LoweringPath GOOD = new LoweringPath("good");

  private static final String GREETING =
      ScriptedCompiler.GREETING.replace("\"features\":[]", "\"features\":[\"programs\"]");

  /** The answer, with an expression in its kernel. */
  private static String answer(String expression) {
    return """
    "memories":[{"name":"y","dtype":"int32","elements":2,"role":"output"},\
    {"name":"a","dtype":"uint8","elements":2,"role":"input"}],\
    "kernels":[{"name":"k","source":"#include <metal_stdlib>\\nusing namespace metal;\\n\
    kernel void k(device int* y [[buffer(0)]], device const uchar* a [[buffer(1)]], \
    uint i [[thread_position_in_grid]]) {\\n  y[i] = %s;\\n}",\
    "threadgroups":[2,1,1],"threads":[1,1,1],"arguments":[{"memory":0},{"memory":1}]}]"""
        .formatted(expression);
  }

  @TempDir private Path folder;

  private ProgramVerdict judge(String greeting, String members) {
    ScriptedCompiler script = new ScriptedCompiler(folder);
    String text =
        script
            .always(ScriptedCompiler.answering(members))
            .replace(ScriptedCompiler.GREETING, greeting);
    try (ExternalCompiler compiler =
        ExternalCompiler.of(script.command(text), CompilerLimits.USUAL)) {
      assertTrue(compiler.lowersPrograms());
      return new ProgramJudge(compiler, new SimDevice(), List.of(GOOD)).judge(List.of(SAMPLE));
    }
  }

  private ProgramVerdict.Wrong wrong(String members) {
    if (judge(GREETING, members) instanceof ProgramVerdict.Wrong wrong) {
      return wrong;
    }
    throw new AssertionError("expected something wrong");
  }

  @Test
  void aRequestHasTheProgramAndNoValues() {
    TensorProgram program = SAMPLE.program();
    String line =
        Json.line(LowerRequest.of(7, GOOD, new Request.OfProgram(program), new Inquiry.Lower()));
    assertEquals("{\"id\":7,\"do\":\"lower\",\"path\":\"good\",\"program\":" + PROGRAM + "}", line);
  }

  @Test
  void aRightAnswerHolds() {
    assertEquals(new ProgramVerdict.Holds(List.of()), judge(GREETING, answer("a[i]")));
  }

  @Test
  void wrongValuesAreTold() {
    ProgramVerdict.Wrong wrong = wrong(answer("(char)a[i]"));
    assertEquals("values", wrong.symptom().label());
    assertEquals("1 of 2 elements differ; the first at 1: expected 200, found -56", wrong.detail());
  }

  @Test
  void aFaultComesBeforeWrongValues() {
    assertEquals("safety/read-out-of-bounds", wrong(answer("a[i + 1]")).symptom().label());
    assertEquals("safety/malformed", wrong(answer("a[i")).symptom().label());
  }

  @Test
  void anErrorIsTheTypeAndThePlace() {
    ProgramVerdict.Wrong wrong = wrong("\"error\":\"KeyError: 7\",\"place\":\"uop/ops.py:12\"");
    assertEquals(
        new ProgramSymptom(ProgramSymptom.Kind.LOWERING, "KeyError/ops.py:12"), wrong.symptom());
  }

  @Test
  void anotherOutputIsNoAnswer() {
    ProgramVerdict.Wrong wrong = wrong(answer("a[i]").replace("int32", "int64"));
    assertEquals("lowering/error/no-answer", wrong.symptom().label());
    assertTrue(wrong.detail().contains("output y of 2 elements of int32"), wrong.detail());
  }

  @Test
  void whatIsNotOfferedIsUndecided() {
    assertEquals(
        new ProgramVerdict.Undecided("casts"), judge(GREETING, "\"unsupported\":\"casts\""));
  }

  @Test
  void aFileThatIsNoProgramIsAMistakeOfTheUser() {
    assertThrows(
        BadInputException.class,
        () -> Json.read("{}", "file", SampleDocument.class, SampleDocument::sample));
  }
}
