package winofuzz.fuzz.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.story.Story;

/**
 * What a report of a run is made from.
 *
 * @param name of the run
 * @param plan what it was to do
 * @param checkpoint what it has counted, kept and found
 * @param coverage what the kept cases reached
 * @param stories of findings, by their ids; a finding without one is shown as it is kept
 * @param gridPictures of the smallest case of classes of grids, as SVG
 * @param machine facts about the machine and the versions, in order
 * @param rulesTotal how many rewrite rules the compiler has; zero where it does not tell
 */
public record RunReport(
    String name,
    Plan plan,
    Checkpoint checkpoint,
    Coverage coverage,
    Map<String, Story> stories,
    Map<GridClass, String> gridPictures,
    List<Fact> machine,
    int rulesTotal) {
  public RunReport {
    stories = new LinkedHashMap<>(stories);
    gridPictures = Map.copyOf(gridPictures);
    machine = List.copyOf(machine);
  }

  /** A name and what is so called. */
  public record Fact(String name, String value) {}

  /** Returns the findings that are bugs of their own. */
  public List<Finding> findings() {
    return checkpoint.bugs();
  }
}
