package winofuzz.fuzz.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of launches side by side. */
public final class GridJson {
  private GridJson() {}

  /** The class and the launches of both sides. */
  public static ObjectNode write(GridComparison comparison) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("class", comparison.gridClass().label());
    launches(result.putArray("left"), comparison.left());
    launches(result.putArray("right"), comparison.right());
    return result;
  }

  private static void launches(ArrayNode into, List<LaunchShape> launches) {
    for (LaunchShape launch : launches) {
      ObjectNode node = into.addObject().put("name", launch.name());
      ArrayNode threadgroups = node.putArray("threadgroups");
      launch.threadgroups().forEach(threadgroups::add);
      ArrayNode threads = node.putArray("threads");
      launch.threads().forEach(threads::add);
    }
  }

  /** Reads what {@link #write} writes. */
  public static GridComparison read(JsonNode object) {
    return new GridComparison(launches(object.path("left")), launches(object.path("right")));
  }

  private static List<LaunchShape> launches(JsonNode array) {
    List<LaunchShape> result = new ArrayList<>();
    for (JsonNode launch : array) {
      result.add(
          new LaunchShape(
              launch.path("name").asText(),
              numbers(launch.path("threadgroups")),
              numbers(launch.path("threads"))));
    }
    return result;
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> result = new ArrayList<>();
    array.forEach(n -> result.add(n.asInt()));
    return result;
  }
}
