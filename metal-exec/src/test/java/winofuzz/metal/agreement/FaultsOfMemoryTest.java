package winofuzz.metal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.host.HostDevice;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.sim.SimDevice;

/**
 * Kernels on whose memory or barriers a verdict was once wrong. They lie in {@code faults}: each
 * folder has bundles, and in {@code expected.txt} the bundle, the devices, the verdict, and what
 * else its report must say.
 */
final class FaultsOfMemoryTest {

  private static final Path FAULTS = Path.of("src/test/resources/faults");

  private static final List<String> FOLDERS =
      List.of(
          "small-simdgroup",
          "simdgroup-flags",
          "broadcast-then-write",
          "local-atomics",
          "counter-zeroed-inside",
          "shared-vector",
          "race-of-equal-values",
          "out-role-second-write",
          "shuffle-and-fill");

  private record Expectation(Path bundle, String verdict, List<String> words) {

    void check(Device device) {
      Bundle read = Bundle.read(bundle);
      Outcome outcome;
      try {
        outcome = device.run(read.launch());
      } catch (MslSyntaxException e) {
        outcome = new Outcome.Unsupported(e.getMessage());
      }
      String message = bundle + " on " + device.name() + ": " + outcome;
      switch (verdict) {
        case "passes" -> assertEquals(List.of(), passed(read, outcome, message), message);
        case "passes or is not supported" -> {
          if (!(outcome instanceof Outcome.Unsupported)) {
            assertEquals(List.of(), passed(read, outcome, message), message);
          }
        }
        case "warns" -> require(passed(read, outcome, message).getFirst());
        default -> {
          Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome, message);
          assertTrue(trapped.violations().getFirst().toString().contains(verdict), message);
          require(trapped.violations().getFirst());
        }
      }
    }

    private static List<Violation> passed(Bundle bundle, Outcome outcome, String message) {
      Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, message);
      assertInstanceOf(CheckResult.Passed.class, bundle.check(outcome), message);
      return ran.warnings();
    }

    private void require(Violation violation) {
      for (String word : words) {
        assertTrue(violation.toString().contains(word), word + " in: " + violation);
      }
    }
  }

  @TestFactory
  List<DynamicTest> verdicts() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (String line : Files.readAllLines(FAULTS.resolve(folder).resolve("expected.txt"))) {
        if (!line.startsWith("#")) {
          add(tests, folder, List.of(line.split(" \\| ")));
        }
      }
    }
    return tests;
  }

  private static void add(List<DynamicTest> tests, String folder, List<String> fields) {
    Expectation expected =
        new Expectation(
            FAULTS.resolve(folder).resolve(fields.get(0)),
            fields.get(2),
            fields.subList(3, fields.size()));
    for (String device : fields.get(1).split(", ")) {
      tests.add(
          DynamicTest.dynamicTest(
              folder + "/" + fields.get(0) + " on " + device,
              () -> {
                Optional<? extends Device> found =
                    device.equals("sim") ? Optional.of(new SimDevice()) : HostDevice.find();
                assumeTrue(found.isPresent(), "no C++ compiler");
                expected.check(found.orElseThrow());
              }));
    }
  }
}
