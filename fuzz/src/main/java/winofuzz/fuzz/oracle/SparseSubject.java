package winofuzz.fuzz.oracle;

import java.util.Optional;
import java.util.function.LongFunction;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.fuzz.sparse.SparseRun;
import winofuzz.interpret.ElementPromise;
import winofuzz.ir.NodeArena;
import winofuzz.metal.Device;

/**
 * Threadgroups of a case of any size that ran.
 *
 * @param ran what came of them
 * @param promise what is promised of each element of the output; empty where the compiler does not
 *     tell how it computes it
 */
record SparseSubject(SparseRun.Result ran, Optional<LongFunction<ElementPromise.Range>> promise) {

  /** Runs some on finite inputs. */
  static SparseSubject of(Subject subject, LoweringPath path, Device device) {
    Convolution c = subject.subject().convolution();
    Inputs drawn = subject.subject().inputs();
    Inputs inputs =
        drawn.domain() == InputDomain.SPECIAL
            ? new Inputs(InputDomain.LATTICE, drawn.seed())
            : drawn;
    Drawing drawing = Drawing.first(c, inputs);
    SparseRun.Result ran =
        SparseRun.of(
            subject.lowered(path),
            c,
            device,
            new MeteredRun(NodeArena.meter()),
            drawing.activationElements(),
            drawing.weightElements(),
            Hash.of(inputs.seed()));
    return new SparseSubject(
        ran,
        subject
            .promises()
            .algorithm(path)
            .map(
                algorithm ->
                    new ElementPromise(
                            c,
                            algorithm,
                            subject.promises().accumulator(path),
                            drawing.activationElements(),
                            drawing.weightElements())
                        ::of));
  }
}
