package winofuzz.fuzz.programs.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.lowering.LoweredKernels;
import winofuzz.fuzz.lowering.LoweredKernels.Run;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.programs.KernelCheck;
import winofuzz.fuzz.programs.ProgramCompiler;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.Tensor;
import winofuzz.fuzz.programs.TensorBuffers;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.work.WorkLimitError;
import winofuzz.work.WorkMeter;

/**
 * Asks of a program what must hold on each path: it lowers, its kernels run without a fault, and
 * the output is exactly what the interpreter says. As every path is held to that, no two are
 * compared: the one that differs is known to be wrong.
 *
 * @param device that runs the kernels
 * @param paths at least one
 */
public record ProgramJudge(ProgramCompiler compiler, Device device, List<LoweringPath> paths) {
  /** How much the kernels of a program may do, far beyond what any small one does. */
  private static final long MOST_WORK = 200_000_000;

  public ProgramJudge {
    paths = List.copyOf(paths);
  }

  /** Judges one program on several inputs. */
  public ProgramVerdict judge(List<ProgramSample> samples) {
    List<String> remarks = new ArrayList<>();
    for (LoweringPath path : paths) {
      switch (judge(samples, path)) {
        case ProgramVerdict.Holds holds -> remarks.addAll(holds.remarks());
        case ProgramVerdict.Undecided undecided -> {
          return undecided;
        }
        case ProgramVerdict.Wrong wrong -> {
          return wrong;
        }
      }
    }
    return new ProgramVerdict.Holds(remarks);
  }

