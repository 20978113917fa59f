package winofuzz.metal.apple;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
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
import winofuzz.metal.launch.KernelArguments;
import winofuzz.metal.launch.LaunchLimits;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/** A kernel that Metal has compiled. */
final class MetalKernel implements PreparedKernel {

  /** The width that the rest of the project assumes, and every Apple GPU has. */
  private static final long SIMDGROUP_WIDTH = 32;

  private final Gpu gpu;
  private final MslProgram program;
  private final Function kernel;
  private final Pipelines pipelines;

  MetalKernel(Gpu gpu, MslProgram program, Function kernel, Pipelines pipelines) {
    this.gpu = gpu;
    this.program = program;
    this.kernel = kernel;
    this.pipelines = pipelines;
  }

  @Override
  public Outcome run(Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    ArgumentTable matched =
        KernelArguments.match(program, kernel, threadgroups, threads, arguments);
    try (AutoreleasePool _ = gpu.pool()) {
      return switch (pipelines.get(FunctionConstants.of(program, matched))) {
        case Made.Ready(Owned pipeline) -> run(pipeline, threadgroups, threads, matched);
        case Made.Refused(String reason) ->
            new Outcome.Unsupported("Metal compiles no pipeline: " + reason);
      };
    }
  }

  private Outcome run(
      Owned pipeline, Extent threadgroups, Extent threads, ArgumentTable arguments) {
    Optional<Outcome> refused = refused(pipeline, threads, arguments);
    if (refused.isPresent()) {
      return refused.get();
    }
    try (DeviceBuffers buffers = new DeviceBuffers(gpu, arguments)) {
      ComputePass pass = gpu.pass();
      pass.pipeline(pipeline);
      buffers.bind(pass);
      for (BufferArgument memory : arguments.of(ArgumentSpace.THREADGROUP)) {
        pass.threadgroupMemory(bytes(memory.contents()), memory.index());
      }
      return switch (pass.dispatch(threadgroups, threads)) {
        case ComputePass.Ending.Completed completed ->
            new Outcome.Ran(buffers.outputs(), completed.time());
        case ComputePass.Ending.Failed failed -> new Outcome.Crashed(failed.reason(), null);
      };
    } finally {
      // The GPU may still read what is released with the last reference to it.
      Reference.reachabilityFence(pipeline);
    }
  }

  private static int bytes(Buffer contents) {
    return contents.length() * contents.type().bytes();
  }

  /** Returns why a launch is refused that would make the GPU's library end this process. */
  private Optional<Outcome> refused(Owned pipeline, Extent threads, ArgumentTable arguments) {
    long width = gpu.property(pipeline, "threadExecutionWidth");
    if (width != SIMDGROUP_WIDTH) {
      return unsupported("simdgroups of %d threads, expected %d".formatted(width, SIMDGROUP_WIDTH));
    }
    long longest = gpu.maxBufferLength();
    for (BufferArgument buffer : arguments.of(ArgumentSpace.BUFFER)) {
      if (bytes(buffer.contents()) > longest) {
        return unsupported(
            "buffer %d has %d bytes, the GPU takes at most %d"
                .formatted(buffer.index(), bytes(buffer.contents()), longest));
      }
    }
    long threadgroupBytes = gpu.property(pipeline, "staticThreadgroupMemoryLength");
    for (BufferArgument memory : arguments.of(ArgumentSpace.THREADGROUP)) {
      threadgroupBytes += ComputePass.rounded(bytes(memory.contents()));
    }
    List<Violation> exceeded =
        new LaunchLimits(
                gpu.property(pipeline, "maxTotalThreadsPerThreadgroup"),
                gpu.maxThreadgroupMemoryLength())
            .exceeded(kernel.name(), threads, threadgroupBytes);
    return exceeded.isEmpty()
        ? Optional.empty()
        : Optional.of(new Outcome.Trapped(exceeded, exceeded.size(), untouched(arguments)));
  }

  private static Optional<Outcome> unsupported(String reason) {
    return Optional.of(new Outcome.Unsupported(reason));
  }

  private static SortedMap<Integer, Buffer> untouched(ArgumentTable arguments) {
    SortedMap<Integer, Buffer> contents = new TreeMap<>();
    for (BufferArgument argument : arguments.of(ArgumentSpace.BUFFER)) {
      if (argument.role().isWritten()) {
        contents.put(argument.index(), argument.contents());
      }
    }
    return contents;
  }
}
