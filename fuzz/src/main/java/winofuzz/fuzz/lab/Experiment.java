package winofuzz.fuzz.lab;

import java.util.Set;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;

/** What the two documents tried or proposed, and what they did not: a way through the compiler. */
public enum Experiment {
  OLD(
      "old",
      false,
      "Option A, option 1: Winograd's algorithm in tensor operations. Here without the padding bug"
          + " of the published one"),
  OLD_PUBLISHED("old", true, "OLD as published"),
  NEW(
      "new",
      false,
      "Option C, option 3: the rewrite with NEW's order of buffers, whose writes do the transpose"),
  HYBRID_PUBLISHED(
      "hybrid", true, "Option 4: HYBRID as published, which has all four attempts in it"),
  HYBRID("hybrid", false, "Option 4 without the two published bugs"),
  BEFORE_ATTEMPTS("before-attempts", false, "HYBRID without any of the attempts"),
  ATTEMPT_1("attempt-1", false, "Attempt 1: tiles first in the buffer of products"),
  ATTEMPT_2("attempt-2", false, "Attempt 2: tiles first in the output transform"),
  ATTEMPT_3("attempt-3", false, "Attempt 3: the axes of a transform's result are made first"),
  ATTEMPT_4("attempt-4", false, "Attempt 4: the axes of channels are made last"),
  OPTION_B("option-b", false, "Option B, option 2: the launch enumerates spatial axes first"),
  POINTS_FIRST(
      "points-first",
      false,
      "What was not tried: the points of the Winograd domain first in the buffer of products"),
  MATCHED(
      "matched", false, "That, and what shapes with groups, batches and odd sizes need besides");

  private final String path;
  private final boolean published;
  private final String description;

  Experiment(String path, boolean published, String description) {
    this.path = path;
    this.published = published;
    this.description = description;
  }

  /** Returns how it is lowered. */
  public LoweringPath path() {
    return new LoweringPath(path);
  }

  /** Whether the published bugs are in it. */
  public boolean isPublished() {
    return published;
  }

  /** Returns the bugs that are in it. */
  public Set<Defect> defects() {
    return published ? Defect.published() : Set.of();
  }

  /** Returns what results call it: {@code hybrid}, {@code hybrid published}. */
  public String label() {
    return published ? path + " published" : path;
  }

  /** Returns what it is, in a few words. */
  public String description() {
    return description;
  }
}
