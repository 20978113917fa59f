package winofuzz.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What a task brings back.
 *
 * @param texts the answers, in the order of the questions
 * @param problem why this executor can answer nothing, in one line; null if it can
 */
record Answers(ArrayList<String> texts, @Nullable String problem) implements Serializable {
  @Serial private static final long serialVersionUID = 1;
}
