package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The moments of a campaign at about equal distances. However long it takes they are at most {@link
 * #MOST}: where there would be more, every second one is dropped.
 */
final class Timeline {
  static final int MOST = 240;

  private static final Duration LEAST = Duration.ofMillis(250);

  private final List<Moment> moments = new ArrayList<>();
  private Duration distance = LEAST;

  /** A timeline that goes on from the moments of one before. */
  Timeline(Collection<Moment> before) {
    moments.addAll(before);
    if (moments.size() > 1) {
      Duration apart = moments.get(1).elapsed().minus(moments.getFirst().elapsed());
      distance = apart.compareTo(LEAST) > 0 ? apart : LEAST;
    }
  }

  /** Whether enough time has passed for another moment. */
  boolean isDue(Duration elapsed) {
    return moments.isEmpty() || elapsed.minus(moments.getLast().elapsed()).compareTo(distance) >= 0;
  }

  void add(Moment moment) {
    moments.add(moment);
    if (moments.size() > MOST) {
      List<Moment> half = new ArrayList<>();
      for (int i = 0; i < moments.size(); i += 2) {
        half.add(moments.get(i));
      }
      moments.clear();
      moments.addAll(half);
      distance = distance.multipliedBy(2);
    }
  }

  List<Moment> moments() {
    return List.copyOf(moments);
  }
}
