package winofuzz.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * What Spark runs on a partition, which has one element. It is a class and no lambda expression, as
 * Spark reads the bytecode around each of those that it is given.
 */
final class PartitionTask extends AbstractFunction2<TaskContext, Iterator<List<String>>, Answers>
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final Function<List<String>, Answers> task;

  PartitionTask(Function<List<String>, Answers> task) {
    this.task = task;
  }

  @Override
  public Answers apply(TaskContext context, Iterator<List<String>> partition) {
    try {
      return task.call(partition.next());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("a task throws no checked exception", e);
    }
  }
}
