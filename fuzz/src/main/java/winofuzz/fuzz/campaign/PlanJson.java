package winofuzz.fuzz.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Fields;
import winofuzz.fuzz.cases.Names;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;

/** The JSON form of a plan: all of it but how many threads carry it out. */
final class PlanJson {
  private PlanJson() {}

  static ObjectNode write(Plan plan) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("seed", plan.seed());
    result.put("budgetMillis", plan.budget().toMillis());
    result.put("mostCases", plan.mostCases());
    result.put("mostShrinkTries", plan.mostShrinkTries());
    result.put("device", plan.setting().device());
    texts(
        result.putArray("paths"),
        plan.setting().paths().stream().map(LoweringPath::label).toList());
    texts(
        result.putArray("defects"),
        plan.setting().defects().stream().sorted().map(Defect::label).toList());
    texts(result.putArray("targets"), plan.targets().stream().map(Target::label).toList());
    texts(
        result.putArray("inputs"),
        plan.domains().stream().sorted().map(InputDomain::label).toList());
    return result;
  }

  private static void texts(ArrayNode into, List<String> texts) {
    texts.forEach(into::add);
  }

  static Plan read(ObjectNode object, String where, int jobs) {
    List<LoweringPath> paths = texts(object, "paths").stream().map(Names::path).toList();
    List<Target> targets = texts(object, "targets").stream().map(Names::target).toList();
    List<InputDomain> domains = texts(object, "inputs").stream().map(Names::domain).toList();
    return new Plan(
        Fields.number(object, "seed", where),
        Duration.ofMillis(Fields.number(object, "budgetMillis", where)),
        Fields.number(object, "mostCases", where),
        jobs,
        EnumSet.copyOf(domains),
        targets,
        new Setting(
            paths,
            Names.defects(texts(object, "defects")),
            targets.getFirst(),
            Fields.text(object, "device", where)),
        Math.toIntExact(Fields.number(object, "mostShrinkTries", where)));
  }

  private static List<String> texts(ObjectNode from, String key) {
    List<String> result = new ArrayList<>();
    for (JsonNode text : from.path(key)) {
      result.add(text.asText());
    }
    return result;
  }
}
