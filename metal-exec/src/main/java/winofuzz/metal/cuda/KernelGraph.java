package winofuzz.metal.cuda;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import winofuzz.metal.cuda.Driver.Ending;

/**
 * One call many times over, which the GPU works through by itself: launched one by one, short
 * kernels end sooner than the processor can launch the next, and what is measured is the processor.
 */
final class KernelGraph {

  /** A stream that does not wait for the default one. */
  private static final int NON_BLOCKING = 1;

  /** What other threads ask of the GPU is no part of the graph, nor forbidden. */
  private static final int THREAD_LOCAL = 1;

  /** Records an event as a step of the graph. */
  private static final int EXTERNAL = 1;

  private final Driver driver;
  private final KernelCall call;
  private final int calls;

  KernelGraph(Driver driver, KernelCall call, int calls) {
    this.driver = driver;
    this.call = call;
    this.calls = calls;
  }

  /** Runs it twice, first to warm up; returns the mean time of a call in the second run. */
  Ending time() {
    // What was copied to the GPU is there before a stream of its own looks at it.
    driver.call("cuCtxSynchronize");
    PointerByReference stream = new PointerByReference();
    driver.call("cuStreamCreate", stream, NON_BLOCKING);
    Pointer start = driver.event();
    Pointer end = driver.event();
    try {
      return time(stream.getValue(), start, end);
    } finally {
      driver.status("cuEventDestroy_v2", start);
      driver.status("cuEventDestroy_v2", end);
      driver.status("cuStreamDestroy_v2", stream.getValue());
    }
  }

  private Ending time(Pointer stream, Pointer start, Pointer end) {
    PointerByReference graph = new PointerByReference();
    driver.call("cuStreamBeginCapture_v2", stream, THREAD_LOCAL);
    driver.call("cuEventRecordWithFlags", start, stream, EXTERNAL);
    int status = Driver.SUCCESS;
    for (int i = 0; i < calls && status == Driver.SUCCESS; i++) {
      status = call.enqueue(driver, stream);
    }
    if (status == Driver.SUCCESS) {
      driver.call("cuEventRecordWithFlags", end, stream, EXTERNAL);
    }
    int ended = driver.status("cuStreamEndCapture", stream, graph);
    if (status != Driver.SUCCESS) {
      return driver.notLaunched(call, status);
    }
    driver.require(ended, "cuStreamEndCapture");
    PointerByReference executable = new PointerByReference();
    driver.call("cuGraphInstantiateWithFlags", executable, graph.getValue(), 0L);
    try {
      for (int run = 0; run < 2; run++) {
        driver.call("cuGraphLaunch", executable.getValue(), stream);
        int ran = driver.status("cuStreamSynchronize", stream);
        if (ran != Driver.SUCCESS) {
          return new Ending.Failed(driver.error(ran));
        }
      }
      return new Ending.Completed(driver.between(start, end).dividedBy(calls));
    } finally {
      driver.status("cuGraphExecDestroy", executable.getValue());
      driver.status("cuGraphDestroy", graph.getValue());
    }
  }
}
