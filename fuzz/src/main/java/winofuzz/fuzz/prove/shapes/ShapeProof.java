package winofuzz.fuzz.prove.shapes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.interpret.Values.Residues;

/**
 * What holds of one shape.
 *
 * @param paths in the order of the plan
 * @param digest 64 bits of what the kernels are and come to, and of the verdicts
 */
record ShapeProof(List<OfPath> paths, long digest) {
  ShapeProof {
    paths = List.copyOf(paths);
  }

  /**
   * What holds of a path.
   *
   * @param run its kernels; null where it does not lower the shape
   */
  record OfPath(LoweringPath path, PathVerdict verdict, @Nullable KernelRun run) {}

  /**
   * Returns a proof with its digest.
   *
   * @param expected the convolution at the point
   */
  static ShapeProof of(List<OfPath> paths, Residues expected) {
    ShapeBytes bytes = new ShapeBytes().number(paths.size());
    for (OfPath each : paths) {
      bytes.text(each.path.label());
      switch (each.verdict) {
        case PathVerdict.Proven(long degree) -> bytes.text("proven").number(degree);
        case PathVerdict.Refuted(String symptom, String _) -> bytes.text("refuted").text(symptom);
        case PathVerdict.NotProven(String reason) -> bytes.text("not-proven").text(reason);
      }
      KernelRun run = each.run;
      bytes.number(run == null ? 0 : 1);
      if (run != null) {
        bytes.hash(run.content());
        Residues output = run.run().output();
        bytes.number(output == null ? 0 : 1);
        if (output != null) {
          bytes.residues(output);
        }
      }
    }
    return new ShapeProof(paths, bytes.residues(expected).hash().first());
  }
}
