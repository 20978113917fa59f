package winofuzz.fuzz.fleet;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.oracle.Judge;

/**
 * A question to a judge, as it is sent.
 *
 * @param kind which method of {@link Judge} is asked
 * @param target what the cases are compiled for
 * @param cases what is asked of: one, but for {@link Kind#SHOWS}
 * @param signature of the bug that is asked of; null where none is
 * @param finding that is looked at again; null where none is
 */
record QuestionDocument(
    Kind kind,
    Target target,
    List<ConvCase> cases,
    @Nullable Signature signature,
    @Nullable FindingDocument finding) {

  /** The methods of {@link Judge}. */
  enum Kind {
    JUDGE,
    SCREEN,
    SHOWS,
    NEEDS,
    SEEN_ON;

    /** The name in the document. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static QuestionDocument judge(ConvCase c, Target target) {
    return new QuestionDocument(Kind.JUDGE, target, List.of(c), null, null);
  }

  static QuestionDocument screen(ConvCase c, Target target) {
    return new QuestionDocument(Kind.SCREEN, target, List.of(c), null, null);
  }

  static QuestionDocument shows(List<ConvCase> cases, Target target, Signature signature) {
    return new QuestionDocument(Kind.SHOWS, target, cases, signature, null);
  }

  static QuestionDocument needs(ConvCase c, Target target, Signature signature) {
    return new QuestionDocument(Kind.NEEDS, target, List.of(c), signature, null);
  }

  static QuestionDocument seenOn(ConvCase c, Target target, Finding finding) {
    return new QuestionDocument(
        Kind.SEEN_ON, target, List.of(c), null, FindingDocument.of(finding));
  }
}
