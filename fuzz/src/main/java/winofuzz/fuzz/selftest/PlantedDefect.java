package winofuzz.fuzz.selftest;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import winofuzz.compiler.pass.Draft;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.shrink.FailureScope;
import winofuzz.ir.UOp;
import winofuzz.metal.Launch;

/**
 * A wrong variant of the compiler, the renderer, the interpreter or the simulator.
 *
 * @param name what the command line knows it by
 * @param area what it is planted in
 * @param what is wrong, in one line
 * @param plants how it is planted: one, or two for a pair of defects
 * @param scope the cases outside of which nothing is planted; what spares the search for a minimal
 *     case the cases that cannot fail
 */
public record PlantedDefect(
    String name, Area area, String what, List<Plant> plants, FailureScope scope) {
  public PlantedDefect {
    plants = List.copyOf(plants);
  }

  /** One that may be planted in any case. */
  PlantedDefect(String name, Area area, String what, Plant plant) {
    this(name, area, what, List.of(plant), FailureScope.ANY);
  }

  static PlantedDefect published(Defect defect, Area area, String what) {
    return new PlantedDefect(defect.label(), area, what, new Plant.Switch(defect));
  }

  /** A rule that is wrong in one pass. */
  static PlantedDefect rule(
      String name, Area area, String what, String pass, String rule, BinaryOperator<UOp> wrong) {
    return new PlantedDefect(name, area, what, new Plant.OfRule(pass, rule, wrong));
  }

  /** A rule that is wrong wherever it is applied. */
  static PlantedDefect everyRule(
      String name, Area area, String what, String rule, BinaryOperator<UOp> wrong) {
    return rule(name, area, what, Plant.OfRule.ANY_PASS, rule, wrong);
  }

  /** A pass that leaves other graphs. */
  static PlantedDefect pass(
      String name, Area area, String what, String pass, UnaryOperator<UOp> wrong) {
    return draft(name, area, what, pass, draft -> draft.mapGraphs(wrong));
  }

  /** A pass that leaves another draft. */
  static PlantedDefect draft(
      String name, Area area, String what, String pass, UnaryOperator<Draft> wrong) {
    return new PlantedDefect(name, area, what, new Plant.OfPass(pass, wrong));
  }

  static PlantedDefect text(String name, Area area, String what, UnaryOperator<String> wrong) {
    return new PlantedDefect(name, area, what, new Plant.OfText(wrong));
  }

  static PlantedDefect launch(String name, Area area, String what, UnaryOperator<Launch> wrong) {
    return new PlantedDefect(name, area, what, new Plant.OfLaunch(wrong));
  }

  /** A device that changes the numbers it gives. */
  static PlantedDefect outcome(String name, Area area, String what, DoubleUnaryOperator wrong) {
    return new PlantedDefect(
        name, area, what, new Plant.OfOutcome(outcome -> RunDefects.each(outcome, wrong)));
  }

  /** Two defects at once, of different places. */
  static PlantedDefect pair(String name, PlantedDefect first, PlantedDefect second) {
    return new PlantedDefect(
        name,
        Area.PAIRS,
        first.name + " and " + second.name,
        List.of(first.plant(), second.plant()),
        FailureScope.ANY);
  }

  private Plant plant() {
    return plants.getFirst();
  }

  /** Where it is planted, in a few words. */
  public String place() {
    return plants.stream().map(Plant::place).collect(Collectors.joining(" and "));
  }

  /** Returns the places that blame must name, one for each defect that it is. */
  public List<Origin> origins() {
    return plants.stream().map(Origin::of).toList();
  }

  /** Returns a small case on which it shows; empty where none is known. */
  public Optional<ConvCase> witness() {
    return Witnesses.of(name).map(Witnesses.Witness::subject);
  }

  PlantedDefect needing(FailureScope needed) {
    return new PlantedDefect(name, area, what, plants, needed);
  }

  /** Returns this defect for some convolutions only. */
  PlantedDefect only(Predicate<Convolution> convolutions) {
    List<Plant> some =
        plants.stream().<Plant>map(plant -> new Plant.OnSome(convolutions, plant)).toList();
    return new PlantedDefect(name, area, what, some, scope);
  }

  @Override
  public String toString() {
    return name;
  }
}
