package winofuzz.compiler.optimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.compiler.KernelPasses;
import winofuzz.compiler.optimize.ScheduleDifference.Launch;
import winofuzz.convolution.Target;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Whole kernels, from the kernel split to the schedule: what the reference compiler makes of the
 * same graphs.
 */
class ReferenceKernelsTest {

  /** A resource: lines of a word and its text, then the lines of the graph. */
  private record Case(Target target, String name, List<String> options, UOp kernel) {
    static Case read(String file) throws IOException {
      Map<String, String> head = new HashMap<>();
      List<String> graph = new ArrayList<>();
      try (InputStream in =
          Objects.requireNonNull(
              ReferenceKernelsTest.class.getResourceAsStream(file + ".kernel"))) {
        boolean isHead = true;
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
          if (isHead) {
            int space = line.indexOf(' ');
            isHead = space >= 0;
            head.put(isHead ? line.substring(0, space) : line, line.substring(space + 1));
          } else {
            graph.add(line);
          }
        }
      }
      Target target =
          Objects.requireNonNull(head.get("target")).equals("apple")
              ? Target.APPLE
              : Target.APPLE_NOTC;
      return new Case(
          target,
          Objects.requireNonNull(head.get("name")),
          List.of(Objects.requireNonNull(head.get("options")).split("; ")),
          KernelText.read(graph));
    }

    Launch launch() {
      return new Launch(name, List.of(1, 1, 1), List.of(1, 1, 1), options);
    }
  }

  private static Launch launch(UOp optimized) {
    Arg.KernelInfo info = (Arg.KernelInfo) optimized.arg();
    return new Launch(info.name(), List.of(1, 1, 1), List.of(1, 1, 1), info.appliedOptions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "grouped",
        "padded-groups",
        "half",
        "tiles-split",
        "tiles-split-and-merged",
        "winograd-matrix-units",
        "winograd-without-matrix-units",
        "winograd-four-upcasts"
      })
  void nameAndOptionsAreTheReferences(String file) throws IOException {
    Case expected = Case.read(file);
    UOp optimized = KernelPasses.optimized(expected.kernel, expected.target);
    Optional<String> difference =
        ScheduleDifference.explain(
            expected.launch(),
            launch(optimized),
            KernelPasses.OPTIMIZING,
            expected.kernel,
            expected.target);
    assertEquals(Optional.empty(), difference, () -> difference.orElse(""));
  }

  @Test
  void theTextFormIsReadAsItIsWritten() throws IOException {
    UOp kernel = Case.read("winograd-matrix-units").kernel;
    assertEquals(kernel, KernelText.read(KernelText.write(kernel)));
    // Roles and options are not part of the text.
    String optimized = KernelText.write(KernelPasses.optimized(kernel, Target.APPLE));
    assertEquals(optimized, KernelText.write(KernelText.read(optimized)));
  }

  @Test
  void matrixUnitsAreForTheirTargetOnly() throws IOException {
    UOp kernel = Case.read("winograd-matrix-units").kernel;
    assertTrue(has(Op.WMMA, KernelPasses.optimized(kernel, Target.APPLE)));
    assertTrue(!has(Op.WMMA, KernelPasses.optimized(kernel, Target.APPLE_NOTC)));
  }

  private static boolean has(Op op, UOp graph) {
    return graph.toposort().stream().anyMatch(u -> u.is(op));
  }

  // *** the report of a difference

  @Test
  void aWrongDecisionIsReportedAtItsOption() throws IOException {
    Case expected = Case.read("half");
    Launch found = launch(KernelPasses.optimized(expected.kernel, expected.target));
    List<String> options = new ArrayList<>(found.options());
    options.set(1, "UPCAST 1 4");
    Launch wrong = new Launch("r_31_4_4_2_16", List.of(1, 1, 1), List.of(2, 1, 1), options);
    assertEquals(
        """
        expected r_31_4_2_4_3_4_16_3_3, found r_31_4_4_2_16
        after kernel split      L3=16 L4=62 L5=12 R0=16 R1=3 R2=3                51 nodes
        after split ranges      L3=16 L4=62 L5=12 R0=16 R1=3 R2=3                51 nodes
        after initial symbolic  L3=16 L4=62 L5=12 R0=16 R1=3 R2=3                46 nodes
        after simplify ranges   L3=16 L4=62 L5=12 R0=16 R1=3 R2=3                46 nodes
        after simplify reduces  L3=16 L4=62 L5=12 R0=16 R1=3 R2=3                46 nodes
        option 1                expected UPCAST 2 3                              found UPCAST 2 3
          gives                 g3=16 g4=62 g5=4 u6=3 R0=16 R1=3 R2=3
        option 2                expected UPCAST 0 4                              found UPCAST 1 4   <- parts here
          gives                 g3=4 g4=62 g5=4 u6=3 u7=4 R0=16 R1=3 R2=3
        """,
        report(expected, wrong).lines().limit(10).reduce("", (a, b) -> a + b + "\n"));
    String report = report(expected, wrong);
    assertTrue(
        report.contains(
            "the expected options give r_31_4_2_4_3_4_16_3_3, as expected: the decisions differ"),
        report);
    assertEquals(1, report.lines().filter(l -> l.endsWith("<- parts here")).count());
    assertTrue(report.contains("threads                 expected 1 x 1 x 1"), report);
  }

  private static String report(Case expected, Launch found) {
    return ScheduleDifference.explain(
            expected.launch(), found, KernelPasses.OPTIMIZING, expected.kernel, expected.target)
        .orElseThrow();
  }

  @Test
  void anOptionThatDoesNotFitIsReportedWithItsRefusal() throws IOException {
    Case kernel = Case.read("plain");
    Launch found = launch(KernelPasses.optimized(kernel.kernel, kernel.target));
    Launch other = new Launch("r_9", found.threadgroups(), found.threads(), List.of("UPCAST 0 7"));
    String report =
        ScheduleDifference.explain(
                other, found, KernelPasses.OPTIMIZING, kernel.kernel, kernel.target)
            .orElseThrow();
    assertTrue(report.contains("is refused            UPCAST 0 7: expected a divisor of"), report);
  }

  @Test
  void otherRangesAreReportedAsSuch() throws IOException {
    Case kernel = Case.read("plain");
    Launch found = launch(KernelPasses.optimized(kernel.kernel, kernel.target));
    Launch other = new Launch("r_9_9", found.threadgroups(), found.threads(), found.options());
    String report =
        ScheduleDifference.explain(
                other, found, KernelPasses.OPTIMIZING, kernel.kernel, kernel.target)
            .orElseThrow();
    assertTrue(report.contains("not the expected name: the ranges differ"), report);
  }
}
