package winofuzz.fuzz.external;

import java.util.List;
import java.util.Optional;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.programs.KernelCheck;

/** A program on inputs that a check knows. */
record BlamableProgram(CompilerAnswer.Lowered answer, Rewriting rewriting, KernelCheck check)
    implements Blamable {

  private LoweredKernels kernels() {
    return new ExternalRun(answer);
  }

  @Override
  public Optional<String> wrong() {
    return check.wrong(kernels());
  }

  @Override
  public boolean hasMisusedMemory() {
    return check.hasMisusedMemory(kernels());
  }

  @Override
  public List<String> rules() {
    return answer.rules();
  }

  @Override
  public Optional<RuleJudgement> judgement() {
    return rewriting.judgement();
  }

  /** A program without some rules is not asked for a judgement, nor to be without further ones. */
  @Override
  public Optional<BlamableProgram> without(List<String> refused) {
    return rewriting
        .without(refused.stream().sorted().toList())
        .map(lowered -> new BlamableProgram(lowered, Rewriting.NONE, check));
  }
}
