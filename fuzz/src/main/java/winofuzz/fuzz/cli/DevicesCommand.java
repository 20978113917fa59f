package winofuzz.fuzz.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.engine.DeviceList;
import winofuzz.fuzz.engine.ProfileProbe;
import winofuzz.metal.NumericProfile;

/** {@code devices}: what can run kernels here. */
@Command(name = "devices", description = "Lists what can run kernels here and how it computes.")
final class DevicesCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--json", description = "the result as one JSON document")
  private boolean json;

  DevicesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String name : context.devices().names()) {
      NumericProfile profile = ProfileProbe.probe(DeviceList.get(name));
      ObjectNode node = list.addObject().put("name", name);
      node.put("flushDenormals", profile.flushDenormals());
      node.put("contract", profile.contract());
      node.put("fuseMatrices", profile.fuseMatrices());
      if (!json) {
        context
            .console()
            .out()
            .printf(
                Locale.ROOT,
                "%-6s denormals %s, multiply-add %s, 8x8 matrices %s%n",
                name,
                profile.flushDenormals() ? "flushed" : "kept",
                profile.contract() ? "fused" : "rounded twice",
                profile.fuseMatrices() ? "fused" : "rounded at every step");
      }
    }
    if (json) {
      context.console().json(list);
    }
    return ExitCode.AGREES;
  }
}
