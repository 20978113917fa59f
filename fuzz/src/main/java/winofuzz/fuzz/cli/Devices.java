package winofuzz.fuzz.cli;

import java.util.List;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.devices.DeviceList;

/**
 * The devices there are here.
 *
 * @param names of those that run kernels, the one that checks most first
 */
record Devices(List<String> names) {
  Devices {
    names = List.copyOf(names);
  }

  /** The device of a name; {@code auto} is the best one. */
  String resolve(String name) {
    if (name.equals("auto")) {
      return names.getFirst();
    }
    if (names.contains(name)) {
      return name;
    }
    String expected = "auto or " + String.join(", ", names) + ", which are here";
    String found =
        DeviceList.known().contains(name) ? name + ", which is not here" : "'" + name + "'";
    throw new BadInputException("--device: expected " + expected + ", found " + found);
  }
}
