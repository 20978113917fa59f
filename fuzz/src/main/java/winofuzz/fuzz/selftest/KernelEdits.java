package winofuzz.fuzz.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.convolution.Grid;
import winofuzz.ir.Memory;

/** Changes to what a draft has beside its graphs: memories, launches, texts. */
final class KernelEdits {
  private KernelEdits() {}

  /** Returns an edit of every memory. */
  static UnaryOperator<Draft> memories(UnaryOperator<Memory> edit) {
    return draft ->
        draft instanceof Draft.Kernels kernels
            ? new Draft.Kernels(
                kernels.target(),
                kernels.memories().stream().map(edit).toList(),
                kernels.kernels(),
                kernels.winograd())
            : draft;
  }

  /** Returns an edit of the text of every kernel. */
  static UnaryOperator<Draft> texts(UnaryOperator<String> edit) {
    return kernels(kernel -> kernel.withText(edit.apply(kernel.text())));
  }

  /** Returns an edit of the launch of every kernel. */
  static UnaryOperator<Draft> launches(UnaryOperator<Grid> edit) {
    return kernels(kernel -> kernel.withGrid(edit.apply(kernel.grid())));
  }

  private static UnaryOperator<Draft> kernels(UnaryOperator<KernelDraft> edit) {
    return draft -> draft instanceof Draft.Kernels some ? some.map(edit) : draft;
  }

  /** Returns a draft with its kernels in reverse order. */
  static Draft reversed(Draft draft) {
    return draft instanceof Draft.Kernels some
        ? new Draft.Kernels(
            some.target(), some.memories(), some.kernels().reversed(), some.winograd())
        : draft;
  }

  /** Returns dimensions with another size of the first one. */
  static List<Grid.Dimension> first(List<Grid.Dimension> dimensions, int size) {
    List<Grid.Dimension> result = new ArrayList<>(dimensions);
    result.set(0, new Grid.Dimension(size, dimensions.getFirst().axes()));
    return result;
  }
}
