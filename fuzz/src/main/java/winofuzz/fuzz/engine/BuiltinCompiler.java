package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.Rules;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.CompilerUnderTest.Firing;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.ir.UOp;

/** The compiler of this project behind the seam. */
public final class BuiltinCompiler implements CompilerUnderTest {
  private final Observation observation;
  private final GraphContent content = new GraphContent();

  public BuiltinCompiler() {
    this(Observation.NONE);
  }

  private BuiltinCompiler(Observation observation) {
    this.observation = observation;
  }

  /**
   * Returns this compiler with a rule that does something else.
   *
   * @param applies whether it does, by the name of a rule set and the id of a rule
   * @param edit what is put in place, from the node that was matched and its replacement
   */
  public BuiltinCompiler withRule(BiPredicate<String, String> applies, BinaryOperator<UOp> edit) {
    return new BuiltinCompiler(observation.withRewrites(new EditedRule(applies, edit)));
  }

  /**
   * Returns this compiler with a pass that leaves something else.
   *
   * @param pass its name
   * @param edit what it leaves of each graph
   */
  public BuiltinCompiler withPass(String pass, UnaryOperator<UOp> edit) {
    return withDraft(pass, draft -> draft.mapGraphs(edit));
  }

  /**
   * Returns this compiler with a pass that leaves another draft.
   *
   * @param pass its name
   * @param edit what it leaves, from what it ought to leave
   */
  public BuiltinCompiler withDraft(String pass, UnaryOperator<Draft> edit) {
    return new BuiltinCompiler(
        observation.withPasses(
            (applied, before, after) -> applied.name().equals(pass) ? edit.apply(after) : after));
  }

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public List<LoweringPath> paths() {
    return BuiltinPath.all();
  }

  @Override
  public List<LoweringPath> compared() {
    return List.of(LoweringPath.OLD, LoweringPath.HYBRID);
  }

  @Override
  public Blame current(Blame blame) {
    String pass =
        Pipeline.STANDARD.passes().stream()
            .filter(p -> p.name().equals(blame.pass()))
            .map(Pass::id)
            .findFirst()
            .orElse(blame.pass());
    return new Blame(pass, Rules.idOfDescription(blame.rule()).orElse(blame.rule()));
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    try {
      return BuiltinLowered.lower(
          LoweringRequest.of(convolution, path, defects, target), observation);
    } catch (ArithmeticException e) {
      if (convolution.isLarge()) {
        throw new UnsupportedCaseException("a shape with an extent or a count beyond 2^31 - 1");
      }
      throw e;
    }
  }

  @Override
  public Optional<BegunLowering> begin(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    return Optional.of(
        BuiltinBegun.begin(
            LoweringRequest.of(convolution, path, defects, target), observation, content));
  }

  @Override
  public Firing firing(Convolution c, LoweringPath path) {
    BuiltinPath builtin = BuiltinPath.of(path);
    if (builtin.rewritesRanges()) {
      return c.isWinograd()
          ? Firing.REQUIRED
          : c.isWinogradOfSomeElements() ? Firing.ALLOWED : Firing.FORBIDDEN;
    }
    boolean fires =
        builtin == BuiltinPath.OLD && c.spatial().stream().allMatch(BuiltinCompiler::isWinograd);
    return fires ? Firing.REQUIRED : Firing.FORBIDDEN;
  }

  private static boolean isWinograd(Axis axis) {
    return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1;
  }

  @Override
  public int rulesTotal() {
    return Rules.count();
  }
}
