package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;

/** The path matched is scheduled as old is, wherever its rewrite fires, and computes its bits. */
class MatchedPathTest {
  private static final Interpreter IEEE = Interpreter.of(Semantics.IEEE);

  private record Subject(Convolution convolution, Target target) {
    Compilation compile(LoweringPath path) {
      return Compiler.compile(convolution, path, Set.of(), target);
    }
  }

  @Test
  void shapesOfTheReferenceAreScheduledAlike() throws IOException {
    areScheduledAlike(5);
  }

  @Test
  @Tag("long")
  void allShapesOfTheReferenceAreScheduledAlike() throws IOException {
    areScheduledAlike(1);
  }

  private static void areScheduledAlike(int oneIn) throws IOException {
    Set<Subject> all = new LinkedHashSet<>();
    for (String file : List.of("float32-apple.jsonl", "float16-and-notc.jsonl")) {
      ReferenceRow.all(file).forEach(r -> all.add(new Subject(r.convolution(), r.target())));
    }
    List<Subject> ordered = List.copyOf(all);
    List<Subject> subjects =
        IntStream.range(0, ordered.size())
            .filter(i -> i % oneIn == 0)
            .mapToObj(ordered::get)
            .toList();
    AtomicInteger fired = new AtomicInteger();
    List<String> differences =
        subjects.parallelStream()
            .map(s -> NodeArena.call(() -> difference(s, fired)))
            .filter(d -> !d.isEmpty())
            .toList();
    assertEquals(List.of(), differences);
    assertTrue(fired.get() > 150 / oneIn, () -> "fired on " + fired + " of " + subjects.size());
  }

  private static String difference(Subject subject, AtomicInteger fired) {
    Compilation matched;
    Compilation old;
    try {
      matched = subject.compile(LoweringPath.MATCHED);
      old = subject.compile(LoweringPath.OLD);
    } catch (LoweringException e) {
      return "";
    }
    if (!matched.isWinograd()) {
      return "";
    }
    fired.incrementAndGet();
    List<KernelFacts> expected = KernelFacts.of(old);
    List<KernelFacts> found = KernelFacts.of(matched);
    return expected.equals(found)
        ? ""
        : subject + ":\n  old     " + expected + "\n  matched " + found;
  }

  @Property(tries = 24, shrinking = ShrinkingMode.BOUNDED)
  void otherShapesAreToo(@ForAll("winograd") Convolution c, @ForAll Target target) {
    Subject subject = new Subject(c, target);
    AtomicInteger fired = new AtomicInteger();
    String difference = NodeArena.call(() -> difference(subject, fired));
    Assume.that(fired.get() == 1);
    assertEquals("", difference);
  }

  @Property(tries = 24, shrinking = ShrinkingMode.BOUNDED)
  void theBitsAreTheSame(@ForAll("winograd") Convolution c, @ForAll int seed) {
    Subject subject = new Subject(c, Target.APPLE);
    Compilation matched = subject.compile(LoweringPath.MATCHED);
    Assume.that(matched.isWinograd());
    Random random = new Random(seed);
    Map<String, Values> inputs =
        Map.of("x", draw(c.inputShape(), random), "w", draw(c.weightShape(), random));
    Values expected = output(subject.compile(LoweringPath.OLD), inputs);
    Values found = output(matched, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          Double.doubleToRawLongBits(expected.at(i)),
          Double.doubleToRawLongBits(found.at(i)),
          c + " at element " + i);
    }
  }

  private static Values output(Compilation compilation, Map<String, Values> inputs) {
    return IEEE.evaluate(compilation.program(Stage.LINEAR), inputs).output();
  }

  private static Values draw(List<Integer> shape, Random random) {
    float[] elements = new float[(int) Convolution.product(shape)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) random.nextGaussian();
    }
    return Values.of(elements);
  }

  @Provide
  static Arbitrary<Convolution> winograd() {
    return StagesTest.convolutions().filter(Convolution::isWinograd);
  }
}
