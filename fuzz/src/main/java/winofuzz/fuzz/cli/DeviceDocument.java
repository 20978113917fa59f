package winofuzz.fuzz.cli;

import java.util.List;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;

/**
 * What {@code devices} writes of each device as JSON.
 *
 * @param flushed the types whose denormals are taken for zeros
 * @param contract whether {@code a * b + c} rounds once
 * @param fusedFma whether {@code fma} rounds once
 * @param matrices how an 8x8 matrix product adds
 */
record DeviceDocument(
    String name, List<String> flushed, boolean contract, boolean fusedFma, String matrices) {

  static DeviceDocument of(String name) {
    DeviceProfile profile = DeviceList.get(name).profile();
    return new DeviceDocument(
        name,
        profile.flushed().stream().sorted().map(ElementType::spelling).toList(),
        profile.contract(),
        profile.fusedFma(),
        profile.matrices().spelling());
  }
}
