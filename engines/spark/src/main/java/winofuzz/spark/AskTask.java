package winofuzz.spark;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.fleet.JudgeDesk;

/**
 * A task: answers questions on an executor.
 *
 * @param plan the text of the plan by which it judges
 */
record AskTask(String plan) implements Function<List<String>, Answers> {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public Answers call(List<String> questions) {
    JudgeDesk desk;
    try {
      desk = ExecutorDesks.of(plan);
    } catch (BadInputException e) {
      return new Answers(
          new ArrayList<>(),
          "executor %s: %s".formatted(SparkEnv.get().executorId(), e.getMessage()));
    }
    ArrayList<String> answers = new ArrayList<>();
    questions.forEach(question -> answers.add(desk.answer(question)));
    return new Answers(answers, null);
  }
}
