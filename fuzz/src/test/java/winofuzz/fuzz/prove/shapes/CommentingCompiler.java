package winofuzz.fuzz.prove.shapes;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.ir.Memory;

/** The compiler of this project with a comment at the end of each text; it shares no lowerings. */
final class CommentingCompiler implements CompilerUnderTest {
  private final CompilerUnderTest builtin = new BuiltinCompiler();

  @Override
  public String name() {
    return "commented";
  }

  @Override
  public List<LoweringPath> paths() {
    return builtin.paths();
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    LoweredCase lowered = builtin.lower(convolution, path, defects, target);
    return new LoweredCase() {
      @Override
      public List<CompiledKernel> kernels() {
        return lowered.kernels().stream().map(CommentingCompiler::commented).toList();
      }

      @Override
      public List<Memory> memories() {
        return lowered.memories();
      }
    };
  }

  private static CompiledKernel commented(CompiledKernel kernel) {
    return new CompiledKernel(
        kernel.name(),
        kernel.source() + "// another text\n",
        kernel.grid(),
        kernel.arguments(),
        kernel.options());
  }
}
