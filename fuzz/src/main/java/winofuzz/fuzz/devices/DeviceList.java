package winofuzz.fuzz.devices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winofuzz.metal.Device;
import winofuzz.metal.isolate.DeviceCatalog;

/** The devices of this machine, by name; each is made once and shared. */
public final class DeviceList {
  private static final Map<String, Device> DEVICES = devices();

  private DeviceList() {}

  private static Map<String, Device> devices() {
    Map<String, Device> result = new LinkedHashMap<>();
    DeviceCatalog.here().forEach(device -> result.put(device.name(), device));
    return result;
  }

  /** Their names, the one that checks most first. */
  public static List<String> names() {
    return List.copyOf(DEVICES.keySet());
  }

  /** The names of all devices there are, on this machine or not. */
  public static List<String> known() {
    return DeviceCatalog.known();
  }

  /** What must be on a machine for one of the {@link #known} devices; empty if nothing. */
  public static String needs(String name) {
    return DeviceCatalog.needs(name);
  }

  /** The device of one of the {@link #names}. */
  public static Device get(String name) {
    Device device = DEVICES.get(name);
    if (device == null) {
      throw new AssertionError("no device " + name + " here, there are " + names());
    }
    return device;
  }
}
