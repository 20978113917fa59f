package winofuzz.spark;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
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

  private SparkFleet(JavaSparkContext context, ExecutorEvents events, JudgePlan plan) {
    this.context = context;
    this.events = events;
    dispatcher = new Dispatcher(context, new AskTask(plan.text()));
    judge = new RemoteJudge(dispatcher, plan.setting());
  }

  /**
   * Starts an application.
   *
   * @throws IOException if the master cannot be reached
   */
  static SparkFleet start(SparkConf conf, JudgePlan plan, Consumer<String> notices)
      throws IOException {
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(conf);
    } catch (Exception e) {
      throw new IOException("--engine: Spark does not start: " + Dispatcher.reason(e), e);
    }
    ExecutorEvents events = new ExecutorEvents(notices);
    context.sc().addSparkListener(events);
    return new SparkFleet(context, events, plan);
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
    events.mute();
    dispatcher.close();
    context.close();
    ExecutorDesks.close();
  }
}
