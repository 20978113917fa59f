package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;

/**
 * Evaluating 1x64x64x64 to 64 channels takes memory for the values that are alive, not for all
 * there are. Numbers are doubles here.
 */
final class EvaluationMemoryTest {

  /** Evaluates every stage of some paths. */
  static final class Child {
    private Child() {}

    public static void main(String[] paths) {
      Convolution c = Convolution.of(1, 64, 64, 64, 64, 1, 1);
      Map<String, Values> inputs = Map.of("x", draw(c.inputShape()), "w", draw(c.weightShape()));
      for (String path : paths) {
        Compilation compilation =
            Compiler.compile(c, new LoweringPath(path), Set.of(), Target.APPLE);
        for (Stage stage : compilation.stages()) {
          System.out.println(path + " at " + stage.label());
          Interpreter.of(Semantics.EXACT).evaluate(compilation.program(stage), inputs);
        }
      }
    }

    /** Small integers. */
    private static Values draw(List<Integer> shape) {
      Random random = new Random(1);
      float[] elements = new float[Math.toIntExact(Convolution.product(shape))];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = random.nextInt(-8, 9);
      }
      return Values.of(elements);
    }
  }

  private static void evaluate(String heap, List<String> paths)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                heap,
                "-Xmn24m",
                "-Xss16m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
    command.addAll(paths);
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), said);
  }

  /**
   * Less than twice the largest array that the program itself keeps: 6x6x6x6x64x16x16 numbers are
   * 170 MB. The images that windows are cut from, repeated 13 x 13 times, would be 377 MB.
   */
  @Test
  void oldInLessThanTwiceItsLargestArray() throws IOException, InterruptedException {
    evaluate("-Xmx320m", List.of("old"));
  }

  @Test
  @Tag("long")
  void theOtherPathsInLess() throws IOException, InterruptedException {
    evaluate("-Xmx192m", List.of("direct", "new", "hybrid", "matched"));
  }
}
