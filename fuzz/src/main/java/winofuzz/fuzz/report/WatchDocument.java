package winofuzz.fuzz.report;

import java.util.List;
import java.util.SortedMap;
import winofuzz.fuzz.serve.FaultLog.SeenFault;
import winofuzz.fuzz.serve.FaultLog.Summary;
import winofuzz.fuzz.serve.ViolationDocument;

/**
 * What a watched program did.
 *
 * @param status the exit status of the program
 * @param stopped how many launches did not run to their end, by the reason
 */
public record WatchDocument(
    long launches,
    int kernels,
    int status,
    List<FaultDocument> faults,
    List<FaultDocument> warnings,
    SortedMap<String, Long> stopped) {

  /**
   * A fault.
   *
   * @param text the line of the kernel's text
   * @param note what the program says about the launch
   * @param launches on which it was seen
   */
  public record FaultDocument(
      ViolationDocument first, String kernel, String text, String note, long launches) {
    private static FaultDocument of(SeenFault fault) {
      return new FaultDocument(
          ViolationDocument.of(fault.first()),
          fault.first().kernel(),
          fault.text(),
          fault.note(),
          fault.launches());
    }
  }

  /** Returns the document of what was seen. */
  public static WatchDocument of(Summary summary, int status) {
    return new WatchDocument(
        summary.launches(),
        summary.kernels(),
        status,
        summary.faults().stream().map(FaultDocument::of).toList(),
        summary.warnings().stream().map(FaultDocument::of).toList(),
        summary.stopped());
  }
}
