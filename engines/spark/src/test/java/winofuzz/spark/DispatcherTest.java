package winofuzz.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.fleet.JudgeLostException;

/** Every question is answered, or it is told why not. */
final class DispatcherTest {

  /** Answers with the question; some questions end the executor, or cannot be answered there. */
  private record Echo() implements Function<List<String>, Answers> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Answers call(List<String> questions) {
      if (questions.contains("poison")) {
        Runtime.getRuntime().halt(7);
      }
      if (questions.contains("no device")) {
        return new Answers(new ArrayList<>(), "executor 0: no device");
      }
      return new Answers(new ArrayList<>(questions), null);
    }
  }

  private static JavaSparkContext context() {
    return new JavaSparkContext(
        new SparkConf(false)
            .setMaster("local-cluster[1,1,1024]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.memory", "1024m")
            .set(
                "spark.executor.extraClassPath",
                System.getProperty("java.class.path", "")
                    + File.pathSeparator
                    + System.getProperty("surefire.test.class.path", "")));
  }

  @Test
  void whatEndsExecutorsIsToldFromWhatItWasAskedWith() throws Exception {
    try (JavaSparkContext context = context();
        Dispatcher dispatcher = new Dispatcher(context, new Echo());
        ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<String>> answers = new ArrayList<>();
      for (String question : List.of("a", "b", "c", "poison", "d", "e", "f", "g")) {
        answers.add(
            threads.submit(
                () -> {
                  try {
                    return dispatcher.ask(question);
                  } catch (JudgeLostException e) {
                    return String.valueOf(e.getMessage());
                  }
                }));
      }
      List<String> heard = new ArrayList<>();
      for (Future<String> answer : answers) {
        heard.add(answer.get());
      }
      assertEquals(
          List.of(
              "a",
              "b",
              "c",
              "given up as each of 4 executors that judged it ended",
              "d",
              "e",
              "f",
              "g"),
          heard);
      dispatcher.requireAlive();

      assertThrows(CancellationException.class, () -> dispatcher.ask("no device"));
      assertEquals(
          "--engine: executor 0: no device",
          assertThrows(BadInputException.class, dispatcher::requireAlive).getMessage());
      assertThrows(CancellationException.class, () -> dispatcher.ask("a"));
    }
  }

  @Test
  void anApplicationThatEndsIsTold() throws Exception {
    try (JavaSparkContext context = context();
        Dispatcher dispatcher = new Dispatcher(context, new Echo())) {
      assertEquals("a", dispatcher.ask("a"));
      context.stop();
      assertThrows(CancellationException.class, () -> dispatcher.ask("b"));
      assertThrows(IOException.class, dispatcher::requireAlive);
    }
  }
}
