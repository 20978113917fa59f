package winofuzz.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import winofuzz.convolution.Target;
import winofuzz.ir.AxisRole;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** A program on its way through the compiler, as one pass hands it to the next. */
public sealed interface Draft {

  /**
   * Returns the program, to be evaluated as one of a stage.
   *
   * @param stage whose constraints it meets
   */
  Program program(Stage stage);

  /** Returns the graphs that it consists of; instructions are none. */
  List<UOp> graphs();

  /** Returns this draft with each of its {@link #graphs} replaced. */
  Draft mapGraphs(UnaryOperator<UOp> map);

  /**
   * What is asked for, before anything is made of it.
   *
   * @param request the convolution and how to compile it
   */
  record Start(LoweringRequest request) implements Draft {
    @Override
    public Program program(Stage stage) {
      throw new IllegalArgumentException("no program at stage " + stage.label());
    }

    @Override
    public List<UOp> graphs() {
      return List.of();
    }

    @Override
    public Start mapGraphs(UnaryOperator<UOp> map) {
      return this;
    }
  }

  /**
   * One graph, at stages tensor and ranged.
   *
   * @param request what is asked for
   * @param sink a SINK of the output
   * @param inputs the name of each BUFFER that is given
   * @param roles what the axes of some nodes are; ranges made for those nodes keep it
   * @param ranges how many ranges were made, which is the number of the next one
   * @param winograd whether it computes by Winograd's algorithm
   */
  record Whole(
      LoweringRequest request,
      UOp sink,
      Map<UOp, String> inputs,
      Map<UOp, List<AxisRole>> roles,
      int ranges,
      boolean winograd)
      implements Draft {

    /** Returns this draft with another graph. */
    public Whole withSink(UOp other) {
      return withSink(other, ranges);
    }

    /** Returns this draft with another graph, for which ranges were made. */
    public Whole withSink(UOp other, int rangesMade) {
      return new Whole(request, other, inputs, roles, rangesMade, winograd);
    }

    /** Returns this draft as what another request led to. */
    Whole askedFor(LoweringRequest other) {
      return new Whole(other, sink, inputs, roles, ranges, winograd);
    }

    /** Returns this draft as one that computes by Winograd's algorithm. */
    public Whole asWinograd() {
      return new Whole(request, sink, inputs, roles, ranges, true);
    }

    @Override
    public Program.Whole program(Stage stage) {
      return switch (stage) {
        case TENSOR -> new Program.Whole(stage, sink, inputs);
        // Movement ops are left above the output only: they tell its shape.
        case RANGED -> new Program.Whole(stage, UOp.sink(sink.src(0).base()), inputs);
        case KERNEL, OPTIMIZED, LINEAR, METAL ->
            throw new IllegalArgumentException("no kernels yet at stage " + stage.label());
      };
    }

    @Override
    public List<UOp> graphs() {
      return List.of(sink);
    }

    @Override
    public Whole mapGraphs(UnaryOperator<UOp> map) {
      return withSink(map.apply(sink));
    }
  }

  /**
   * Kernels in launch order, from stage kernel on.
   *
   * @param target what they are compiled for
   * @param memories what they read and write
   * @param kernels in launch order
   * @param winograd whether they compute by Winograd's algorithm
   */
  record Kernels(Target target, List<Memory> memories, List<KernelDraft> kernels, boolean winograd)
      implements Draft {
    public Kernels {
      memories = List.copyOf(memories);
      kernels = List.copyOf(kernels);
    }

    /** Returns this draft with each kernel replaced. */
    public Kernels map(UnaryOperator<KernelDraft> map) {
      List<KernelDraft> mapped = new ArrayList<>(kernels.size());
      kernels.forEach(kernel -> mapped.add(map.apply(kernel)));
      return new Kernels(target, memories, mapped, winograd);
    }

    @Override
    public Program.Scheduled program(Stage stage) {
      List<Kernel> made = new ArrayList<>(kernels.size());
      kernels.forEach(k -> made.add(new Kernel(k.info().name(), k.body(), k.arguments())));
      return new Program.Scheduled(stage, memories, made);
    }

    @Override
    public List<UOp> graphs() {
      return kernels.stream()
          .filter(kernel -> kernel.body() instanceof Kernel.Graph)
          .map(KernelDraft::graph)
          .toList();
    }

    @Override
    public Kernels mapGraphs(UnaryOperator<UOp> map) {
      return map(
          kernel ->
              switch (kernel.body()) {
                case Kernel.Graph(UOp sink) -> kernel.withGraph(map.apply(sink));
                case Kernel.Linear _ -> kernel;
              });
    }
  }
}
