package winofuzz.fuzz.campaign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;

/** The file of what a campaign has counted. */
record StatisticsDocument(
    long elapsedMillis,
    long cases,
    List<Grid> grids,
    SortedMap<String, Integer> skipped,
    SortedMap<String, Integer> remarks,
    SortedMap<String, Integer> sightings,
    Map<Kind, Long> lastNewMillis) {

  /** The cases whose launches compare alike; the class follows from the launches. */
  @JsonPropertyOrder({"class", "left", "right", "smallest", "count"})
  @JsonIgnoreProperties(value = "class", allowGetters = true)
  record Grid(List<LaunchShape> left, List<LaunchShape> right, ConvCase smallest, int count) {

    static Grid of(GridRecord grid) {
      return new Grid(
          grid.comparison().left(), grid.comparison().right(), grid.smallest(), grid.count());
    }

    @JsonProperty("class")
    GridClass gridClass() {
      return new GridComparison(left, right).gridClass();
    }

    GridRecord toRecord() {
      return new GridRecord(gridClass(), smallest, new GridComparison(left, right), count);
    }
  }

  static StatisticsDocument of(Statistics statistics) {
    Map<Kind, Long> lastNew = new EnumMap<>(Kind.class);
    statistics.lastNew().forEach((kind, time) -> lastNew.put(kind, time.toMillis()));
    return new StatisticsDocument(
        statistics.elapsed().toMillis(),
        statistics.cases(),
        statistics.grids().stream().map(Grid::of).toList(),
        statistics.skipped(),
        statistics.remarks(),
        statistics.sightings(),
        lastNew);
  }

  Statistics toStatistics() {
    Map<Kind, Duration> lastNew = new EnumMap<>(Kind.class);
    lastNewMillis.forEach((kind, millis) -> lastNew.put(kind, Duration.ofMillis(millis)));
    return new Statistics(
        Duration.ofMillis(elapsedMillis),
        cases,
        grids.stream().map(Grid::toRecord).toList(),
        skipped,
        remarks,
        sightings,
        lastNew);
  }
}
