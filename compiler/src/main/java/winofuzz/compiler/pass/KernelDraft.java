package winofuzz.compiler.pass;

import java.util.List;
import winofuzz.convolution.Grid;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.UOp;

/**
 * One kernel of a draft.
 *
 * @param body what it computes
 * @param arguments for each argument, the number of the memory it is bound to
 * @param info its name and the options applied to it, once it is scheduled
 * @param grid how it is launched, a single thread until that is planned
 * @param text its Metal source, empty until that is written
 */
public record KernelDraft(
    Kernel.Body body, List<Integer> arguments, Arg.KernelInfo info, Grid grid, String text) {
  private static final Arg.KernelInfo UNSCHEDULED = new Arg.KernelInfo("", List.of(), false);
  private static final List<Grid.Dimension> SINGLE =
      List.of(Grid.Dimension.ONE, Grid.Dimension.ONE, Grid.Dimension.ONE);
  private static final Grid UNPLANNED = new Grid(SINGLE, SINGLE);

  public KernelDraft {
    arguments = List.copyOf(arguments);
  }

  /** A kernel that is a graph and nothing else yet. */
  public KernelDraft(UOp sink, List<Integer> arguments) {
    this(new Kernel.Graph(sink), arguments, UNSCHEDULED, UNPLANNED, "");
  }

  /** Returns the SINK of its graph. A kernel that is instructions already has none. */
  public UOp graph() {
    return switch (body) {
      case Kernel.Graph(UOp sink) -> sink;
      case Kernel.Linear _ -> throw new AssertionError("expected a graph, found instructions");
    };
  }

  /** Returns its instructions. A kernel that is a graph still has none. */
  public Kernel.Linear instructions() {
    return switch (body) {
      case Kernel.Graph _ -> throw new AssertionError("expected instructions, found a graph");
      case Kernel.Linear linear -> linear;
    };
  }

  /** Returns the kernel with another graph, and the name and options that its SINK tells. */
  public KernelDraft withGraph(UOp sink) {
    Arg.KernelInfo told = sink.arg() instanceof Arg.KernelInfo scheduled ? scheduled : info;
    return new KernelDraft(new Kernel.Graph(sink), arguments, told, grid, text);
  }

  /** Returns the kernel with instructions in place of its graph. */
  public KernelDraft withInstructions(Kernel.Linear instructions) {
    return new KernelDraft(instructions, arguments, info, grid, text);
  }

  /** Returns the kernel with a launch. */
  public KernelDraft withGrid(Grid planned) {
    return new KernelDraft(body, arguments, info, planned, text);
  }

  /** Returns the kernel with its Metal source. */
  public KernelDraft withText(String source) {
    return new KernelDraft(body, arguments, info, grid, source);
  }
}
