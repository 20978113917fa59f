package winofuzz.fuzz.lab;

import static winofuzz.fuzz.lab.Claim.Document.ATTEMPTS;
import static winofuzz.fuzz.lab.Claim.Document.RESULTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import winofuzz.convolution.Grid;
import winofuzz.fuzz.bench.SpeedVerdict;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridKernel;
import winofuzz.fuzz.lab.Claim.Ruling;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Memory;

/** Judges what the two documents claim by what was observed. */
final class Claims {
  /** How much slower than OLD the documents would ship. */
  static final double THRESHOLD = 0.2;

  private static final int LARGEST = Laboratory.SIZES.getLast();

  private final List<Observed> observed;
  private final List<Claim> claims = new ArrayList<>();

  private Claims(List<Observed> observed) {
    this.observed = observed;
  }

  /** Returns all claims, document by document. */
  static List<Claim> judge(List<Observed> observed) {
    Claims claims = new Claims(observed);
    claims.table();
    claims.axes();
    claims.cause();
    claims.hybrid();
    claims.options();
    claims.numbers();
    claims.attempts();
    claims.conclusions();
    return List.copyOf(claims.claims);
  }

  private void claim(Claim.Document document, String statement, Ruling ruling, String evidence) {
    claims.add(new Claim(document, statement, ruling, evidence));
  }

  // *** what was observed

  private Observed at(Experiment experiment, int size) {
    return observed.stream()
        .filter(o -> o.experiment() == experiment && o.size() == size)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not observed: " + experiment + " at " + size));
  }

  private List<Observed> all(Experiment experiment) {
    return Laboratory.SIZES.stream().map(size -> at(experiment, size)).toList();
  }

  /** Returns the sizes at which something holds of an experiment. */
  private List<Integer> sizes(Experiment experiment, Predicate<Observed> holds) {
    return all(experiment).stream().filter(holds).map(Observed::size).toList();
  }

