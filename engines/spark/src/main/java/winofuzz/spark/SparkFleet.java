package winofuzz.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import winofuzz.fuzz.campaign.Fleet;
import winofuzz.fuzz.fleet.JudgePlan;
import winofuzz.fuzz.fleet.RemoteJudge;
import winofuzz.fuzz.oracle.Judge;

/**
 * The executors of an application of Spark, each with a judge. What an executor that dies was asked
 * is asked again on another one, by Spark.
 */
final class SparkFleet implements Fleet {
  /** So many tries take about as long as a case. */
  private static final int TRIES_AT_ONCE = 16;

  private final JavaSparkContext context;
  private final ExecutorEvents events;
  private final Dispatcher dispatcher;
  private final Judge judge;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SparkFleet(JavaSparkContext context, JudgePlan plan, Consumer<String> notices) {
    this.context = context;
    dispatcher = new Dispatcher(context, new AskTask(plan.text()));
    events = new ExecutorEvents(notices, dispatcher);
    judge = new RemoteJudge(dispatcher, plan.setting());
    context.sc().addSparkListener(events);
  }

  /**
   * Starts an application.
   *
   * @throws IOException if the master cannot be reached
   */
  static SparkFleet start(SparkConf conf, JudgePlan plan, Consumer<String> notices)
      throws IOException {
    try {
      return new SparkFleet(new JavaSparkContext(conf), plan, notices);
    } catch (Exception e) {
      throw new IOException("--engine: Spark does not start: " + Dispatcher.reason(e), e);
    }
  }

  /** The folder in which workers of this process kept what their executors were given. */
  private Optional<Path> ownWork(String application) {
    String home = System.getenv("SPARK_HOME");
    return home != null && context.master().startsWith("local-cluster")
        ? Optional.of(Path.of(home, "work", application))
        : Optional.empty();
  }

  private static void delete(Path folder) {
    try {
      JavaUtils.deleteRecursively(folder.toFile());
    } catch (IOException e) {
      // An executor that is about to end may write there still: it is left to mvn clean.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Judge judge() {
    return judge;
  }

  @Override
  public int places() {
    return dispatcher.places();
  }

  @Override
  public int triesAtOnce() {
    return TRIES_AT_ONCE;
  }

  @Override
  public void requireAlive() throws IOException {
    dispatcher.requireAlive();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    events.mute();
    dispatcher.close();
    String application = context.sc().applicationId();
    context.close();
    ExecutorDesks.close();
    ownWork(application).ifPresent(SparkFleet::delete);
  }
}
