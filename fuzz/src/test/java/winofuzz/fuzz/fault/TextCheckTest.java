package winofuzz.fuzz.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.lowering.LoweredCase;

final class TextCheckTest {
  private static final BuiltinCompiler COMPILER = new BuiltinCompiler();

  /** Loops over channels, gates at the edges, constants of the transforms. */
  private static final String CASE = "batch=1,cin=17,h=5,w=5,cout=1,pad=1";

  @Test
  void everyTextOfTheRendererSaysWhatItsInstructionsSay() {
    int checked = 0;
    try (CaseSource source = new CaseSource(11, InputDomain.drawn(), List.of(Target.values()))) {
      for (long number = 0; number < 12; number++) {
        ConvCase c = source.get(number, List.of()).subject();
        for (LoweringPath path : LoweringPath.BUILTIN) {
          for (Target target : Target.values()) {
            checked += checked(c, path, target);
          }
        }
      }
    }
    assertTrue(checked > 100, checked + " kernels");
  }

  private static int checked(ConvCase c, LoweringPath path, Target target) {
    LoweredCase lowered;
    try {
      lowered = COMPILER.lower(c.convolution(), path, Set.of(), target);
    } catch (LoweringException e) {
      return 0;
    }
    for (int kernel = 0; kernel < lowered.kernels().size(); kernel++) {
      Optional<WrongLine> wrong =
          TextCheck.firstWrong(lowered.kernels().get(kernel), lowered.lines(kernel));
      assertEquals(Optional.empty(), wrong.map(WrongLine::words), c + " on " + path);
    }
    return lowered.kernels().size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          old    | 0\\.16666667f      | 0.1667f   | CONST   | computes wrongly
          old    | float (val\\d+) = | half $1 = | LOAD    | reads wrongly
          old    | (data0_25)\\+0\\)  | $1+5)     | CONST   | writes wrongly
          old    | lid\\.x           | lid.y     | SPECIAL | computes wrongly
          old    | (data0_25\\+24\\)) = (\\w+); | $1 = fmax($2,0.0f); | STORE | writes wrongly
          old    | (alu\\d+)\\+val   | $1-val    | ADD     | computes wrongly
          direct | (ridx\\w+) <      | $1 <=     | RANGE   | repeats wrongly
          old    | (\\*\\(data0_25\\+24.*;) | $1 $1 | STORE | computes wrongly
          direct | = 0; (ridx\\w+)   | = 1; $1   | RANGE   | repeats wrongly
          direct | \\*\\((data1_\\w+)\\+([^()]+)\\) | *$1+$2 | LOAD | reads wrongly
          """)
  void aWrongTextIsToldByTheLineThatSaysSomethingElse(
      String path, String right, String wrong, String op, String manner) {
    LoweredCase lowered =
        COMPILER.lower(
            CaseText.parse(CASE).convolution(), new LoweringPath(path), Set.of(), Target.APPLE);
    for (int number = 0; number < lowered.kernels().size(); number++) {
      CompiledKernel kernel = lowered.kernels().get(number);
      String text = kernel.source().replaceAll(right, wrong);
      if (!text.equals(kernel.source())) {
        CompiledKernel edited =
            new CompiledKernel(
                kernel.name(), text, kernel.grid(), kernel.arguments(), kernel.options());
        WrongLine found = TextCheck.firstWrong(edited, lowered.lines(number)).orElseThrow();
        assertEquals(op, found.op().name(), found.words());
        assertEquals(manner, found.manner().words(), found.words());
        assertEquals(firstDifferentLine(kernel.source(), text), found.number(), found.words());
        return;
      }
    }
    throw new AssertionError("no kernel has " + right);
  }

  private static int firstDifferentLine(String a, String b) {
    List<String> left = a.lines().toList();
    List<String> right = b.lines().toList();
    int line = 0;
    while (left.get(line).equals(right.get(line))) {
      line++;
    }
    return line + 1;
  }
}
