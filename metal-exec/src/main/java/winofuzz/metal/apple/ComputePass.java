package winofuzz.metal.apple;

import com.sun.jna.Pointer;
import java.time.Duration;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Extent;

/** A command buffer with one compute encoder; both belong to the autorelease pool around them. */
final class ComputePass {

  private static final long COMPLETED = 4;
  private static final long FAILED = 5;

  /** Threadgroup memory is given in multiples of this many bytes. */
  private static final long THREADGROUP_ALIGNMENT = 16;

  /** How it ended. */
  sealed interface Ending {

    /**
     * It ran to its end.
     *
     * @param time by the GPU's own clock
     */
    record Completed(Duration time) implements Ending {}

    /** The GPU gave up: a fault, or its own limit on time. */
    record Failed(String reason) implements Ending {}
  }

  private final ObjectiveC objc;
  private final Pointer commands;
  private final Pointer encoder;

  ComputePass(ObjectiveC objc, Pointer commands, Pointer encoder) {
    this.objc = objc;
    this.commands = commands;
    this.encoder = encoder;
  }

  void pipeline(Owned pipeline) {
    objc.send().tell(encoder, objc.selector("setComputePipelineState:"), pipeline.object());
  }

  void buffer(Owned buffer, int index) {
    objc.send()
        .tell(encoder, objc.selector("setBuffer:offset:atIndex:"), buffer.object(), 0, index);
  }

  void threadgroupMemory(int bytes, int index) {
    objc.send()
        .tell(encoder, objc.selector("setThreadgroupMemoryLength:atIndex:"), rounded(bytes), index);
  }

  /** Returns the bytes that threadgroup memory of some bytes takes up. */
  static long rounded(int bytes) {
    return Math.ceilDiv(bytes, THREADGROUP_ALIGNMENT) * THREADGROUP_ALIGNMENT;
  }

  /** Runs the pipeline on a grid and waits for it. */
  Ending dispatch(Extent threadgroups, Extent threads) {
    Messages send = objc.send();
    send.tell(
        encoder,
        objc.selector("dispatchThreadgroups:threadsPerThreadgroup:"),
        GridSize.of(threadgroups),
        GridSize.of(threads));
    end();
    send.tell(commands, objc.selector("commit"));
    send.tell(commands, objc.selector("waitUntilCompleted"));
    // Neither status nor error says anything before the wait is over.
    long status = send.integer(commands, objc.selector("status"));
    if (status == FAILED) {
      return new Ending.Failed(objc.message(send.object(commands, objc.selector("error"))));
    }
    if (status != COMPLETED) {
      throw new DeviceException("a command buffer waited for has status " + status);
    }
    double start = send.real(commands, objc.selector("GPUStartTime"));
    double end = send.real(commands, objc.selector("GPUEndTime"));
    return new Ending.Completed(Duration.ofNanos(Math.round((end - start) * 1e9)));
  }

  private void end() {
    objc.send().tell(encoder, objc.selector("endEncoding"));
  }
}
