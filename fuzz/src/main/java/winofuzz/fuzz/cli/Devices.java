package winofuzz.fuzz.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.metal.Device;

/**
 * The devices there are here.
 *
 * @param names of those that run kernels, the one that checks most first
 */
record Devices(List<String> names) {
  Devices {
    names = List.copyOf(names);
  }

  /**
   * A device by name.
   *
   * @param timeLimit how long a kernel may run, null for the device's own limit
   */
  Device get(String name, @Nullable Duration timeLimit) {
    Device chosen = DeviceList.get(resolve(name));
    return timeLimit == null ? chosen : chosen.withTimeLimit(timeLimit);
  }

  /** The name of a device that runs kernels natively; {@code auto} is a GPU where there is one. */
  String resolveNative(String name) {
    String chosen = name.equals("auto") ? names.getLast() : resolve(name);
    if (chosen.equals("sim")) {
      throw new BadInputException(
          "--device: expected one that runs kernels natively, found sim, which interprets them;"
              + " host needs a C++ compiler on the path");
    }
    return chosen;
  }

  /** The name of a device; {@code auto} is the best one. */
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
    throw new BadInputException(
        "--device: expected %s, found %s%s".formatted(expected, found, suggestion(name)));
  }

  private String suggestion(String name) {
    List<String> choices = new ArrayList<>(names);
    choices.add("auto");
    return DeviceList.known().contains(name) ? "" : Likeness.suggestion(name, choices);
  }
}
