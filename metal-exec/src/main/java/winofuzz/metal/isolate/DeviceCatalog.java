package winofuzz.metal.isolate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import winofuzz.metal.CacheFolder;
import winofuzz.metal.Device;
import winofuzz.metal.apple.MetalDevice;
import winofuzz.metal.cuda.CudaDevice;
import winofuzz.metal.host.HostDevice;
import winofuzz.metal.sim.SimDevice;

/** All devices, the one that checks most first. A new device is added here. */
public final class DeviceCatalog {

  /** How long one launch may run on a device that is not trusted to end. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * A device that may be here.
   *
   * @param trusted whether it neither crashes nor hangs, whatever the kernel does
   * @param needs what must be here for it, for people; empty if it is always here
   * @param find gives it, if it is here
   */
  private record Entry(
      String name, boolean trusted, String needs, Supplier<Optional<? extends Device>> find) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("sim", true, "", () -> Optional.of(new SimDevice())),
          new Entry("host", false, "a C++ compiler on the path", HostDevice::find),
          new Entry("metal", false, "a Mac with a GPU of Apple", MetalDevice::find),
          new Entry("cuda", false, "a GPU of NVIDIA with its driver and NVRTC", CudaDevice::find));

  private DeviceCatalog() {}

  /** Returns the names of all devices, here or not. */
  public static List<String> known() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** Returns what must be on a machine for the device of a name; empty if it is always there. */
  public static String needs(String name) {
    return ENTRIES.stream()
        .filter(e -> e.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no device " + name + ", there are " + known()))
        .needs;
  }

  /**
   * Returns the devices that are here. Those that can crash or hang run in processes of their own,
   * and kernels that did are kept in the user's cache.
   */
  public static List<Device> here() {
    Path kept = CacheFolder.ofUser().resolve("crashes");
    List<Device> devices = new ArrayList<>();
    for (Entry entry : ENTRIES) {
      Optional<? extends Device> found = entry.find.get();
      if (found.isPresent()) {
        devices.add(entry.trusted ? found.get() : new IsolatedDevice(entry.name, LIMIT, kept));
      }
    }
    return List.copyOf(devices);
  }

  /** Returns the device of a name in this process, if it is here. */
  static Optional<? extends Device> find(String name) {
    return ENTRIES.stream().filter(e -> e.name.equals(name)).findFirst().flatMap(e -> e.find.get());
  }
}
