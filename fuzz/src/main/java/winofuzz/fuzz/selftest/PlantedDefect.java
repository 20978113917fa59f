package winofuzz.fuzz.selftest;

import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import winofuzz.convolution.Defect;
import winofuzz.fuzz.shrink.Channels;
import winofuzz.ir.UOp;
import winofuzz.metal.Launch;

/**
 * A wrong variant of the compiler, the renderer or the simulator.
 *
 * @param name what the command line knows it by
 * @param area what it is planted in
 * @param what is wrong, in one line
 * @param plant how it is planted
 * @param reach the channels without which nothing is planted, whatever the rest of the case; what
 *     spares the search for a minimal case the cases that cannot fail
 */
public record PlantedDefect(
    String name, Area area, String what, Plant plant, Predicate<Channels> reach) {

  /** One that may be planted in any case. */
  PlantedDefect(String name, Area area, String what, Plant plant) {
    this(name, area, what, plant, channels -> true);
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

  static PlantedDefect pass(
      String name, Area area, String what, String pass, UnaryOperator<UOp> wrong) {
    return new PlantedDefect(name, area, what, new Plant.OfPass(pass, wrong));
  }

  static PlantedDefect text(String name, String what, UnaryOperator<String> wrong) {
    return new PlantedDefect(name, Area.RENDERER, what, new Plant.OfText(wrong));
  }

  static PlantedDefect launch(String name, String what, UnaryOperator<Launch> wrong) {
    return new PlantedDefect(name, Area.SIMULATOR, what, new Plant.OfLaunch(wrong));
  }

  /** A device that changes the numbers it gives. */
  static PlantedDefect outcome(String name, String what, DoubleUnaryOperator wrong) {
    return new PlantedDefect(
        name,
        Area.SIMULATOR,
        what,
        new Plant.OfOutcome(outcome -> RunDefects.each(outcome, wrong)));
  }

  /** Where it is planted, in a few words. */
  public String place() {
    return plant.place();
  }

  PlantedDefect needing(Predicate<Channels> channels) {
    return new PlantedDefect(name, area, what, plant, channels);
  }

  @Override
  public String toString() {
    return name;
  }
}
