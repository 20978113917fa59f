package winofuzz.metal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.host.HostDevice;
import winofuzz.metal.sim.SimDevice;
import winofuzz.metal.sim.SimOptions;

/**
 * How long the bundles in the folder {@code BUNDLES} take, such as those that {@code bin/fuzz
 * compile --case batch=1,cin=16,h=24,w=24,cout=16,pad=1 --path new -o FOLDER} writes: read and run
 * with every check, and run again and again without.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-Xss16m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class LargestKernelsBenchmark {

  private static final SimOptions UNCHECKED = SimOptions.DEFAULT.withChecks(Set.of());

  private final Device checked = new SimDevice();
  private final Device unchecked = new SimDevice(UNCHECKED);
  private List<Launch> launches = List.of();
  private Device host = unchecked;

  @Setup
  public void read() throws IOException {
    String folder = System.getenv("BUNDLES");
    if (folder == null) {
      throw new BadLaunchException("BUNDLES: expected a folder of bundles, found none");
    }
    try (Stream<Path> bundles = Files.list(Path.of(folder))) {
      launches = new ArrayList<>(bundles.map(b -> Bundle.read(b).launch()).toList());
    }
    host = HostDevice.find().orElseThrow();
  }

  private int run(Device device) {
    int ran = 0;
    for (Launch launch : launches) {
      ran += device.run(launch) instanceof Outcome.Ran ? 1 : 0;
    }
    if (ran != launches.size()) {
      throw new AssertionError("only " + ran + " kernels ran");
    }
    return ran;
  }

  @Benchmark
  public int parseAndRunChecked() {
    return run(new SimDevice());
  }

  @Benchmark
  public int parseAndRunUnchecked() {
    return run(new SimDevice(UNCHECKED));
  }

  @Benchmark
  public int runChecked() {
    return run(checked);
  }

  @Benchmark
  public int runUnchecked() {
    return run(unchecked);
  }

  @Benchmark
  public int runOnHost() {
    return run(host);
  }
}
