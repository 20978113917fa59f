package winofuzz.fuzz.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.json.Json;

final class ProgramDocumentTest {
  private static final String SAMPLE =
      """
      {"program":{"inputs":[{"name":"a","dtype":"uint8","shape":[3]},\
      {"name":"b","dtype":"int32","shape":[2]}],"steps":[\
      {"op":"cast","of":[0],"dtype":"int32"},{"op":"repeat","of":[2],"counts":[2]},\
      {"op":"concatenate","of":[3,1],"axis":0}],"options":["PADTO:0:8"]},\
      "values":[[1,2,3],[-1,300]]}""";

  private static ProgramSample read(String text) {
    return Json.read(text, "file", SampleDocument.class, SampleDocument::sample);
  }

  @Test
  void aFileHasTheMembersThatAreNeeded() {
    assertEquals(SAMPLE, Json.line(SampleDocument.of(read(SAMPLE))));
    assertEquals("cast-repeat-concatenate+PADTO", read(SAMPLE).program().form());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "uint8"           | "float64"         | found 'float64'
          "op":"cast"       | "op":"kast"       | 'kast'
          "of":[2],         | ~~                | repeat: expected of
          "of":[2]          | "of":[9]          | steps[1]: repeat: expected operands
          "counts":[2]      | "counts":[2,2]    | steps[1]: repeat: expected a count
          "axis":0          | "axis":1          | steps[2]: concatenate: expected an axis
          "axis":0          | "axis":0,"value":1| expected no other members
          [-1,300]          | [-1]              | values[1]: expected 2, found 1
          [1,2,3]           | [1,2,256]         | expected elements of uint8
          [1,2,3]           | [1,2,0.5]         | expected elements of uint8
          "name":"b"        | "name":"a"        | inputs: expected a name for each
          "name":"b"        | "name":"y"        | inputs: expected a name for each
          "shape":[3]       | "shape":[0]       | shape: expected at least 1
          "counts":[2]      | "counts":[99999]  | at most 65536 elements
          """)
  void whatIsWrongIsOneLine(String from, String to, String problem) {
    assertTrue(SAMPLE.contains(from), from);
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> read(SAMPLE.replace(from, to == null ? "" : to)));
    assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
  }

  @Test
  void aScriptNeedsTinygradAlone() {
    assertEquals(
        """
        from tinygrad import Tensor, dtypes
        from tinygrad.codegen.opt import Opt, OptOps, KernelOptError, heuristic
        def optimize(kernel):
          for opt in [Opt(OptOps.PADTO, 0, 8)]:
            trial = kernel.copy()
            try: trial.apply_opt(opt)
            except KernelOptError: continue
            kernel = trial
          return kernel
        heuristic.hand_coded_optimizations = optimize
        a = Tensor([1, 2, 3], dtype=dtypes.uint8).realize()
        b = Tensor([-1, 300], dtype=dtypes.int32).realize()
        t1 = a.cast(dtypes.int32)
        t2 = t1.repeat((2,))
        y = t2.cat(b, dim=0)
        y = y.contiguous().realize()
        expected, found = [1, 2, 3, 1, 2, 3, -1, 300], y.tolist()
        print("expected", expected)
        print("found   ", found)
        raise SystemExit(found != expected)
        """,
        ProgramScript.of(read(SAMPLE)));
  }
}
