package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.oracle.Differences;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.metal.sim.SimDevice;

/**
 * Our compiler and the one that it follows, asked by the same protocol, make the same kernels.
 * Needs a checkout of tinygrad at commit 255bd79538, which WINOFUZZ_TINYGRAD names.
 */
final class ReferenceCompilerTest {
  private static final int CASES = 300;
  private static final Set<Defect> PUBLISHED = Defect.published();

  @Test
  @Tag("long")
  void theKernelsAreThoseOfTheReference() throws Exception {
    String checkout = System.getenv("WINOFUZZ_TINYGRAD");
    assumeTrue(checkout != null, "WINOFUZZ_TINYGRAD names no checkout of tinygrad");
    List<String> command =
        List.of(
            "python3",
            Path.of("..", "bridges", "tinygrad", "worker.py").toString(),
            "--checkout",
            String.valueOf(checkout),
            "--path",
            "direct",
            "--path",
            "old:WINO_OLD=1");
    SortedMap<String, String> differences = new TreeMap<>();
    try (ExternalCompiler reference = ExternalCompiler.of(command, CompilerLimits.USUAL)) {
      for (ConvCase c : cases()) {
        for (LoweringPath path : List.of(LoweringPath.DIRECT, LoweringPath.OLD)) {
          String difference = NodeArena.call(() -> difference(c, path, reference));
          if (difference != null) {
            differences.put(path + " " + c, difference);
          }
        }
      }
    }
    assertEquals(Collections.emptySortedMap(), differences);
  }

  /** Random cases, half of them with several groups. */
  private static List<ConvCase> cases() {
    List<ConvCase> grouped = new ArrayList<>();
    List<ConvCase> plain = new ArrayList<>();
    try (CaseSource source =
        new CaseSource(15, EnumSet.of(InputDomain.REAL), List.of(Target.values()))) {
      for (long i = 0; grouped.size() < CASES / 2 || plain.size() < CASES / 2; i++) {
        ConvCase c = source.get(i, List.of()).subject();
        List<ConvCase> list = c.convolution().groups() > 1 ? grouped : plain;
        if (list.size() < CASES / 2) {
          list.add(c);
        }
      }
    }
    plain.addAll(grouped);
    return plain;
  }

  private static @Nullable String difference(
      ConvCase c, LoweringPath path, CompilerUnderTest reference) {
    LoweredCase ours = lower(new BuiltinCompiler(), c, path);
    LoweredCase theirs = lower(reference, c, path);
    if (ours == null || theirs == null) {
      return ours == theirs ? null : (ours == null ? "only theirs" : "only ours") + " lowers";
    }
    String kernels = launches(ours);
    if (!kernels.equals(launches(theirs))) {
      return "ours " + kernels + ", theirs " + launches(theirs);
    }
    Execution left = run(ours, c);
    Execution right = run(theirs, c);
    return left instanceof Execution.Finished l
            && right instanceof Execution.Finished r
            && Differences.sameBits(l.output(), r.output())
        ? null
        : "other bits: " + describe(left) + ", theirs " + describe(right);
  }

  private static @Nullable LoweredCase lower(
      CompilerUnderTest compiler, ConvCase c, LoweringPath path) {
    try {
      return compiler.lower(c.convolution(), path, PUBLISHED, Target.APPLE);
    } catch (LoweringException e) {
      return null;
    }
  }

  private static String launches(LoweredCase lowered) {
    return lowered.launches().stream()
        .map(l -> l.name() + " " + l.threadgroups() + " " + l.threads())
        .toList()
        .toString();
  }

  private static Execution run(LoweredCase lowered, ConvCase c) {
    Drawing drawing = c.drawing();
    DType dtype = c.convolution().dtype();
    return lowered.run(
        new SimDevice(),
        Values.of(dtype, drawing.activation()),
        Values.of(dtype, drawing.weight()));
  }

  private static String describe(Execution execution) {
    return switch (execution) {
      case Execution.Finished f ->
          f.faults().isEmpty() ? "no fault" : f.faults().getFirst().detail();
      case Execution.Stopped s -> s.detail();
    };
  }
}
