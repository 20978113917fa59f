package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.devices.DeviceList;

/**
 * What {@code --version} prints: the build, what it runs on, and which devices are here. No device
 * is started for it.
 *
 * @param devices those that run kernels here
 */
record VersionText(Devices devices) implements IVersionProvider {

  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    List<String> lines = new ArrayList<>();
    lines.add(build.title());
    lines.add("java       " + build.runtime());
    lines.add("system     " + build.system());
    lines.add("devices    " + String.join(", ", devices.names()) + "; bin/fuzz devices tells more");
    for (String name : DeviceList.known()) {
      if (!devices.names().contains(name)) {
        lines.add("not here   %s, which needs %s".formatted(name, DeviceList.needs(name)));
      }
    }
    return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
  }
}
