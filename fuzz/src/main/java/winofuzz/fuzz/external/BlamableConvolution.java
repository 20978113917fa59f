package winofuzz.fuzz.external;

import java.util.List;
import java.util.Optional;

/** A convolution on some inputs. */
record BlamableConvolution(ExternalLowered lowered, Correctness correctness) implements Blamable {
  @Override
  public Optional<String> wrong() {
    return correctness.wrong(lowered);
  }

  @Override
  public boolean hasMisusedMemory() {
    return correctness.hasMisusedMemory(lowered);
  }

  @Override
  public List<String> rules() {
    return List.copyOf(lowered.rules());
  }

  @Override
  public Optional<RuleJudgement> judgement() {
    return lowered.judgement();
  }

  @Override
  public Optional<BlamableConvolution> without(List<String> refused) {
    return lowered.without(refused).map(l -> new BlamableConvolution(l, correctness));
  }
}
