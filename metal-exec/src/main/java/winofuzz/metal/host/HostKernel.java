package winofuzz.metal.host;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Violation;
import winofuzz.metal.cxx.EntryPoints;
import winofuzz.metal.cxx.LaunchLayout;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.launch.KernelArguments;
import winofuzz.metal.launch.LaunchLimits;
import winofuzz.metal.msl.MslProgram;

/**
 * A kernel in a library. It is loaded when the kernel first runs, so that what a library does when
 * it is loaded counts as a part of the run, whose time is limited.
 */
final class HostKernel implements PreparedKernel {

  private final MslProgram program;
  private final winofuzz.metal.msl.Function kernel;
  private final Translation translation;
  private final Supplier<Function> entry;

  HostKernel(
      MslProgram program,
      winofuzz.metal.msl.Function kernel,
      Translation translation,
      Path library) {
    this.program = program;
    this.kernel = kernel;
    this.translation = translation;
    this.entry =
        () ->
            NativeLibrary.getInstance(library.toString())
                .getFunction(EntryPoints.name(kernel.name()));
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    ArgumentTable matched =
        KernelArguments.match(program, kernel, threadgroups, threads, arguments);
    List<Violation> exceeded =
        LaunchLimits.APPLE.exceeded(kernel.name(), threads, LaunchLayout.threadgroupBytes(matched));
    if (!exceeded.isEmpty()) {
      return trapped(exceeded, matched, Map.of());
    }
    SortedMap<Integer, Memory> memories = buffers(matched);
    NativeLaunch launch =
        new NativeLaunch(memories, functionConstants(matched), threadgroups, threads, matched);
    Function loaded = entry.get();
    long start = System.nanoTime();
    loaded.invokeVoid(new Object[] {launch.job(), launch.ending()});
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return launch.isDivergent()
        ? trapped(List.of(divergence(launch, threadgroups, threads)), matched, memories)
        : new Outcome.Ran(outputs(matched, memories), time);
  }

  private static SortedMap<Integer, Memory> buffers(ArgumentTable arguments) {
    SortedMap<Integer, Memory> memories = new TreeMap<>();
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      memories.put(argument.index(), memory(argument.contents()));
    }
    return memories;
  }

  private Map<Integer, Memory> functionConstants(ArgumentTable arguments) {
    Map<Integer, Memory> memories = new TreeMap<>();
    for (Buffer value : KernelArguments.functionConstants(program, arguments)) {
      memories.put(memories.size(), memory(value));
    }
    return memories;
  }

  private static Memory memory(Buffer contents) {
    byte[] bytes = contents.toBytes();
    Memory memory = new Memory(Math.max(1, bytes.length));
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  private Violation divergence(NativeLaunch launch, Extent threadgroups, Extent threads) {
    return new Violation(
        Violation.Kind.DIVERGENT_BARRIER,
        kernel.name(),
        translation.metalLine(launch.line()),
        threadgroups.position(launch.threadgroup()),
        threads.position(launch.lane()),
        null);
  }

  private static Outcome trapped(
      List<Violation> violations, ArgumentTable arguments, Map<Integer, Memory> memories) {
    return new Outcome.Trapped(violations, violations.size(), outputs(arguments, memories));
  }

  /**
   * Returns what the buffers that may be written hold; what they held before where there is no
   * memory.
   */
  private static SortedMap<Integer, Buffer> outputs(
      ArgumentTable arguments, Map<Integer, Memory> memories) {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      if (argument.role().isWritten()) {
        outputs.put(
            argument.index(), contents(argument.contents(), memories.get(argument.index())));
      }
    }
    return outputs;
  }

  private static Buffer contents(Buffer before, @Nullable Memory memory) {
    if (memory == null) {
      return before;
    }
    int size = before.length() * before.type().bytes();
    return Buffer.ofBytes(before.type(), memory.getByteArray(0, size));
  }
}
