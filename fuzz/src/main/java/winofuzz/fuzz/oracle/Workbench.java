package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.devices.KernelProfile;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.metal.Device;
import winofuzz.number.NumericProfile;

/** A compiler under test and the devices that run its kernels. */
public final class Workbench {
  /** The devices that share no arithmetic with another one, the cheaper one first. */
  private static final List<String> WITNESSES = List.of("sim", "host");

  private final CompilerUnderTest compiler;
  private final Function<String, Device> devices;
  private final Function<String, Device> probed;
  private final List<String> here;
  private final Map<String, NumericProfile> profiles = new ConcurrentHashMap<>();

  /** A compiler with the devices of this machine. */
  public Workbench(CompilerUnderTest compiler) {
    this(compiler, DeviceList::get, DeviceList::get);
  }

  /**
   * A compiler with other devices.
   *
   * @param devices run kernels, by name
   * @param probed are asked how they compute: those devices as they ought to be
   */
  public Workbench(
      CompilerUnderTest compiler,
      Function<String, Device> devices,
      Function<String, Device> probed) {
    this(compiler, devices, probed, DeviceList.names());
  }

  private Workbench(
      CompilerUnderTest compiler,
      Function<String, Device> devices,
      Function<String, Device> probed,
      List<String> here) {
    this.compiler = compiler;
    this.devices = devices;
    this.probed = probed;
    this.here = List.copyOf(here);
  }

  /** Returns this as on a machine that has only some devices. */
  public Workbench having(List<String> some) {
    return new Workbench(compiler, devices, probed, some);
  }

  /**
   * Returns the name of another device that runs the same text and shares no arithmetic with it;
   * empty if none is here.
   */
  Optional<String> witness(String device) {
    return WITNESSES.stream().filter(w -> !w.equals(device) && here.contains(w)).findFirst();
  }

  public CompilerUnderTest compiler() {
    return compiler;
  }

  /** The device of a name. */
  public Device device(String name) {
    return devices.apply(name);
  }

  /** How a device computes where kernels leave it to it. */
  public NumericProfile profile(String device) {
    return profiles.computeIfAbsent(device, name -> KernelProfile.of(probed.apply(name)));
  }
}