  private static String listed(List<Integer> sizes) {
    return sizes.isEmpty()
        ? "none of the five sizes"
        : sizes.size() == Laboratory.SIZES.size()
            ? "all five sizes"
            : sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static boolean everywhere(List<Integer> sizes) {
    return sizes.size() == Laboratory.SIZES.size();
  }

  // *** the first document

  private void table() {
    List<String> differences = new ArrayList<>();
    for (PublishedTable.Row row : PublishedTable.ROWS) {
      String old = at(Experiment.OLD_PUBLISHED, row.size()).grid();
      String hybrid = at(Experiment.HYBRID_PUBLISHED, row.size()).grid();
      if (!old.equals(row.old()) || !hybrid.equals(row.hybrid())) {
        differences.add(row.size() + ": " + old + " and " + hybrid);
      }
    }
    claim(
        RESULTS,
        "The table of grids at five sizes",
        Ruling.of(differences.isEmpty()),
        differences.isEmpty()
            ? "all ten names come out of the two published paths"
            : String.join("; ", differences));

    List<String> threads = new ArrayList<>();
    for (Experiment e : List.of(Experiment.OLD_PUBLISHED, Experiment.HYBRID_PUBLISHED)) {
      for (Observed o : all(e)) {
        long named =
            Stream.of(o.grid().split("_", -1))
                .skip(1)
                .mapToLong(Long::parseLong)
                .reduce(1, (a, b) -> a * b);
        if (named != threadgroups(o)) {
          threads.add(e.label() + " at " + o.size() + " is " + o.launch());
        }
      }
    }
    claim(
        RESULTS,
        "The first three numbers of a name are the global grid",
        Ruling.of(threads.isEmpty()),
        threads.isEmpty()
            ? "so it is in all ten kernels"
            : "not where fewer axes are global: " + String.join("; ", threads));

    Observed match = at(Experiment.HYBRID_PUBLISHED, Laboratory.SIZES.getFirst());
    claim(
        RESULTS,
        "At 24 the grids match",
        Ruling.of(match.gridClass() == GridClass.SAME),
        "the numbers do, of other axes: old " + oldLaunch(match) + ", hybrid " + match.launch());
  }

  private static long threadgroups(Observed o) {
    return o.products().kernel().grid().threadgroups().stream()
        .mapToLong(Grid.Dimension::size)
        .reduce(1, (a, b) -> a * b);
  }

  private String oldLaunch(Observed o) {
    return at(Experiment.OLD, o.size()).launch();
  }

  private void axes() {
    Observed old = at(Experiment.OLD_PUBLISHED, LARGEST);
    Observed hybrid = at(Experiment.HYBRID_PUBLISHED, LARGEST);
    boolean spatial =
        roles(old, 6).allMatch(AxisRole::isSpatial)
            && roles(old, 16).allMatch(role -> role == AxisRole.COUT);
    claim(
        RESULTS,
        "In r_6_6_16 the 6 x 6 are spatial and the 16 are channels",
        Ruling.of(spatial),
        "6 x 6 are the points of the Winograd domain and 16 is a row of tiles, 64 / 4; channels are"
            + " not in the grid, the matrix unit takes them: "
            + old.launch());
    claim(
        RESULTS,
        "OLD has spatial axes on gid.x and gid.y, NEW has channels on gid.x",
        Ruling.of(
            roles(old, 0).limit(2).allMatch(AxisRole::isSpatial)
                && roles(hybrid, 0).limit(1).allMatch(role -> role == AxisRole.COUT)),
        "gid.x is the last number of a name, not the first: old "
            + old.launch()
            + ", hybrid "
            + hybrid.launch());
  }

  /** The roles of the threadgroups' axes that have a size, x first; 0 for all. */
  private static Stream<AxisRole> roles(Observed o, int size) {
    return o.products().kernel().grid().threadgroups().stream()
        .filter(d -> size == 0 || d.size() == size)
        .flatMap(d -> d.axes().stream())
        .map(part -> part.axis().role());
  }

  private void cause() {
    List<Integer> points = sizes(Experiment.POINTS_FIRST, Observed::isScheduledAsOld);
    List<Integer> hybrid = sizes(Experiment.HYBRID, Observed::isScheduledAsOld);
    String evidence =
        "points-first is hybrid with another order of the axes of one bufferize(); it has the names,"
            + " launches and buffers of old at "
            + listed(points)
            + ", hybrid at "
            + listed(hybrid);
    boolean orderDecides = points.size() > hybrid.size();
    claim(
        RESULTS,
        "The scheduler determines the grid, not the order of axes in bufferize()",
        Ruling.of(!orderDecides),
        evidence);
    List<Integer> matched = sizes(Experiment.MATCHED, Observed::isScheduledAsOld);
    claim(
        RESULTS,
        "The difference is fundamental: it cannot be changed without restructuring everything",
        Ruling.of(!everywhere(matched)),
        "matched, a rewrite on ranges too, is scheduled as old at " + listed(matched));
    claim(
        RESULTS,
        "The scheduler sees equally parallel axes and chooses to put channels on x",
        Ruling.of(!idsFall()),
        "it chooses nothing: in every kernel that was looked at, x, y and z are the global axes in"
            + " falling order of their numbers, but for option-b");
  }

  /** Whether the threadgroups of all kernels enumerate axes in falling order of number. */
  private boolean idsFall() {
    return observed.stream()
        .filter(o -> o.experiment() != Experiment.OPTION_B)
        .flatMap(o -> o.lowering().kernels().stream())
        .allMatch(kernel -> falls(ids(kernel)));
  }

  private static List<Integer> ids(GridKernel kernel) {
    return kernel.kernel().grid().threadgroups().stream()
        .flatMap(d -> d.axes().reversed().stream())
        .map(part -> part.axis().id().getFirst())
        .toList();
  }

  private static boolean falls(List<Integer> ids) {
    for (int i = 1; i < ids.size(); i++) {
      if (ids.get(i) > ids.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private void hybrid() {
    List<Integer> buffers =
        sizes(
            Experiment.HYBRID_PUBLISHED,
            o -> buffers(o).equals(buffers(at(Experiment.OLD, o.size()))));
    claim(
        RESULTS,
        "HYBRID's buffers are in OLD's order",
        Ruling.of(everywhere(buffers)),
        "at "
            + listed(buffers)
            + ": "
            + buffers(at(Experiment.HYBRID_PUBLISHED, LARGEST))
            + ", where new has "
            + buffers(at(Experiment.NEW, LARGEST)));
    List<Integer> grids =
        sizes(
            Experiment.HYBRID,
            o ->
                o.lowering().launches().equals(at(Experiment.NEW, o.size()).lowering().launches()));
    claim(RESULTS, "HYBRID's grid is NEW's", Ruling.of(everywhere(grids)), "at " + listed(grids));
    List<Integer> wrong = sizes(Experiment.HYBRID_PUBLISHED, o -> !o.violations().isEmpty());
    claim(
        RESULTS,
        "HYBRID is correct",
        Ruling.of(wrong.isEmpty()),
        "as published it violates assertions at "
            + listed(wrong)
            + violation(at(Experiment.HYBRID_PUBLISHED, LARGEST))
            + "; without its bugs at "
            + listed(sizes(Experiment.HYBRID, o -> !o.violations().isEmpty())));
    claim(
        RESULTS,
        "HYBRID's writes are scattered, not coalesced",
        Ruling.of(
            sizes(Experiment.HYBRID, o -> o.writesOfProducts().contains("scattered"))
                .contains(LARGEST)),
        "products at 64: hybrid "
            + at(Experiment.HYBRID, LARGEST).writesOfProducts()
            + "; old "
            + at(Experiment.OLD, LARGEST).writesOfProducts()
            + ". Coalesced at: hybrid "
            + listed(sizes(Experiment.HYBRID, o -> o.writesOfProducts().endsWith("coalesced")))
            + ", old "
            + listed(sizes(Experiment.OLD, o -> o.writesOfProducts().endsWith("coalesced"))));
  }

  private static List<String> buffers(Observed o) {
    return o.products().buffers().stream().map(Memory::name).toList();
  }

  private static String violation(Observed o) {
    return o.violations().isEmpty()
        ? ""
        : ", at %d: %s: %s"
            .formatted(
                o.size(),
                o.violations().getFirst().assertion(),
                o.violations().getFirst().detail());
  }

  private void options() {
    claim(
        RESULTS,
        "Option 1, OLD's tensor operations, would get r_6_6_16",
        Ruling.of(at(Experiment.OLD, LARGEST).grid().equals("r_6_6_16")),
        "old has " + at(Experiment.OLD, LARGEST).grid());
    List<Integer> spatial = sizes(Experiment.OPTION_B, o -> o.gridClass() == GridClass.SAME);
    claim(
        RESULTS,
        "Option 2, spatial axes first in the launch, would match OLD",
        Ruling.of(everywhere(spatial)),
        "option-b has old's launches at "
            + listed(spatial)
            + ": what is 6 x 6 at 64 is not spatial, and names and splits do not change");
    claim(
        RESULTS,
        "Option 3: scattered writes perform the transpose",
        Ruling.of(at(Experiment.NEW, LARGEST).writesOfProducts().contains("scattered")),
        "new writes products by " + at(Experiment.NEW, LARGEST).writesOfProducts());
    claim(
        RESULTS,
        "HYBRID is within 20 % of OLD: ship it",
        shipped(),
        all(Experiment.HYBRID).stream()
            .map(Claims::time)
            .collect(Collectors.joining("; ", "", " (without its bugs; see the times)")));
  }

  private Ruling shipped() {
    List<SpeedVerdict> verdicts =
        all(Experiment.HYBRID).stream()
            .flatMap(o -> Stream.ofNullable(o.time()))
            .map(ratio -> SpeedVerdict.of(ratio, THRESHOLD))
            .toList();
    if (verdicts.contains(SpeedVerdict.SLOWER)) {
      return Ruling.WRONG;
    }
    boolean all = verdicts.size() == Laboratory.SIZES.size();
    return all && !verdicts.contains(SpeedVerdict.UNDECIDED) ? Ruling.RIGHT : Ruling.UNDECIDABLE;
  }

  private static String time(Observed o) {
    return o.time() == null
        ? o.size() + ": not measured"
        : String.format(Locale.ROOT, "%d: %.2f of old", o.size(), o.time().value());
  }

  // *** the second document

  private void numbers() {
    claim(
        ATTEMPTS,
        "The grid comes from the axis numbers, in their order",
        Ruling.of(idsFall()),
        "in every kernel that was looked at, but for option-b");
    Observed old = at(Experiment.OLD_PUBLISHED, LARGEST);
    Observed hybrid = at(Experiment.HYBRID_PUBLISHED, LARGEST);
    List<Integer> oldIds = ids(old.products()).reversed();
    List<Integer> hybridIds = ids(hybrid.products()).reversed();
    claim(
        ATTEMPTS,
        "The numbers are 1, 2, 4 in OLD and 1, 4, 5 in NEW",
        Ruling.of(oldIds.equals(List.of(1, 2, 4)) && hybridIds.equals(List.of(1, 4, 5))),
        "at 64 they are " + oldIds + " and " + hybridIds);
    claim(
        ATTEMPTS,
        "OLD's grid goes with coalesced writes of float2",
        Ruling.of(at(Experiment.OLD, LARGEST).writesOfProducts().matches("8 bytes.*coalesced")),
        "at 64 old writes products by " + at(Experiment.OLD, LARGEST).writesOfProducts());
  }

  private void attempts() {
    attempt(Experiment.ATTEMPT_1, "Attempt 1 does not change the grid");
    attempt(Experiment.ATTEMPT_2, "Attempt 2 does not change the grid");
    attempt(Experiment.ATTEMPT_3, "Attempt 3 does not change the grid");
    attempt(Experiment.ATTEMPT_4, "Attempt 4 does not change the grid");
    List<Integer> first = changed(Experiment.ATTEMPT_1);
    List<Integer> points = sizes(Experiment.POINTS_FIRST, Observed::isScheduledAsOld);
    claim(
        ATTEMPTS,
        "The order of the axes of a bufferize() does not matter, only their numbers do",
        Ruling.of(first.isEmpty() && points.isEmpty()),
        "a kernel's axes are numbered in the order in which the index of what it writes mentions"
            + " them: attempt 1 changes the grid at "
            + listed(first)
            + ", points-first makes it old's at "
            + listed(points));
  }

  private List<Integer> changed(Experiment attempt) {
    return sizes(
        attempt,
        o ->
            !o.lowering()
                .launches()
                .equals(at(Experiment.BEFORE_ATTEMPTS, o.size()).lowering().launches()));
  }

  private void attempt(Experiment attempt, String statement) {
    List<Integer> changed = changed(attempt);
    List<Integer> wrong = sizes(attempt, o -> !o.violations().isEmpty());
    claim(
        ATTEMPTS,
        statement,
        Ruling.of(changed.isEmpty()),
        (changed.isEmpty()
                ? "nor at the other four sizes"
                : "not at 64, where it was looked at, but at "
                    + listed(changed)
                    + ": "
                    + at(attempt, changed.getFirst()).launch()
                    + " instead of "
                    + at(Experiment.BEFORE_ATTEMPTS, changed.getFirst()).launch())
            + (wrong.isEmpty()
                ? ""
                : "; made alone it computes something else, at " + listed(wrong)));
  }

  private void conclusions() {
    List<Integer> wrong = sizes(Experiment.HYBRID_PUBLISHED, o -> !o.violations().isEmpty());
    claim(
        ATTEMPTS,
        "HYBRID equals OLD with an error of 0.00e+00",
        Ruling.of(wrong.isEmpty()),
        "they differ at "
            + listed(wrong)
            + "; the published script sets WINO and WINO_OLD after the import of the compiler, which"
            + " reads them once, so that it compares a path with itself");
    claim(
        ATTEMPTS,
        "The script at the end times HYBRID against OLD",
        Ruling.WRONG,
        "for the same reason it times one path twice; and a wall clock around realize() times the"
            + " scheduler as well");
    List<Integer> points = sizes(Experiment.POINTS_FIRST, Observed::isScheduledAsOld);
    claim(
        ATTEMPTS,
        "It is not a matter of order that could be mended",
        Ruling.of(points.isEmpty()),
        "one order mends it at " + listed(points));
    claim(
        ATTEMPTS,
        "Option A is a refactoring of more than 100 lines",
        Ruling.UNDECIDABLE,
        "nobody made it, and with matched nobody needs to");
  }
}
