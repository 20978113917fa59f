package winofuzz.metal.apple;

import com.sun.jna.Platform;
import java.util.Optional;
import winofuzz.metal.Device;

/** The Metal device for tests of all devices: the real one on a Mac, elsewhere on the stand-in. */
public final class AppleGpus {

  private AppleGpus() {}

  /** The device; empty if neither is to be had. */
  public static Optional<Device> find() {
    return Platform.isMac() ? MetalDevice.find().map(device -> device) : standIn();
  }

  /** The device on the stand-in; empty if there is none. */
  public static Optional<Device> standIn() {
    return StandIn.find().map(AppleGpus::on);
  }

  static MetalDevice on(StandIn standIn) {
    return new MetalDevice(Gpu.open(standIn.frameworks()).orElseThrow());
  }
}
