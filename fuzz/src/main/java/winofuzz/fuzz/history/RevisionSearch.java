package winofuzz.fuzz.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Finds the first bad one of a list of commits by halving it. */
public final class RevisionSearch {
  /** What is asked of a commit. */
  @FunctionalInterface
  public interface Question {
    State ask(Revision revision) throws IOException, InterruptedException;
  }

  /** What a commit is. */
  public enum State {
    GOOD,
    BAD,
    /** It cannot be told: it is not built, or does not have what is asked for. */
    UNKNOWN
  }

  /**
   * What was found.
   *
   * @param suspects the commits that may be the first bad one, the oldest first; one if it is known
   * @param asked how many were asked
   */
  public record Result(List<Revision> suspects, int asked) {
    public Result {
      suspects = List.copyOf(suspects);
    }
  }

  private final List<Revision> revisions;
  private final Question question;
  private final Map<Integer, State> known = new HashMap<>();

  /**
   * Creates a search.
   *
   * @param revisions the oldest first; what comes before them is good, the last one bad
   */
  public RevisionSearch(List<Revision> revisions, Question question) {
    this.revisions = List.copyOf(revisions);
    this.question = question;
  }

  /** Asks as few commits as it takes. */
  public Result run() throws IOException, InterruptedException {
    int good = -1;
    int bad = revisions.size() - 1;
    for (OptionalInt next = next(good, bad); next.isPresent(); next = next(good, bad)) {
      int at = next.getAsInt();
      State state = question.ask(revisions.get(at));
      known.put(at, state);
      switch (state) {
        case GOOD -> good = at;
        case BAD -> bad = at;
        case UNKNOWN -> {}
      }
    }
    return new Result(new ArrayList<>(revisions.subList(good + 1, bad + 1)), known.size());
  }

  /** The commit nearest to the middle of which nothing is known yet. */
  private OptionalInt next(int good, int bad) {
    int middle = good + (bad - good) / 2;
    for (int distance = 0; distance <= bad - good; distance++) {
      for (int at : List.of(middle - distance, middle + distance)) {
        if (at > good && at < bad && !known.containsKey(at)) {
          return OptionalInt.of(at);
        }
      }
    }
    return OptionalInt.empty();
  }
}
