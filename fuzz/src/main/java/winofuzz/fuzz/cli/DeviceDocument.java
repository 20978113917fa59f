package winofuzz.fuzz.cli;

import java.util.List;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.Protection;

/**
 * What {@code devices} writes of each device as JSON.
 *
 * @param hardware the machine behind it; empty where there is none to name
 * @param flushed the types whose denormals are taken for zeros
 * @param contract whether {@code a * b + c} rounds once
 * @param fusedFma whether {@code fma} rounds once
 * @param matrices how an 8x8 matrix product adds
 * @param protections what keeps a kernel's native code from doing harm, and whether it is on here
 */
record DeviceDocument(
    String name,
    String hardware,
    List<String> flushed,
    boolean contract,
    boolean fusedFma,
    String matrices,
    List<Protection> protections) {

  static DeviceDocument of(String name) {
    Device device = DeviceList.get(name);
    DeviceProfile profile = device.profile();
    return new DeviceDocument(
        name,
        device.hardware(),
        profile.flushed().stream().sorted().map(ElementType::spelling).toList(),
        profile.contract(),
        profile.fusedFma(),
        profile.matrices().spelling(),
        device.protections());
  }
}
