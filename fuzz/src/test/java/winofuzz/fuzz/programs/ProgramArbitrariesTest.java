package winofuzz.fuzz.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import winofuzz.fuzz.json.Json;

/** Drawn programs are defined, on all of their inputs, and survive being written. */
final class ProgramArbitrariesTest {
  @Provide
  Arbitrary<DrawnProgram> programs() {
    return ProgramArbitraries.programs();
  }

  @Property(tries = 200)
  void everyProgramHasAValueOnEachOfItsInputs(@ForAll("programs") DrawnProgram drawn) {
    assertEquals(ProgramDrawing.SAMPLES, drawn.samples().size());
    for (ProgramSample sample : drawn.samples()) {
      assertEquals(drawn.program().output(), sample.expected().type());
    }
  }

  @Property(tries = 200)
  void everyResultIsUsed(@ForAll("programs") DrawnProgram drawn) {
    Set<Integer> used = new HashSet<>();
    drawn.program().steps().forEach(s -> used.addAll(s.operands()));
    for (int i = 0; i < drawn.program().types().size() - 1; i++) {
      assertTrue(used.contains(i), "result " + i + " of " + drawn.program());
    }
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadAgain(@ForAll("programs") DrawnProgram drawn) {
    ProgramSample sample = drawn.sample(0);
    String text = Json.line(SampleDocument.of(sample));
    assertEquals(sample, Json.read(text, "file", SampleDocument.class, SampleDocument::sample));
  }

  @Property(tries = 200)
  void aBufferHoldsWhatTheTensorDoes(@ForAll("programs") DrawnProgram drawn) {
    Tensor output = drawn.sample(0).expected();
    assertEquals(List.of(), TensorBuffers.differences(output, TensorBuffers.buffer(output)));
  }

  @Example
  void aNumberDecidesTheProgram() {
    assertEquals(new ProgramSource(7).get(12), new ProgramSource(7).get(12));
    Set<String> different = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      different.add(new ProgramSource(7).get(i).sample(0).id());
    }
    assertTrue(different.size() > 95, different.size() + " of 100 are different");
  }

  @Example
  void everyOperationIsDrawn() {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      new ProgramSource(1).get(i).program().steps().forEach(s -> labels.add(s.label()));
    }
    for (ElementOperation operation : ElementOperation.values()) {
      assertTrue(labels.contains(operation.label()), operation.label());
    }
    for (ReduceKind kind : ReduceKind.values()) {
      assertTrue(labels.contains(kind.label()), kind.label());
    }
    assertTrue(
        labels.containsAll(
            List.of(
                "full",
                "range",
                "cast",
                "contiguous",
                "argmax",
                "argmin",
                "reshape",
                "permute",
                "expand",
                "pad",
                "shrink",
                "flip",
                "repeat",
                "concatenate",
                "stack",
                "triu",
                "tril",
                "bitcast",
                "matmul",
                "gather")),
        labels.toString());
  }
}
