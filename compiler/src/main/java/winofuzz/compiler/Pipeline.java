package winofuzz.compiler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.compiler.frontend.Frontend;
import winofuzz.compiler.frontend.TensorGraph;
import winofuzz.compiler.lower.Lowering;
import winofuzz.compiler.optimize.KernelOptimizer;
import winofuzz.compiler.rangeify.RangeSource;
import winofuzz.compiler.rangeify.Rangeify;
import winofuzz.compiler.render.MetalRenderer;
import winofuzz.compiler.rewrite.Pass;
import winofuzz.compiler.schedule.Scheduler;
import winofuzz.compiler.winograd.TileGate;
import winofuzz.compiler.winograd.WinogradRewrite;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.Target;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** The compiler's table of contents: its passes in order, and the program after each stage. */
final class Pipeline {
  private final Convolution convolution;
  private final BuiltinPath path;
  private final Set<Defect> defects;
  private final Target target;
  private final Map<Stage, Program> programs = new EnumMap<>(Stage.class);

  Pipeline(Convolution convolution, BuiltinPath path, Set<Defect> defects, Target target) {
    this.convolution = convolution;
    this.path = path;
    this.defects = Set.copyOf(defects);
    this.target = target;
  }

  Compilation run() {
    // A tensor graph: shapes and movement ops.
    TensorGraph tensor = Frontend.lower(convolution, path, defects);
    programs.put(Stage.TENSOR, new Program.Whole(Stage.TENSOR, tensor.sink(), tensor.inputs()));

    // One ranged graph: loops, index arithmetic, buffers between kernels.
    RangeSource ranges = new RangeSource();
    UOp graph = Rangeify.pass(tensor.roles(), ranges).apply(tensor.sink());
    boolean winograd = tensor.winograd();
    if (path.rewritesRanges()) {
      UOp direct = graph;
      graph = WinogradRewrite.pass(path, defects, ranges).apply(direct);
      winograd = graph != direct;
    }
    UOp output = UOp.sink(graph.src(0).base());
    programs.put(Stage.RANGED, new Program.Whole(Stage.RANGED, output, tensor.inputs()));

    // Kernels: a graph each.
    graph = Pass.applyAll(Scheduler.passes(ranges), graph);
    Program.Scheduled kernels = Scheduler.split(graph, tensor.inputs());
    programs.put(Stage.KERNEL, kernels);

    return compile(kernels, winograd);
  }

  private Compilation compile(Program.Scheduled program, boolean winograd) {
    List<Kernel> optimized = new ArrayList<>();
    List<Kernel> linear = new ArrayList<>();
    List<CompiledKernel> compiled = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      UOp graph = ((Kernel.Graph) kernel.body()).sink();

      // Axes assigned to the device.
      UOp scheduled = KernelOptimizer.optimize(graph, target);
      Arg.KernelInfo info = (Arg.KernelInfo) scheduled.arg();
      optimized.add(new Kernel(info.name(), new Kernel.Graph(scheduled), kernel.arguments()));

      // Instructions, a launch, and Metal text.
      Lowering.Result lowered = Lowering.lower(TileGate.intoIndices().apply(scheduled));
      linear.add(new Kernel(info.name(), lowered.body(), kernel.arguments()));
      compiled.add(
          new CompiledKernel(
              info.name(),
              MetalRenderer.render(info.name(), lowered.body()),
              lowered.grid(),
              mentioned(lowered.body(), kernel.arguments()),
              info.appliedOptions()));
    }
    programs.put(
        Stage.OPTIMIZED, new Program.Scheduled(Stage.OPTIMIZED, program.memories(), optimized));
    programs.put(Stage.LINEAR, new Program.Scheduled(Stage.LINEAR, program.memories(), linear));
    return new Compilation(programs, program.memories(), compiled, winograd);
  }

  /** The memory of each argument that the text declares: those its instructions mention. */
  private static List<Integer> mentioned(Kernel.Linear body, List<Integer> arguments) {
    return body.instructions().stream()
        .filter(u -> u.is(Op.DEFINE_GLOBAL))
        .map(u -> ((Arg.Slot) u.arg()).number())
        .sorted()
        .map(arguments::get)
        .toList();
  }
}
