package winofuzz.compiler;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.interpret.Evaluation;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.number.PrimeField;

/** How long evaluating a compiled convolution takes; {@link EvaluationFigures} compares. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC", "-Xss16m"})
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
public class EvaluationBenchmark {

  /** The linear stage of 16 channels to 16, padded by 1. */
  @State(Scope.Benchmark)
  public static class Case {
    @Param({"new", "old"})
    String path = "new";

    /** In which numbers: in the field a value stands for all inputs. */
    @Param({"IEEE", "FIELD"})
    Semantics semantics = Semantics.IEEE;

    /** Height and width. */
    @Param({"12", "24", "48"})
    int size = 24;

    private Program.Scheduled program = new Program.Scheduled(Stage.LINEAR, List.of(), List.of());
    private Map<String, Values> inputs = Map.of();

    @Setup
    public void compile() {
      Convolution c = Convolution.of(1, 16, size, size, 16, 1, 1);
      Compilation compilation = Compiler.compile(c, new LoweringPath(path), Set.of(), Target.APPLE);
      program = (Program.Scheduled) compilation.program(Stage.LINEAR);
      inputs = Map.of("x", draw(c.inputShape()), "w", draw(c.weightShape()));
    }

    private Values draw(List<Integer> shape) {
      Random random = new Random(1);
      int size = Math.toIntExact(Convolution.product(shape));
      if (semantics == Semantics.FIELD) {
        long[] residues = random.longs(size, 0, PrimeField.ORDER).toArray();
        return Values.residues(DType.FLOAT32, residues, 1);
      }
      float[] elements = new float[size];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) random.nextGaussian();
      }
      return Values.of(elements);
    }

    /** Elements times nodes: how often an instruction is executed by a thread. */
    long work() {
      long result = 0;
      for (Kernel kernel : program.kernels()) {
        long threads = 1;
        long turns = 1;
        for (UOp node : ((Kernel.Linear) kernel.body()).instructions()) {
          switch (node.op()) {
            case SPECIAL -> threads *= node.max() + 1;
            case RANGE -> turns *= node.max() + 1;
            default -> result += threads * turns;
          }
          if (node.is(Op.ENDRANGE)) {
            turns /= node.src(0).max() + 1;
          }
        }
      }
      return result;
    }
  }

  @Benchmark
  public Evaluation evaluate(Case c) {
    return Interpreter.of(c.semantics).evaluate(c.program, c.inputs);
  }
}
