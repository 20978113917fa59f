package winofuzz.metal.agreement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import winofuzz.metal.Device;
import winofuzz.metal.cuda.CudaDevice;
import winofuzz.metal.host.HostDevice;

/**
 * The devices here that compile the text to machine code, round every operation and add matrices as
 * the simulator does: the processor, and an NVIDIA GPU.
 */
public final class NativeDevices {

  private NativeDevices() {}

  /** Returns those that are here, perhaps none. */
  public static List<Device> here() {
    return Stream.<Optional<? extends Device>>of(HostDevice.find(), CudaDevice.find())
        .<Device>flatMap(Optional::stream)
        .toList();
  }
}
