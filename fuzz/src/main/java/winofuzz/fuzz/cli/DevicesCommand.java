package winofuzz.fuzz.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.metal.DeviceProfile;
import winofuzz.metal.ElementType;
import winofuzz.metal.Protection;

/** {@code devices}: what can run kernels here. */
@Command(
    name = "devices",
    description = "Lists what can run kernels here and how it computes.",
    footer = {
      "  bin/fuzz devices",
      "      lists the devices here, and how each computes",
      "  bin/fuzz devices --json",
      "      the same as JSON"
    })
final class DevicesCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  DevicesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (json) {
      context.console().json(context.devices().names().stream().map(DeviceDocument::of).toList());
    } else {
      row("device", "denormals", "a * b + c", "fma", "8x8 matrices");
      context.devices().names().forEach(this::row);
      context.devices().names().forEach(this::hardware);
      context.devices().names().forEach(this::protections);
    }
    return ExitCode.AGREES;
  }

  private void row(String name) {
    DeviceProfile profile = DeviceList.get(name).profile();
    String flushed =
        profile.flushed().stream()
            .sorted()
            .map(ElementType::spelling)
            .collect(Collectors.joining(", "));
    row(
        name,
        flushed.isEmpty() ? "kept" : "no " + flushed,
        rounding(profile.contract()),
        rounding(profile.fusedFma()),
        profile.matrices().spelling());
  }

  private void hardware(String name) {
    String hardware = DeviceList.get(name).hardware();
    if (!hardware.isEmpty()) {
      context.console().out().println(name + " is " + hardware);
    }
  }

  private void protections(String name) {
    List<Protection> all = DeviceList.get(name).protections();
    if (!all.isEmpty()) {
      String listed =
          all.stream()
              .map(p -> (p.on() ? "" : "no ") + p.name().replace('-', ' '))
              .collect(Collectors.joining(", "));
      context.console().out().println(name + " runs kernels with: " + listed);
    }
  }

  private static String rounding(boolean fused) {
    return fused ? "rounds once" : "rounds twice";
  }

  private void row(String... cells) {
    context.console().out().printf(Locale.ROOT, "%-8s%-22s%-14s%-14s%s%n", (Object[]) cells);
  }
}
