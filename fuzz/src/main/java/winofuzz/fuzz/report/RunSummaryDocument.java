package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.story.Story;

/**
 * What {@code report} writes as JSON.
 *
 * @param run its folder
 * @param earlier the folder of the run that it is held against; null for none
 * @param campaign what it came to
 * @param stories of its findings
 * @param fresh ids of findings that only it has; null where it is held against none
 * @param both ids of findings that both have
 * @param gone ids of findings that only the earlier one has
 */
public record RunSummaryDocument(
    String run,
    @Nullable String earlier,
    CampaignDocument campaign,
    List<Story> stories,
    @JsonProperty("new") @Nullable List<String> fresh,
    @Nullable List<String> both,
    @Nullable List<String> gone) {
  public RunSummaryDocument {
    stories = List.copyOf(stories);
  }
}
