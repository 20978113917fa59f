package winofuzz.fuzz.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.interpret.ConvolutionPromise;
import winofuzz.interpret.ConvolutionPromise.Algorithm;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.work.Work;

/** What is promised of the paths of a case, whatever their programs. */
final class Promises {
  private final Subject subject;
  private final Map<List<Object>, ConvolutionPromise> known = new HashMap<>();

  Promises(Subject subject) {
    this.subject = subject;
  }

  private Convolution convolution() {
    return subject.subject().convolution();
  }

  /** Returns what is promised of a path; empty where its algorithm is not known. */
  Optional<ConvolutionPromise> of(LoweringPath path) {
    DType accumulator = accumulator(path);
    return algorithm(path)
        .map(
            algorithm ->
                known.computeIfAbsent(
                    List.of(algorithm, accumulator), k -> promise(algorithm, accumulator)));
  }

  /**
   * Returns by which algorithm a path computes the case; empty where the compiler does not tell.
   */
  Optional<Algorithm> algorithm(LoweringPath path) {
    LoweredCase lowered = subject.lowered(path);
    return lowered
        .isWinograd()
        .filter(winograd -> !winograd || lowered.accumulator().isPresent())
        .map(winograd -> winograd ? Algorithm.WINOGRAD : Algorithm.DIRECT);
  }

  /** Returns the type in which a path adds up products, as far as the compiler tells. */
  DType accumulator(LoweringPath path) {
    return subject.lowered(path).accumulator().orElse(convolution().dtype());
  }

  private ConvolutionPromise promise(Algorithm algorithm, DType accumulator) {
    NodeArena.meter().spend(Work.ELEMENT, Subject.products(convolution()));
    return ConvolutionPromise.of(
        convolution(), algorithm, accumulator, subject.activation(), subject.weight());
  }
}
