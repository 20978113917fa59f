package winofuzz.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.fleet.Courier;
import winofuzz.fuzz.fleet.JudgeLostException;

/**
 * Makes tasks of questions. A task has a few of them where many wait for few cores, so that what
 * Spark takes for a task hardly counts, and one where there are cores enough. For each core one
 * task is at work and another one is on its way, so that no core waits for the driver. Each task is
 * a job of its own: there is no round whose slowest task the others wait for.
 *
 * <p>Spark begins a task again whose executor ended. Where that happened too often, the questions
 * of the task are asked one by one, and the one during which executors end again gets a {@link
 * JudgeLostException}.
 */
final class Dispatcher implements Courier, AutoCloseable {
  private static final int TASKS_A_CORE = 2;
  private static final int MOST_QUESTIONS_A_TASK = 4;

  /** No more cases are under way in a campaign. */
  private static final int MOST_PLACES = 128;

  /**
   * So many executors in a row do not end without an answer but by a mistake that each of them
   * makes, such as an unknown option of the JVM. A question may end twice as many as a task may.
   */
  private static final int MOST_LOST_IN_VAIN = 16;

  /** What Spark says of a task whose executor ended under it; it says so in words alone. */
  private static final String EXECUTOR_LOST = "ExecutorLostFailure";

  /**
   * A judge stops when its task is cancelled, or was done elsewhere. A job is given a place in the
   * source, as Spark looks for one in the stack of each thread that submits one otherwise.
   */
  private static final Map<String, String> JOB_PROPERTIES =
      Map.of(
          "spark.job.interruptOnCancel", "true",
          "callSite.short", "questions",
          "callSite.long", "questions to judges");

  private final JavaSparkContext context;
  private final Function<List<String>, Answers> task;
  private final ExecutorService submitters = Executors.newCachedThreadPool(Dispatcher::submitter);
  private final Deque<Asked> waiting = new ArrayDeque<>();
  private final Set<Asked> underWay = new HashSet<>();
  private int tasks;
  private boolean closed;
  private @Nullable Exception loss;

  /** How many executors were lost since there was last an answer. */
  private int lostInVain;

  Dispatcher(JavaSparkContext context, Function<List<String>, Answers> task) {
    this.context = context;
    this.task = task;
  }

  /**
   * A question that waits for its answer.
   *
   * @param alone whether no other may be asked in the same task, as one of them may end executors
   */
  private record Asked(String question, boolean alone, CompletableFuture<String> answer) {
    Asked withoutOthers() {
      return new Asked(question, true, answer);
    }
  }

  private static Thread submitter(Runnable work) {
    Thread thread = new Thread(work, "winofuzz-spark");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns how many questions keep the cores busy that there are now. */
  int places() {
    return Math.min(cores() * TASKS_A_CORE * MOST_QUESTIONS_A_TASK, MOST_PLACES);
  }

  private int cores() {
    return context.sc().isStopped() ? 1 : Math.max(1, context.defaultParallelism());
  }

  @Override
  public String ask(String question) throws JudgeLostException, InterruptedException {
    Asked asked = new Asked(question, false, new CompletableFuture<>());
    synchronized (this) {
      if (closed || loss != null) {
        throw new CancellationException("no executor can be asked any more");
      }
      waiting.add(asked);
      dispatch();
    }
    try {
      return asked.answer().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JudgeLostException lost) {
        throw lost;
      }
      throw new AssertionError("no answer", e);
    } finally {
      forget(asked);
    }
  }

  private synchronized void forget(Asked asked) {
    waiting.remove(asked);
  }

  /** Begins tasks as long as there are questions and cores for them. */
  private synchronized void dispatch() {
    int cores = cores();
    while (!waiting.isEmpty() && tasks < cores * TASKS_A_CORE && !closed && loss == null) {
      List<Asked> batch = nextBatch(Math.ceilDiv(waiting.size(), cores));
      underWay.addAll(batch);
      tasks++;
      submitters.execute(() -> carryOut(batch));
    }
  }

  private List<Asked> nextBatch(int share) {
    List<Asked> batch = new ArrayList<>();
    batch.add(waiting.remove());
    int most = batch.getFirst().alone() ? 1 : Math.min(share, MOST_QUESTIONS_A_TASK);
    while (batch.size() < most && !waiting.isEmpty() && !waiting.getFirst().alone()) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private void carryOut(List<Asked> batch) {
    try {
      List<String> questions = new ArrayList<>(batch.stream().map(Asked::question).toList());
      JOB_PROPERTIES.forEach(context::setLocalProperty);
      RDD<List<String>> partition = context.parallelize(List.<List<String>>of(questions), 1).rdd();
      Object answers =
          context.sc().runJob(partition, new PartitionTask(task), ClassTag.apply(Answers.class));
      take(batch, ((Answers[]) answers)[0]);
    } catch (Exception e) {
      fail(batch, e);
    } finally {
      end(batch);
    }
  }

  private synchronized void end(List<Asked> batch) {
    batch.forEach(underWay::remove);
    tasks--;
    dispatch();
  }

  private void take(List<Asked> batch, Answers answers) {
    if (answers.problem() != null) {
      lose(new BadInputException("--engine: " + answers.problem()));
      return;
    }
    synchronized (this) {
      lostInVain = 0;
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(answers.texts().get(i));
    }
  }

  private void fail(List<Asked> batch, Exception failure) {
    if (context.sc().isStopped() || !reason(failure).contains(EXECUTOR_LOST)) {
      lose(new IOException("--engine: Spark failed: " + reason(failure), failure));
    } else if (batch.size() > 1) {
      askAlone(batch);
    } else {
      batch
          .getFirst()
          .answer()
          .completeExceptionally(
              new JudgeLostException(
                  "given up as each of %s executors that judged it ended"
                      .formatted(context.getConf().get("spark.task.maxFailures", "4"))));
    }
  }

  /**
   * An executor was lost.
   *
   * @param how in one line
   */
  synchronized void executorLost(String how) {
    lostInVain++;
    if (lostInVain >= MOST_LOST_IN_VAIN) {
      lose(
          new IOException(
              "--engine: expected executors that run, found %d that ended before they answered; the"
                      .formatted(lostInVain)
                  + " last one: "
                  + how));
    }
  }

  private synchronized void askAlone(List<Asked> batch) {
    batch.reversed().forEach(asked -> waiting.addFirst(asked.withoutOthers()));
  }

  /** Nothing can be asked any more: whoever waits for an answer gets none. */
  private synchronized void lose(Exception reason) {
    if (loss == null && !closed) {
      loss = reason;
    }
    cancelAll();
  }

  private void cancelAll() {
    List<Asked> all = new ArrayList<>(waiting);
    all.addAll(underWay);
    waiting.clear();
    all.forEach(asked -> asked.answer().cancel(false));
  }

  /** Throws why nothing can be asked any more, if that is so. */
  synchronized void requireAlive() throws IOException {
    switch (loss) {
      case null -> {}
      case IOException problem -> throw problem;
      case BadInputException problem -> throw problem;
      default -> throw new AssertionError("another loss", loss);
    }
  }

  /** Returns what an exception of Spark says, in one line. */
  static String reason(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String first = message.strip().lines().findFirst().orElse(failure.toString());
    return first.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      cancelAll();
    }
    if (!context.sc().isStopped()) {
      context.sc().cancelAllJobs();
    }
    submitters.shutdown();
  }
}
