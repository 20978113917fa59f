package winofuzz.metal.host;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/** A kernel in a compiled library. */
final class HostKernel implements PreparedKernel {

  private final MslProgram program;
  private final Function kernel;
  private final Translation translation;
  private final Launchers launchers;
  private final Path library;

  HostKernel(
      MslProgram program,
      Function kernel,
      Translation translation,
      Launchers launchers,
      Path library) {
    this.program = program;
    this.kernel = kernel;
    this.translation = translation;
    this.launchers = launchers;
    this.library = library;
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    ArgumentTable matched =
        KernelArguments.match(program, kernel, threadgroups, threads, arguments);
    List<Violation> exceeded =
        LaunchLimits.APPLE.exceeded(kernel.name(), threads, LaunchLayout.threadgroupBytes(matched));
    if (!exceeded.isEmpty()) {
      return new Outcome.Trapped(exceeded, exceeded.size(), before(matched));
    }
    String entry = EntryPoints.name(kernel.name());
    return switch (launchers.run(
        new NativeLaunch(
            library,
            entry,
            threadgroups,
            threads,
            matched,
            KernelArguments.functionConstants(program, matched)))) {
      case LauncherProcess.Reply.Ended(String how) -> new Outcome.Crashed(how, null);
      case LauncherProcess.Reply.Ran ran ->
          ran.ending().divergent()
              ? new Outcome.Trapped(
                  List.of(divergence(ran.ending(), threadgroups, threads)), 1, ran.outputs())
              : new Outcome.Ran(ran.outputs(), ran.time());
    };
  }

  private Violation divergence(LauncherProcess.Ending ending, Extent threadgroups, Extent threads) {
    return new Violation(
        Violation.Kind.DIVERGENT_BARRIER,
        kernel.name(),
        translation.metalLine(ending.line()),
        threadgroups.position(ending.threadgroup()),
        threads.position(ending.lane()),
        null);
  }

  /** Returns what the buffers that may be written held before the run. */
  private static SortedMap<Integer, Buffer> before(ArgumentTable arguments) {
    SortedMap<Integer, Buffer> outputs = new TreeMap<>();
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      if (argument.role().isWritten()) {
        outputs.put(argument.index(), argument.contents());
      }
    }
    return outputs;
  }
}
