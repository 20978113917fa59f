package winofuzz.fuzz.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.Fields;
import winofuzz.fuzz.cases.Names;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.GridJson;

/** The JSON form of what a campaign has counted. */
final class StatisticsJson {
  private StatisticsJson() {}

  static ObjectNode write(Statistics statistics) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("elapsedMillis", statistics.elapsed().toMillis());
    result.put("cases", statistics.cases());
    ArrayNode grids = result.putArray("grids");
    for (GridRecord grid : statistics.grids()) {
      ObjectNode node = GridJson.write(grid.comparison());
      node.set("smallest", CaseJson.write(grid.smallest()));
      grids.add(node.put("count", grid.count()));
    }
    counts(result.putObject("skipped"), statistics.skipped());
    counts(result.putObject("remarks"), statistics.remarks());
    counts(result.putObject("sightings"), statistics.sightings());
    ObjectNode lastNew = result.putObject("lastNewMillis");
    statistics.lastNew().forEach((kind, time) -> lastNew.put(kind.label(), time.toMillis()));
    return result;
  }

  private static void counts(ObjectNode into, Map<String, Integer> counts) {
    counts.forEach(into::put);
  }

  static Statistics read(ObjectNode object, String where) {
    List<GridRecord> grids = new ArrayList<>();
    for (JsonNode node : object.path("grids")) {
      if (node instanceof ObjectNode grid) {
        GridComparison comparison = GridJson.read(grid);
        grids.add(
            new GridRecord(
                comparison.gridClass(),
                CaseJson.read(Fields.object(grid, "smallest", where), where, Set.of()),
                comparison,
                Math.toIntExact(Fields.number(grid, "count", where))));
      }
    }
    Map<Kind, Duration> lastNew = new EnumMap<>(Kind.class);
    Fields.object(object, "lastNewMillis", where)
        .forEachEntry(
            (kind, millis) ->
                lastNew.put(
                    Names.of(Kind.values(), Kind::label, kind),
                    Duration.ofMillis(millis.asLong())));
    return new Statistics(
        Duration.ofMillis(Fields.number(object, "elapsedMillis", where)),
        Fields.number(object, "cases", where),
        grids,
        counts(object, "skipped", where),
        counts(object, "remarks", where),
        counts(object, "sightings", where),
        lastNew);
  }

  private static SortedMap<String, Integer> counts(ObjectNode from, String key, String where) {
    ObjectNode object = Fields.object(from, key, where);
    SortedMap<String, Integer> result = new TreeMap<>();
    for (String name : (Iterable<String>) object::fieldNames) {
      result.put(name, Math.toIntExact(Fields.number(object, name, where)));
    }
    return result;
  }
}
