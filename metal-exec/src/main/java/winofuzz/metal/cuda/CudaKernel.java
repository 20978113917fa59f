package winofuzz.metal.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.cxx.LaunchLayout;
import winofuzz.metal.launch.KernelArguments;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/** A kernel that the GPU has loaded. */
final class CudaKernel implements PreparedKernel {

  /** A way to run a call. */
  @FunctionalInterface
  private interface Runner {
    Driver.Ending run(KernelCall call);
  }

  private final Driver driver;
  private final MslProgram program;
  private final Function kernel;
  private final Pointer entry;

  CudaKernel(Driver driver, MslProgram program, Function kernel, Pointer entry) {
    this.driver = driver;
    this.program = program;
    this.kernel = kernel;
    this.entry = entry;
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    return run(threadgroups, threads, arguments, driver::run);
  }

  @Override
  public Outcome time(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, int runs) {
    return run(
        threadgroups, threads, arguments, call -> new KernelGraph(driver, call, runs).time());
  }

  private Outcome run(
      Extent threadgroups, Extent threads, List<BufferArgument> arguments, Runner runner) {
    ArgumentTable matched =
        KernelArguments.match(program, kernel, threadgroups, threads, arguments);
    synchronized (driver) {
      driver.enter();
      List<Long> allocated = new ArrayList<>();
      try {
        return run(threadgroups, threads, matched, runner, allocated);
      } finally {
        allocated.forEach(driver::free);
        // The code is unloaded with the last reference to this.
        Reference.reachabilityFence(this);
      }
    }
  }

  private Outcome run(
      Extent threadgroups,
      Extent threads,
      ArgumentTable arguments,
      Runner runner,
      List<Long> allocated) {
    SortedMap<Integer, Long> buffers = buffers(arguments, allocated);
    Map<Integer, Long> constants = new TreeMap<>();
    for (Buffer value : KernelArguments.functionConstants(program, arguments)) {
      constants.put(constants.size(), upload(value.toBytes(), allocated));
    }
    byte[] launch =
        LaunchLayout.launch(
            upload(LaunchLayout.table(buffers), allocated),
            upload(LaunchLayout.table(constants), allocated),
            threadgroups,
            threads,
            arguments);
    Memory argument = new Memory(launch.length);
    argument.write(0, launch, 0, launch.length);
    int shared = Math.toIntExact(LaunchLayout.threadgroupBytes(arguments));
    return switch (runner.run(new KernelCall(entry, threadgroups, threads, shared, argument))) {
      case Driver.Ending.Completed(Duration time) ->
          new Outcome.Ran(outputs(arguments, buffers), time);
      case Driver.Ending.Refused(String reason) -> new Outcome.Unsupported(reason);
      case Driver.Ending.Failed(String reason) -> new Outcome.Crashed(reason, null);
    };
  }

  private SortedMap<Integer, Buffer> outputs(
      ArgumentTable arguments, SortedMap<Integer, Long> buffers) {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (BufferArgument buffer : arguments.of(ArgumentSpace.BUFFER)) {
      Long address = buffers.get(buffer.index());
      if (buffer.role().isWritten() && address != null) {
        Buffer before = buffer.contents();
        byte[] after = driver.download(address, before.length() * before.type().bytes());
        outputs.put(buffer.index(), Buffer.ofBytes(before.type(), after));
      }
    }
    return outputs;
  }

  private SortedMap<Integer, Long> buffers(ArgumentTable arguments, List<Long> allocated) {
    SortedMap<Integer, Long> addresses = new TreeMap<>();
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      addresses.put(argument.index(), upload(argument.contents().toBytes(), allocated));
    }
    return addresses;
  }

  private long upload(byte[] bytes, List<Long> allocated) {
    long address = driver.upload(bytes);
    allocated.add(address);
    return address;
  }
}
