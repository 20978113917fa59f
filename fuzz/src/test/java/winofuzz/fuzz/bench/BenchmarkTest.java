package winofuzz.fuzz.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.bench.LoweringTimes.Measured;
import winofuzz.fuzz.bench.LoweringTimes.NotMeasured;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.oracle.FakeCompiler;
import winofuzz.ir.Memory;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.sim.SimDevice;

/** The benchmark over a device whose clock the test turns. */
final class BenchmarkTest {
  private static final ConvCase CASE = CaseText.parse("cin=2,h=6,w=6,cout=3");
  private static final Rounds ROUNDS = new Rounds(4, 12, Duration.ofNanos(1000), 10);

  /** Runs kernels as the simulator does; what they take is what the test says. */
  private static final class Clock implements Device {
    private final SimDevice sim = new SimDevice();
    private final IntUnaryOperator nanos;

    /** The kernels that were timed, in order, with their launches. */
    private final List<String> timed = new ArrayList<>();

    /** The names of kernels that stop running after some samples. */
    private final Map<String, Integer> failing;

    Clock(IntUnaryOperator nanos, Map<String, Integer> failing) {
      this.nanos = nanos;
      this.failing = failing;
    }

    @Override
    public String name() {
      return "clock";
    }

    @Override
    public PreparedKernel prepare(String source, String kernel) {
      PreparedKernel prepared = sim.prepare(source, kernel);
      return new PreparedKernel() {
        @Override
        public Outcome run(Extent groups, Extent threads, List<BufferArgument> arguments) {
          return prepared.run(groups, threads, arguments);
        }

        @Override
        public Outcome time(
            Extent groups, Extent threads, List<BufferArgument> arguments, int runs) {
          timed.add(kernel + " x" + runs);
          long before = timed.stream().filter(t -> t.startsWith(kernel + " ")).count();
          return before > failing.getOrDefault(kernel, Integer.MAX_VALUE)
              ? new Outcome.Crashed("SIGSEGV", null)
              : new Outcome.Ran(new TreeMap<>(), Duration.ofNanos(nanos.applyAsInt(timed.size())));
        }
      };
    }
  }

  private static CaseTimes measure(Device device, double threshold, LoweringPath... paths) {
    return measure(new BuiltinCompiler(), device, threshold, paths);
  }

  private static CaseTimes measure(
      CompilerUnderTest compiler, Device device, double threshold, LoweringPath... paths) {
    Setting setting = new Setting(List.of(paths), Set.of(), Target.APPLE_NOTC, "sim");
    return new Benchmark(compiler, setting, device, ROUNDS, threshold).of(CASE);
  }

  private static Measured measured(CaseTimes times, int index) {
    return assertInstanceOf(Measured.class, times.lowerings().get(index));
  }

  @Test
  void eachKernelIsTimedInEachRoundAndASampleIsLongEnough() {
    Clock clock = new Clock(i -> 250, Map.of());
    CaseTimes times = measure(clock, 0.2, LoweringPath.OLD, LoweringPath.DIRECT);
    Measured old = measured(times, 0);
    assertEquals(LoweringPath.OLD, old.path());
    assertEquals(2, old.kernels().size());
    assertEquals(List.of(0.5, 0.5, 0.5, 0.5), old.times().microseconds());
    assertEquals(0.25, measured(times, 1).times().median());
    // A round begins with another path than the one before; a sample of 1000 ns is 4 launches.
    String first = old.kernels().get(0).name() + " x4";
    String second = old.kernels().get(1).name() + " x4";
    String direct = measured(times, 1).kernels().getFirst().name() + " x4";
    assertEquals(
        List.of(
            direct, first, second, first, second, direct, direct, first, second, first, second,
            direct),
        clock.timed.subList(clock.timed.size() - 12, clock.timed.size()));
  }

  @Test
  void roundsGoOnWhileAVerdictIsOpen() {
    // Times of 100 and 140 in turn, of which no one can say whether they differ by 20 %.
    CaseTimes open =
        measure(
            new Clock(i -> i % 3 == 0 ? 140 : 100, Map.of()),
            0.1,
            LoweringPath.OLD,
            LoweringPath.HYBRID);
    Measured hybrid = measured(open, 1);
    assertEquals(Optional.of(SpeedVerdict.UNDECIDED), open.verdict(hybrid, 0.1));
    assertEquals(12, hybrid.times().microseconds().size());
    CaseTimes clear =
        measure(new Clock(i -> 100, Map.of()), 0.1, LoweringPath.OLD, LoweringPath.HYBRID);
    assertEquals(Optional.of(SpeedVerdict.WITHIN), clear.verdict(measured(clear, 1), 0.1));
    assertEquals(4, measured(clear, 1).times().microseconds().size());
  }

  @Test
  void aPathWhoseKernelFailsIsToldAndTheRestGoesOn() {
    String kernel =
        measured(measure(new Clock(i -> 9, Map.of()), 1, LoweringPath.DIRECT), 0)
            .kernels()
            .getFirst()
            .name();
    for (int samples : List.of(0, 1, 4)) {
      Clock clock = new Clock(i -> 9, Map.of(kernel, samples));
      CaseTimes times = measure(clock, 0.2, LoweringPath.OLD, LoweringPath.DIRECT);
      assertEquals(
          new NotMeasured(LoweringPath.DIRECT, "kernel " + kernel + ": crashed: SIGSEGV"),
          times.lowerings().get(1));
      assertEquals(4, measured(times, 0).times().microseconds().size());
    }
  }

  @Test
  void aLoweringThatIsNotByWinogradIsNoCandidate() {
    CaseTimes times =
        measure(
            new Clock(i -> 100, Map.of()),
            0.2,
            LoweringPath.OLD,
            LoweringPath.DIRECT,
            LoweringPath.NEW);
    assertEquals(Optional.empty(), times.ratio(measured(times, 0)));
    assertEquals(new Ratio(0.5, 0.5, 0.5), times.ratio(measured(times, 1)).orElseThrow());
    assertEquals(Optional.empty(), times.verdict(measured(times, 1), 0.2));
    assertEquals(Optional.of(SpeedVerdict.WITHIN), times.verdict(measured(times, 2), 0.2));
    // 16 positions, 3 channels out; a product and a sum for each of 2 channels and 9 taps.
    assertEquals(16 * 3 * 2 * 2 * 9, times.operations());
  }

  @Test
  void aLoweringWithoutKernelsHasNoTime() {
    CompilerUnderTest none =
        FakeCompiler.of(
            (c, path, defects) ->
                new LoweredCase() {
                  @Override
                  public List<CompiledKernel> kernels() {
                    return List.of();
                  }

                  @Override
                  public List<Memory> memories() {
                    return List.of();
                  }
                });
    assertEquals(
        List.of(new NotMeasured(LoweringPath.OLD, "has no kernels")),
        measure(none, new Clock(i -> 9, Map.of()), 0.2, LoweringPath.OLD).lowerings());
  }
}
