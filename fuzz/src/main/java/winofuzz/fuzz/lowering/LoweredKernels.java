package winofuzz.fuzz.lowering;

import java.util.List;
import java.util.Map;
import winofuzz.convolution.CompiledKernel;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;

/** Kernels that make one output of named inputs. */
public interface LoweredKernels {
  /** Returns the kernels, in launch order. */
  List<CompiledKernel> kernels();

  /**
   * Runs the kernels one after the other, with every check that the device has.
   *
   * @param inputs by the names of the memories that hold them
   * @throws UnsupportedCaseException if the device does not know what a kernel uses
   */
  Run run(Device device, WorkLimit limit, Map<String, Buffer> inputs);

  /** What came of it. */
  sealed interface Run {
    /**
     * They ran to the end.
     *
     * @param output what the output holds; where there are faults, as if they were harmless
     * @param faults what the checks found, in order
     * @param warnings what is as good as any other way, but not by rights
     */
    record Finished(Buffer output, List<Fault> faults, List<Violation> warnings) implements Run {
      public Finished {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
      }
    }

    /**
     * One did not.
     *
     * @param how the reason, in words that do not depend on the case
     * @param detail one line that names the kernel
     */
    record Stopped(String how, String detail) implements Run {}
  }
}
