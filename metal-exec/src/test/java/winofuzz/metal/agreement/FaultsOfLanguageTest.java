package winofuzz.metal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.host.HostDevice;
import winofuzz.metal.isolate.IsolatedDevice;
import winofuzz.metal.sim.SimDevice;

/**
 * Bundles on which the front end or the arithmetic was wrong, each with what must come of it: a
 * {@code verdict.txt} beside its {@code launch.json} has for each device the word passed, trapped,
 * unsupported or refused, the line of the kernel, and words of the message.
 */
final class FaultsOfLanguageTest {

  private static final List<String> BUNDLES =
      List.of(
          "as-type-half2/bundle",
          "called-malformed-static-assert/bundle",
          "endless-loop/bad",
          "float-to-int/char",
          "function-constant-above-30/bundle",
          "host-derived-function-constant/bundle",
          "int-min/quotient",
          "int-min/vector",
          "kernel-comment-trick/input",
          "kernel-infloop-empty/input",
          "launch-src-nul/input",
          "local-reference/bundle",
          "sim-ulong-literal-to-float/bundle",
          "threadgroup-argument-without-index/bundle",
          "unsigned-pad/bad",
          "unsigned-pad/good",
          "unused-union/bundle");

  @TempDir static Path kept;

  /** A line of a verdict. */
  private record Case(String bundle, String device, String verdict, String line, String words) {
    static Case of(String bundle, String text) {
      String[] parts = text.split(" ", 4);
      return new Case(
          bundle,
          parts[0],
          parts[1],
          parts.length > 2 ? parts[2] : "0",
          parts.length > 3 ? parts[3] : "");
    }

    @Override
    public String toString() {
      return bundle + " on " + device;
    }
  }

  private static Path folder(String bundle) {
    String launch = "/faults/" + bundle + "/launch.json";
    try {
      return Path.of(
              Objects.requireNonNull(FaultsOfLanguageTest.class.getResource(launch), launch)
                  .toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new AssertionError(launch, e);
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String bundle : BUNDLES) {
      Files.readAllLines(folder(bundle).resolve("verdict.txt"))
          .forEach(line -> cases.add(Case.of(bundle, line)));
    }
    return cases;
  }

  private static Device device(String name) {
    if (name.equals("sim")) {
      return new SimDevice();
    }
    assumeTrue(HostDevice.find().isPresent(), "expected a C++ compiler");
    return new IsolatedDevice(name, Duration.ofMinutes(1), kept);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isJudgedRight(Case c) {
    try {
      Bundle bundle = Bundle.read(folder(c.bundle));
      judge(c, bundle.check(device(c.device).run(bundle.launch())));
    } catch (BadLaunchException e) {
      assertEquals("refused", c.verdict, e::toString);
      assertTrue(String.valueOf(e.getMessage()).contains(c.words), e::toString);
    }
  }

  private static void judge(Case c, CheckResult result) {
    switch (result) {
      case CheckResult.Passed _ -> assertEquals("passed", c.verdict);
      case CheckResult.DidNotRun(Outcome.Trapped trapped) -> {
        Violation first = trapped.violations().getFirst();
        assertEquals("trapped", c.verdict, first::toString);
        assertEquals(Integer.parseInt(c.line), first.line());
        assertTrue(first.toString().contains(c.words), first::toString);
      }
      case CheckResult.DidNotRun(Outcome.Unsupported unsupported) -> {
        assertEquals("unsupported", c.verdict, unsupported::reason);
        assertTrue(unsupported.reason().startsWith("line " + c.line + ","), unsupported::reason);
        assertTrue(
            unsupported.reason().contains(c.words)
                && unsupported.reason().contains("not supported"),
            unsupported::reason);
      }
      case CheckResult.DidNotRun(Outcome other) -> fail(c + ": " + other);
      case CheckResult.Differs differs -> fail(c + ": " + differs.difference());
    }
  }
}