  /** Judges one program on one path. */
  ProgramVerdict judge(List<ProgramSample> samples, LoweringPath path) {
    LoweredKernels lowered;
    try {
      lowered = compiler.lower(samples.getFirst().program(), path);
    } catch (LoweringException e) {
      return new ProgramVerdict.Wrong(
          ProgramSymptom.of(e), path, 0, String.valueOf(e.getMessage()));
    } catch (UnsupportedCaseException e) {
      return new ProgramVerdict.Undecided(String.valueOf(e.getMessage()));
    }
    List<String> remarks = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      ProgramVerdict verdict = run(lowered, samples.get(i), path, i);
      if (!(verdict instanceof ProgramVerdict.Holds holds)) {
        return verdict;
      }
      holds.remarks().stream().filter(r -> !remarks.contains(r)).forEach(remarks::add);
    }
    return new ProgramVerdict.Holds(remarks);
  }

  private ProgramVerdict run(
      LoweredKernels lowered, ProgramSample sample, LoweringPath path, int number) {
    Run run;
    try {
      run = lowered.run(device, limit(), inputs(sample));
    } catch (UnsupportedCaseException e) {
      return new ProgramVerdict.Undecided(reason(e));
    } catch (WorkLimitError e) {
      return new ProgramVerdict.Undecided("kernels that do " + e.getMessage());
    } catch (RuntimeException e) {
      return new ProgramVerdict.Wrong(ProgramSymptom.of(e), path, number, e.toString());
    }
    return switch (run) {
      case Run.Stopped(String how, String detail) ->
          new ProgramVerdict.Wrong(ProgramSymptom.stopped(how), path, number, detail);
      case Run.Finished finished -> judge(finished, sample, path, number);
    };
  }

  /** Returns what makes the kernels of a program wrong; empty where that is not known. */
  public Optional<Culprit> culprit(ProgramSample sample, LoweringPath path) {
    try {
      return compiler.culprit(sample.program(), path, new Check(sample, path));
    } catch (UnsupportedCaseException e) {
      return Optional.empty();
    }
  }

  /** Returns the rule that makes the kernels of a program wrong; empty where none is known. */
  String ruleToBlame(ProgramSample sample, LoweringPath path) {
    return culprit(sample, path).map(ProgramJudge::wrongRule).orElse("");
  }

  /**
   * Returns the rule of a culprit if it is known what it made wrong; else empty. Kernels may be
   * right without a rule that is right itself: many mistakes may need it.
   */
  public static String wrongRule(Culprit culprit) {
    Culprit.Application application = culprit.application();
    return application == null || application.evidence().isEmpty() ? "" : application.rule().id();
  }

  /** Judges kernels of a program. */
  private final class Check implements KernelCheck {
    private final ProgramSample sample;
    private final LoweringPath path;

    Check(ProgramSample sample, LoweringPath path) {
      this.sample = sample;
      this.path = path;
    }

    @Override
    public Optional<String> wrong(LoweredKernels kernels) {
      return switch (ProgramJudge.this.run(kernels, sample, path, 0)) {
        case ProgramVerdict.Holds _ -> Optional.empty();
        case ProgramVerdict.Undecided(String reason) -> throw new UnsupportedCaseException(reason);
        case ProgramVerdict.Wrong wrong -> Optional.of(wrong.detail());
      };
    }

    @Override
    public boolean hasMisusedMemory(LoweredKernels kernels) {
      try {
        return kernels.run(device, limit(), inputs(sample)) instanceof Run.Finished run
            && run.faults().stream().anyMatch(fault -> !fault.isRead());
      } catch (WorkLimitError e) {
        return false;
      }
    }
  }

  /** Returns what becomes of a program on a path, as far as it comes to something. */
  public ProgramStory story(ProgramSample sample, LoweringPath path) {
    LoweredKernels lowered;
    try {
      lowered = compiler.lower(sample.program(), path);
    } catch (LoweringException | UnsupportedCaseException e) {
      return new ProgramStory(List.of(), List.of(), List.of());
    }
    try {
      return switch (lowered.run(device, limit(), inputs(sample))) {
        case Run.Stopped _ -> new ProgramStory(lowered.kernels(), List.of(), List.of());
        case Run.Finished run ->
            new ProgramStory(lowered.kernels(), run.faults(), shown(run.output()));
      };
    } catch (UnsupportedCaseException | WorkLimitError e) {
      return new ProgramStory(lowered.kernels(), List.of(), List.of());
    }
  }

  private static MeteredRun limit() {
    return new MeteredRun(new WorkMeter(MOST_WORK));
  }

  private static List<String> shown(Buffer output) {
    return IntStream.range(0, output.length()).mapToObj(output::shown).toList();
  }

  /** Returns why a kernel was not run, without the name of the kernel. */
  private static String reason(UnsupportedCaseException e) {
    String message = String.valueOf(e.getMessage());
    return "kernels" + message.replaceFirst("^[^:]*", "");
  }

  private static Map<String, Buffer> inputs(ProgramSample sample) {
    Map<String, Buffer> result = new HashMap<>();
    List<TensorProgram.Input> inputs = sample.program().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      result.put(inputs.get(i).name(), TensorBuffers.buffer(sample.values().get(i)));
    }
    return result;
  }

  /** A fault comes first, as wrong values may follow from it. */
  private static ProgramVerdict judge(
      Run.Finished run, ProgramSample sample, LoweringPath path, int number) {
    if (!run.faults().isEmpty()) {
      Fault fault = run.faults().getFirst();
      return new ProgramVerdict.Wrong(ProgramSymptom.of(fault), path, number, fault.detail());
    }
    Tensor expected = sample.expected();
    List<Integer> differences = TensorBuffers.differences(expected, run.output());
    if (!differences.isEmpty()) {
      int first = differences.getFirst();
      return new ProgramVerdict.Wrong(
          ProgramSymptom.wrongValues(),
          path,
          number,
          "%d of %d elements differ; the first at %d: expected %s, found %s"
              .formatted(
                  differences.size(),
                  expected.elements().size(),
                  first,
                  expected.elements().get(first).toPlainString(),
                  run.output().shown(first)));
    }
    return new ProgramVerdict.Holds(
        run.warnings().stream().map(w -> w.kind().description()).distinct().toList());
  }
}
