package winofuzz.fuzz.coverage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The triples of classes of different factors that cases have reached. They are too many to be
 * named: a triple is a bit, at a place that follows from the order in which its classes were first
 * reached.
 */
public final class Triples {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> classes = new ArrayList<>();
  private final BitSet reached;

  /** None. */
  public Triples() {
    reached = new BitSet();
  }

  /**
   * Those of an earlier campaign.
   *
   * @param classes as {@link #classes} gave them
   * @param reached as {@link #toBytes} gave them
   */
  public Triples(List<String> classes, byte[] reached) {
    classes.forEach(this::numberOf);
    this.reached = BitSet.valueOf(reached);
  }

  /** Returns the same ones, apart from what becomes of these. */
  public Triples copy() {
    return new Triples(classes, toBytes());
  }

  private int numberOf(String name) {
    Integer known = numbers.putIfAbsent(name, classes.size());
    if (known == null) {
      classes.add(name);
      return classes.size() - 1;
    }
    return known;
  }

  /**
   * Takes in the classes that a case is in.
   *
   * @return how many triples no case before it was in
   */
  int add(Collection<Feature> features) {
    List<Feature> named = features.stream().filter(f -> f.kind() == Feature.Kind.CLASS).toList();
    int[] ids = named.stream().mapToInt(f -> numberOf(f.name())).toArray();
    String[] factors = named.stream().map(Feature::factor).toArray(String[]::new);
    int before = reached.cardinality();
    for (int i = 0; i < ids.length; i++) {
      for (int j = i + 1; j < ids.length; j++) {
        for (int k = j + 1; k < ids.length; k++) {
          if (!factors[i].equals(factors[j])
              && !factors[j].equals(factors[k])
              && !factors[i].equals(factors[k])) {
            reached.set(place(ids[i], ids[j], ids[k]));
          }
        }
      }
    }
    return reached.cardinality() - before;
  }

  /** Takes in all that others have. Their classes come after those that are known here. */
  public void addAll(Triples others) {
    int[] ids = others.classes.stream().mapToInt(this::numberOf).toArray();
    for (int k = 2; k < ids.length; k++) {
      for (int j = 1; j < k; j++) {
        for (int i = 0; i < j; i++) {
          if (others.reached.get(place(i, j, k))) {
            reached.set(place(ids[i], ids[j], ids[k]));
          }
        }
      }
    }
  }

  /** The place of three numbers among all triples of numbers, those of smaller ones first. */
  private static int place(int a, int b, int c) {
    int most = Math.max(a, Math.max(b, c));
    int least = Math.min(a, Math.min(b, c));
    int middle = a + b + c - most - least;
    return most * (most - 1) * (most - 2) / 6 + middle * (middle - 1) / 2 + least;
  }

  /** Returns how many were reached. */
  public int count() {
    return reached.cardinality();
  }

  /** Returns the classes, in the order in which they were first reached. */
  public List<String> classes() {
    return List.copyOf(classes);
  }

  /** Returns the triples as bits. */
  public byte[] toBytes() {
    return reached.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Triples triples
        && classes.equals(triples.classes)
        && reached.equals(triples.reached);
  }

  @Override
  public int hashCode() {
    return 31 * classes.hashCode() + reached.hashCode();
  }
}
