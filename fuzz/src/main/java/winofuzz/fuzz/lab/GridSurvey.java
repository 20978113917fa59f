package winofuzz.fuzz.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.access.AccessPattern;
import winofuzz.fuzz.access.KernelAccesses;
import winofuzz.fuzz.access.UnknownAddressException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridKernel;
import winofuzz.fuzz.grid.GridTable;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;

/**
 * Looks at the launches of cases.
 *
 * @param compiler that lowers them
 * @param target what for
 * @param accesses whether to look at what the kernels ask of memory as well, which only
 *     instructions can tell: of a compiler that shows none, and of kernels whose indices are
 *     loaded, it is not known
 */
public record GridSurvey(CompilerUnderTest compiler, Target target, boolean accesses) {

  /** Returns the lowering of a case on a path; one that fails is a row with the reason. */
  public GridTable.Row row(ConvCase c, LoweringPath path, Set<Defect> defects) {
    try {
      LoweredCase lowered = compiler.lower(c.convolution(), path, defects, target);
      return new GridTable.Row(path, defects, kernels(lowered), null);
    } catch (LoweringException e) {
      return new GridTable.Row(path, defects, List.of(), String.valueOf(e.getMessage()));
    } catch (UnsupportedCaseException e) {
      return new GridTable.Row(path, defects, List.of(), "not supported: " + e.getMessage());
    }
  }

  private List<GridKernel> kernels(LoweredCase lowered) {
    List<Kernel> programs =
        accesses && lowered.stages().contains(Stage.LINEAR)
            ? ((Program.Scheduled) lowered.program(Stage.LINEAR)).kernels()
            : List.of();
    List<GridKernel> result = new ArrayList<>();
    for (int i = 0; i < lowered.kernels().size(); i++) {
      CompiledKernel kernel = lowered.kernels().get(i);
      List<Memory> buffers = kernel.arguments().stream().map(lowered.memories()::get).toList();
      result.add(
          programs.isEmpty()
              ? new GridKernel(kernel, buffers, null, List.of())
              : kernel(kernel, buffers, programs.get(i)));
    }
    return result;
  }

  private static GridKernel kernel(CompiledKernel kernel, List<Memory> buffers, Kernel program) {
    if (program.body() instanceof Kernel.Linear body) {
      try {
        List<AccessPattern> accesses = KernelAccesses.merged(KernelAccesses.of(body));
        return new GridKernel(kernel, buffers, accesses, KernelAccesses.firstTouches(body));
      } catch (UnknownAddressException e) {
        return new GridKernel(kernel, buffers, null, List.of());
      }
    }
    return new GridKernel(kernel, buffers, null, List.of());
  }
}
