package winofuzz.fuzz.report;

import winofuzz.interpret.Summary;

/** A summary of many values in the results of commands; what is no number in JSON is text. */
public record SummaryDocument(
    int elements, double min, double max, double mean, int zeros, int nans) {

  /** Returns the document of a summary. */
  public static SummaryDocument of(Summary summary) {
    return new SummaryDocument(
        summary.elements(),
        summary.least(),
        summary.most(),
        summary.mean(),
        summary.zeros(),
        summary.nans());
  }
}
