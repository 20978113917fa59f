package winofuzz.compiler.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winofuzz.compiler.pass.Pass;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Writes a kernel as a Metal source file. */
public final class MetalRenderer {
  /** Writes each kernel as Metal text. */
  public static final Pass PASS =
      Pass.eachKernel(
          "metal-text",
          null,
          List.of(),
          (kernel, rewriter) ->
              kernel.withText(render(kernel.info().name(), kernel.instructions())));

  private MetalRenderer() {}

  /**
   * Returns the source of a kernel.
   *
   * <p>Its arguments are the buffers it mentions, in order of their slots. Contraction of a
   * multiplication and an addition is off: each operation rounds on its own.
   *
   * @param name of the kernel function
   * @param body the instructions
   */
  public static String render(String name, Kernel.Linear body) {
    StringBuilder text = beginning(name, body);
    StatementWriter statements = new StatementWriter(body.instructions(), text);
    statements.write();
    return text.append("}\n").toString();
  }

  /** Returns the text of a kernel up to its first instruction. */
  private static StringBuilder beginning(String name, Kernel.Linear body) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        #include <metal_stdlib>
        using namespace metal;
        #pragma METAL fp contract(off)
        """);
    matrixUnits(body).forEach(text::append);
    return text.append("kernel void ")
        .append(name)
        .append('(')
        .append(parameters(body))
        .append(") {\n");
  }

  /**
   * Returns the instruction that each line of a kernel's source is written for, by the number of
   * the line, from 1. An instruction without a line of its own is written into that of its use.
   *
   * @param name of the kernel function
   */
  public static SortedMap<Integer, UOp> lines(String name, Kernel.Linear body) {
    int number = (int) beginning(name, body).toString().lines().count();
    SortedMap<Integer, UOp> result = new TreeMap<>();
    StatementWriter statements = new StatementWriter(body.instructions(), new StringBuilder());
    for (UOp node : statements.writeEach()) {
      result.put(++number, node);
    }
    return result;
  }

  /**
   * Returns the operations of a kernel that are written into the statement of their only use,
   * rather than into a variable: what a compiler may contract, were it allowed to.
   */
  public static Set<UOp> inlined(Kernel.Linear body) {
    StatementWriter statements = new StatementWriter(body.instructions(), new StringBuilder());
    statements.write();
    return statements.inlined();
  }

  private static String parameters(Kernel.Linear body) {
    List<String> parameters =
        body.instructions().stream()
            .filter(u -> u.is(Op.DEFINE_GLOBAL))
            .sorted()
            .map(u -> MetalTypes.name(u.dtype()) + " " + VariableNames.buffer(u))
            .collect(Collectors.toCollection(ArrayList::new));
    parameters.add("uint3 gid [[threadgroup_position_in_grid]]");
    parameters.add("uint3 lid [[thread_position_in_threadgroup]]");
    return String.join(", ", parameters);
  }

  private static Set<String> matrixUnits(Kernel.Linear body) {
    return body.instructions().stream()
        .filter(u -> u.is(Op.WMMA))
        .map(MetalRenderer::matrixUnit)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns a function of the fragments that a lane of a simdgroup holds. */
  private static String matrixUnit(UOp wmma) {
    return """
        %3$s %1$s(%2$s a, %2$s b, %3$s c) {
          simdgroup_%4$s8x8 left, right;
          simdgroup_%5$s8x8 sum;
          left.thread_elements()[0] = a[0];
          left.thread_elements()[1] = a[1];
          right.thread_elements()[0] = b[0];
          right.thread_elements()[1] = b[1];
          sum.thread_elements()[0] = c[0];
          sum.thread_elements()[1] = c[1];
          simdgroup_multiply_accumulate(sum, left, right, sum);
          return %3$s(sum.thread_elements()[0], sum.thread_elements()[1]);
        }
        """
        .formatted(
            VariableNames.matrixUnit(wmma),
            MetalTypes.name(wmma.src(0).dtype()),
            MetalTypes.name(wmma.dtype()),
            MetalTypes.name(wmma.src(0).dtype().scalar()),
            MetalTypes.name(wmma.dtype().scalar()));
  }
}
