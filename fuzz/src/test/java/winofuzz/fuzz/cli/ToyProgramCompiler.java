package winofuzz.fuzz.cli;

import java.util.List;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.fuzz.programs.campaign.PlantedProgramCompiler;

/** A compiler of programs with a mistake, which lowers no convolutions. */
final class ToyProgramCompiler implements CompilerUnderTest, ProgramCompiler {
  private final ProgramCompiler programs;

  ToyProgramCompiler(PlantedProgramCompiler.Mistake mistake) {
    programs = new PlantedProgramCompiler(mistake);
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public boolean lowersPrograms() {
    return true;
  }

  @Override
  public List<LoweringPath> paths() {
    return programs.paths();
  }

  @Override
  public LoweredKernels lower(TensorProgram program, LoweringPath path) {
    return programs.lower(program, path);
  }

  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    throw new UnsupportedCaseException("convolutions");
  }
}
