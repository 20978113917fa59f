package winofuzz.metal.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Bundle;
import winofuzz.metal.bundle.CheckResult;
import winofuzz.metal.sim.SimDevice;

/** The simulator and machine code, which share a parser and no arithmetic, give the same bits. */
final class RandomKernelsTest {

  private static final int KERNELS = 25;
  private static final int GROUPS = 3;

  private final Device sim = new SimDevice();
  private final List<Device> others = NativeDevices.here();

  /** A text of {@link #KERNELS} kernels, and what its buffers hold. */
  record MslProgram(String source, int threads, Buffer ints, Buffer floats) {
    @Override
    public String toString() {
      return KERNELS + " kernels of " + threads + " threads";
    }
  }

  @Provide
  Arbitrary<MslProgram> programs() {
    return Arbitraries.randomValue(RandomKernelsTest::program);
  }

  private static MslProgram program(Random random) {
    int threads = 32 * (1 + random.nextInt(3));
    int[] ints = random.ints(RandomKernels.INPUTS).toArray();
    double[] floats = new double[RandomKernels.INPUTS];
    for (int i = 0; i < floats.length; i++) {
      ints[i] >>= random.nextInt(31);
      floats[i] = random.nextGaussian() * Math.pow(2, random.nextInt(40) - 20);
    }
    floats[0] = Double.NaN;
    floats[1] = Double.POSITIVE_INFINITY;
    floats[2] = -0.0;
    return new MslProgram(
        RandomKernels.program(random, KERNELS, threads),
        threads,
        Buffer.ofInts(ints),
        Buffer.ofDoubles(ElementType.FLOAT32, floats));
  }

  private void agree(MslProgram program) {
    assumeTrue(!others.isEmpty(), "neither a C++ compiler nor an NVIDIA GPU is here");
    for (int i = 0; i < KERNELS; i++) {
      int elements = GROUPS * program.threads;
      Launch launch =
          new Launch(
              program.source,
              "k" + i,
              Extent.of(GROUPS, 1, 1),
              Extent.of(program.threads, 1, 1),
              List.of(
                  BufferArgument.inout(0, Buffer.zeros(ElementType.INT32, elements)),
                  BufferArgument.inout(1, Buffer.zeros(ElementType.FLOAT32, elements)),
                  BufferArgument.in(2, program.ints),
                  BufferArgument.in(3, program.floats),
                  BufferArgument.inout(
                      4, Buffer.zeros(ElementType.INT32, RandomKernels.COUNTERS))));
      Outcome simulated = sim.run(launch);
      Outcome.Ran ran =
          assertInstanceOf(Outcome.Ran.class, simulated, () -> simulated + "\n" + program.source);
      Bundle expected = new Bundle(launch, ran.outputs(), 0);
      for (Device device : others) {
        assertEquals(
            new CheckResult.Passed(),
            expected.check(device.run(launch)),
            () -> launch.kernel() + " on " + device.name() + " of\n" + program.source);
      }
    }
  }

  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void someKernelsAgree(@ForAll("programs") MslProgram program) {
    agree(program);
  }

  @Tag("long")
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aThousandKernelsAgree(@ForAll("programs") MslProgram program) {
    agree(program);
  }
}
