package winofuzz.fuzz.prove.shapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridComparison;

/** Counts shapes, or what was counted of them, in their order. */
final class ShapeCounter {
  private static final int MOST_REASONS = 32;
  private static final String OTHER_REASONS = "other reasons";

  private final List<LoweringPath> paths;
  private final Map<LoweringPath, Path> byPath = new LinkedHashMap<>();
  private final SortedMap<String, ShapeTally.Refutation> refutations = new TreeMap<>();
  private final SortedMap<String, ShapeTally.Grids> grids = new TreeMap<>();
  private final SortedSet<String> constants = new TreeSet<>();
  private long shapes;
  private long proven;
  private long notProven;
  private long refuted;
  private long degrees;

  ShapeCounter(List<LoweringPath> paths) {
    this.paths = List.copyOf(paths);
    paths.forEach(path -> byPath.put(path, new Path()));
  }

  private static final class Path {
    private long proven;
    private long refuted;
    private final SortedMap<String, Long> notProven = new TreeMap<>();

    void open(String reason, long count) {
      boolean isKnown = notProven.containsKey(reason) || notProven.size() < MOST_REASONS;
      notProven.merge(isKnown ? reason : OTHER_REASONS, count, Long::sum);
    }
  }

  /** Returns how many shapes were counted so far. */
  int count() {
    return Math.toIntExact(shapes);
  }

  /** Counts a shape. */
  void add(ConvCase subject, ShapeProof proof) {
    shapes++;
    boolean isOpen = false;
    boolean isRefuted = false;
    for (ShapeProof.OfPath each : proof.paths()) {
      Path path = of(each.path());
      switch (each.verdict()) {
        case PathVerdict.Proven(long degree) -> {
          path.proven++;
          degrees += degree;
        }
        case PathVerdict.NotProven(String reason) -> {
          path.open(reason, 1);
          isOpen = true;
        }
        case PathVerdict.Refuted(String symptom, String detail) -> {
          path.refuted++;
          isRefuted = true;
          add(new ShapeTally.Refutation(each.path(), symptom, 1, subject, detail));
        }
      }
    }
    if (isRefuted) {
      refuted++;
    } else if (isOpen) {
      notProven++;
    } else {
      proven++;
    }
    compare(subject, proof);
  }

  private void compare(ConvCase subject, ShapeProof proof) {
    KernelRun first = proof.paths().getFirst().run();
    for (ShapeProof.OfPath each : proof.paths()) {
      KernelRun run = each.run();
      if (run == null) {
        continue;
      }
      constants.addAll(run.run().readings());
      if (first != null && !each.path().equals(paths.getFirst())) {
        GridComparison comparison = new GridComparison(first.launches(), run.launches());
        add(new ShapeTally.Grids(each.path(), comparison.gridClass().label(), 1, subject));
      }
    }
  }

  private void add(ShapeTally.Refutation more) {
    refutations.merge(
        paths.indexOf(more.path()) + " " + more.symptom(),
        more,
        (a, b) ->
            new ShapeTally.Refutation(
                a.path(), a.symptom(), a.count() + b.count(), a.smallest(), a.detail()));
  }

  private void add(ShapeTally.Grids more) {
    grids.merge(
        paths.indexOf(more.path()) + " " + more.gridClass(),
        more,
        (a, b) ->
            new ShapeTally.Grids(a.path(), a.gridClass(), a.count() + b.count(), a.smallest()));
  }

  /** Counts shapes that come after those counted so far. */
  void add(ShapeTally more) {
    shapes += more.shapes();
    proven += more.proven();
    notProven += more.notProven();
    refuted += more.refuted();
    degrees += more.degrees();
    for (ShapeTally.OfPath each : more.paths()) {
      Path path = of(each.path());
      path.proven += each.proven();
      path.refuted += each.refuted();
      each.notProven().forEach(path::open);
    }
    more.refutations().forEach(this::add);
    more.grids().forEach(this::add);
    constants.addAll(more.constants());
  }

  /** Returns what was counted. */
  ShapeTally tally() {
    List<ShapeTally.OfPath> counted = new ArrayList<>();
    byPath.forEach(
        (path, of) ->
            counted.add(new ShapeTally.OfPath(path, of.proven, of.refuted, of.notProven)));
    return new ShapeTally(
        shapes,
        proven,
        notProven,
        refuted,
        degrees,
        counted,
        List.copyOf(refutations.values()),
        List.copyOf(grids.values()),
        List.copyOf(constants));
  }

  private Path of(LoweringPath path) {
    Path result = byPath.get(path);
    if (result == null) {
      throw new AssertionError("a path of another plan: " + path);
    }
    return result;
  }
}
