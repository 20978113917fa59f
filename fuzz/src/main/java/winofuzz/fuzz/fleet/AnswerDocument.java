package winofuzz.fuzz.fleet;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.shrink.Answer;

/**
 * What a judge answers to a question, as it is sent: one of the components, by the kind of the
 * question.
 *
 * @param report what is said of a case that was judged or screened
 * @param shows whether cases show a bug, up to the first that does
 * @param needs the rules that a bug needs
 * @param finding what was seen on another case
 */
record AnswerDocument(
    @Nullable CaseReportDocument report,
    @Nullable List<Answer> shows,
    @Nullable SortedSet<String> needs,
    @Nullable FindingDocument finding) {

  static AnswerDocument of(CaseReportDocument report) {
    return new AnswerDocument(report, null, null, null);
  }

  static AnswerDocument of(List<Answer> shows) {
    return new AnswerDocument(null, shows, null, null);
  }

  static AnswerDocument of(SortedSet<String> needs) {
    return new AnswerDocument(null, null, needs, null);
  }

  static AnswerDocument of(FindingDocument finding) {
    return new AnswerDocument(null, null, null, finding);
  }
}
