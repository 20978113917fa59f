package winofuzz.fuzz.fleet;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.shrink.Answer;

/**
 * A judge whose questions other processes answer, each by a {@link JudgeDesk}: what it says is what
 * that judge says. A question during which every process that is asked ends is given up, as a
 * {@link LimitedJudge} gives up what takes too much memory.
 */
public final class RemoteJudge implements Judge {
  private final Courier courier;
  private final Setting setting;

  /**
   * A judge elsewhere.
   *
   * @param setting that the desks lower cases in
   */
  public RemoteJudge(Courier courier, Setting setting) {
    this.courier = courier;
    this.setting = setting;
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    return report(QuestionDocument.judge(c, target), c);
  }

  @Override
  public CaseReport screen(ConvCase c, Target target) {
    return report(QuestionDocument.screen(c, target), c);
  }

  private CaseReport report(QuestionDocument question, ConvCase c) {
    try {
      return required(ask(question).report()).toReport();
    } catch (JudgeLostException e) {
      return LimitedJudge.outOfProcess(
          c, setting.with(question.target()), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Answer shows(ConvCase c, Target target, Signature signature) {
    try {
      return required(ask(QuestionDocument.shows(List.of(c), target, signature)).shows())
          .getFirst();
    } catch (JudgeLostException e) {
      return Answer.GAVE_UP;
    }
  }

  /** {@inheritDoc} They are asked in one go, and one by one where that ended the processes. */
  @Override
  public List<Answer> shows(List<ConvCase> cases, Target target, Signature signature) {
    try {
      return required(ask(QuestionDocument.shows(cases, target, signature)).shows());
    } catch (JudgeLostException e) {
      return Judge.super.shows(cases, target, signature);
    }
  }

  @Override
  public Set<String> needs(ConvCase c, Target target, Signature signature) {
    try {
      return required(ask(QuestionDocument.needs(c, target, signature)).needs());
    } catch (JudgeLostException e) {
      return Set.of();
    }
  }

  @Override
  public Finding seenOn(ConvCase c, Target target, Finding finding) {
    try {
      FindingDocument seen = required(ask(QuestionDocument.seenOn(c, target, finding)).finding());
      return seen.toFinding();
    } catch (JudgeLostException e) {
      return Finding.seen(finding, c);
    }
  }

  private AnswerDocument ask(QuestionDocument question) throws JudgeLostException {
    try {
      String answer = courier.ask(Json.line(question));
      return Json.read(answer, "answer", AnswerDocument.class, Function.identity());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while another process judged a case");
    }
  }

  private static <T> T required(@Nullable T answer) {
    if (answer == null) {
      throw new AssertionError("an answer to another question");
    }
    return answer;
  }
}
