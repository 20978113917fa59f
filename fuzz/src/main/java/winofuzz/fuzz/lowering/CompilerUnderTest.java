package winofuzz.fuzz.lowering;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.finding.Blame;
import winofuzz.interpret.Values;

/** A compiler that is judged. Any number of threads may use it at once. */
public interface CompilerUnderTest extends AutoCloseable {

  /** The name in results. */
  String name();

  /** The paths that it offers. */
  List<LoweringPath> paths();

  /**
   * Lowers a convolution on a path.
   *
   * @param defects switched on; a compiler ignores those that it does not have
   * @throws LoweringException if the path cannot lower it
   * @throws UnsupportedCaseException if the compiler does not offer what it asks for
   */
  LoweredCase lower(Convolution convolution, LoweringPath path, Set<Defect> defects, Target target);

  /**
   * Begins to lower a convolution, for who lowers very many and wants to finish only one of those
   * that end alike.
   *
   * @return empty where the compiler cannot tell before the end which lowerings end alike
   * @throws LoweringException if the path cannot lower it
   */
  default Optional<BegunLowering> begin(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    return Optional.empty();
  }

  /** Whether a path must lower a convolution by Winograd's algorithm. */
  default Firing firing(Convolution convolution, LoweringPath path) {
    return Firing.ALLOWED;
  }

  /**
   * Whether the programs at stages cost so much that a campaign asks for them on some cases only.
   */
  default boolean hasCostlyStages() {
    return false;
  }

  /** How many rewrite rules it has; zero where it tells of none. */
  default int rulesTotal() {
    return 0;
  }

  /**
   * Returns a blame with today's identifiers.
   *
   * @param blame as a file has it that an earlier version of the compiler wrote
   */
  default Blame current(Blame blame) {
    return blame;
  }

  /**
   * The paths that are compared where no others are asked for; the first is the one that the others
   * are held against.
   */
  default List<LoweringPath> compared() {
    return paths().subList(0, Math.min(2, paths().size()));
  }

  /** The targets that it lowers for, the usual one first. */
  default List<Target> targets() {
    return List.of(Target.values());
  }

  /** Returns whether it writes scripts. */
  default boolean writesScripts() {
    return false;
  }

  /**
   * Returns a script in the language of the compiler, which needs that alone and shows what a path
   * makes of a convolution.
   *
   * @param activation the values that the script gives it
   * @param weight likewise
   * @throws UnsupportedCaseException if it writes none
   */
  default String script(
      Convolution convolution, LoweringPath path, Values activation, Values weight) {
    throw new UnsupportedCaseException(name() + " writes no scripts");
  }

  /** Lets go of what it holds, such as processes. */
  @Override
  default void close() {}

  /** Whether a path lowers a convolution by Winograd's algorithm. */
  enum Firing {
    /** It must. */
    REQUIRED,
    /** It may. */
    ALLOWED,
    /** It must not. */
    FORBIDDEN
  }
}
