package winofuzz.fuzz.equal;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import winofuzz.interpret.Semantics;

/**
 * What was found of two graphs.
 *
 * @param seed decided the inputs
 * @param isNamed whether the semantics were asked for, so that a difference in any of them counts;
 *     otherwise the first one that can tell decides
 * @param agreements of the semantics in which they were compared; one of them at least is known
 */
public record EqualityReport(
    NumberedGraph a,
    NumberedGraph b,
    long seed,
    boolean isNamed,
    Map<Semantics, Agreement> agreements) {
  public EqualityReport {
    agreements = Collections.unmodifiableMap(new EnumMap<>(agreements));
  }

  /** Whether nothing that counts tells them apart. */
  public boolean isEqual() {
    return isNamed
        ? agreements.values().stream().noneMatch(Agreement.Different.class::isInstance)
        : !(deciding() instanceof Agreement.Different);
  }

  /** Returns what the first semantics says that can tell. */
  Agreement deciding() {
    for (Semantics semantics : GraphEquality.SEMANTICS) {
      Agreement agreement = agreements.get(semantics);
      if (agreement != null && !(agreement instanceof Agreement.Unknown)) {
        return agreement;
      }
    }
    throw new AssertionError("nothing is known of " + a.name() + " and " + b.name());
  }

  /** Returns the difference that says most: of real numbers on a draw, else of floats. */
  Optional<Semantics> shown() {
    return Stream.of(Semantics.EXACT, Semantics.IEEE, Semantics.FIELD)
        .filter(semantics -> agreements.get(semantics) instanceof Agreement.Different)
        .findFirst();
  }
}
