package winofuzz.fuzz.fleet;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;

/**
 * Answers the questions of a {@link RemoteJudge} that is in another process. A process has one for
 * all that it is asked, so that what it loaded and compiled serves the next case.
 */
public final class JudgeDesk implements AutoCloseable {
  private final CompilerUnderTest compiler;
  private final LimitedJudge judge;

  private JudgeDesk(CompilerUnderTest compiler, LimitedJudge judge) {
    this.compiler = compiler;
    this.judge = judge;
  }

  /**
   * Opens a desk by the text of a {@link JudgePlan}.
   *
   * @throws BadInputException if cases cannot be judged on this machine, for want of the compiler
   *     or the device
   */
  public static JudgeDesk open(String plan) {
    JudgePlan read = JudgePlan.parse(plan);
    CompilerUnderTest compiler = read.compiler();
    return new JudgeDesk(compiler, LimitedJudge.of(compiler, read.setting(), read.limits()));
  }

  /**
   * Answers a question. Any number of threads may ask.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public String answer(String question) {
    return answer(question, judge);
  }

  static String answer(String question, Judge judge) {
    QuestionDocument asked =
        Json.read(question, "question", QuestionDocument.class, Function.identity());
    return Json.line(answer(asked, judge));
  }

  private static AnswerDocument answer(QuestionDocument asked, Judge judge) {
    List<ConvCase> cases = asked.cases();
    ConvCase first = cases.getFirst();
    Target target = asked.target();
    return switch (asked.kind()) {
      case JUDGE -> AnswerDocument.of(CaseReportDocument.of(judge.judge(first, target)));
      case SCREEN -> AnswerDocument.of(CaseReportDocument.of(judge.screen(first, target)));
      case SHOWS ->
          AnswerDocument.of(judge.shows(cases, target, required("signature", asked.signature())));
      case NEEDS ->
          AnswerDocument.of(
              new TreeSet<>(judge.needs(first, target, required("signature", asked.signature()))));
      case SEEN_ON ->
          AnswerDocument.of(
              FindingDocument.of(
                  judge.seenOn(first, target, required("finding", asked.finding()).toFinding())));
    };
  }

  private static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new BadInputException("question: " + key + ": expected one");
    }
    return value;
  }

  @Override
  public void close() {
    judge.close();
    compiler.close();
  }
}
