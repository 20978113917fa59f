package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.optimize.KernelOptimizer;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Phase;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseSource;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.DrawnCase;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.rules.RuleSurvey.Compilation;

/** The compilations whose rewrites are judged: some given cases, and as many drawn ones. */
final class SurveyCases {
  private static final int DRAWN = 16;
  private static final long MOST_ELEMENTS = 12_000;

  /** Each is lowered on all paths. */
  private static final List<String> GIVEN =
      List.of(
          "cin=2,h=6,w=6,cout=2,pad=1",
          "cin=8,h=8,w=8,cout=8,pad=1,dtype=float16",
          "cin=16,h=9,w=12,cout=16,pad=1,dtype=float16",
          "batch=2,cin=4,h=5,w=7,cout=4,pad=1,groups=2,dtype=bfloat16");

  /** In three dimensions: lowered on the published paths. */
  private static final String VOLUME = "cin=2,d=5,h=4,w=4,cout=2,pad=1";

  /** The paths of large and of drawn cases. */
  private static final List<BuiltinPath> PUBLISHED =
      List.of(
          BuiltinPath.DIRECT,
          BuiltinPath.OLD,
          BuiltinPath.NEW,
          BuiltinPath.HYBRID,
          BuiltinPath.MATCHED);

  /** The compiler without a schedule: each thread computes an element. */
  private static final Pipeline UNSCHEDULED =
      new Pipeline(
          Pipeline.STANDARD.phases().stream()
              .map(
                  phase ->
                      new Phase(
                          phase.stage(),
                          phase.fidelity(),
                          phase.passes().stream()
                              .filter(pass -> !pass.equals(KernelOptimizer.SCHEDULE))
                              .toList()))
              .toList());

  private SurveyCases() {}

  /** Returns the compilations that a seed decides. */
  static List<Compilation> of(long seed) {
    List<Compilation> result = new ArrayList<>();
    for (String text : GIVEN) {
      Convolution c = CaseText.parse(text).convolution();
      for (BuiltinPath path : BuiltinPath.values()) {
        result.add(compilation(Pipeline.STANDARD, c, path, Target.APPLE));
      }
      result.add(compilation(Pipeline.STANDARD, c, BuiltinPath.HYBRID, Target.APPLE_NOTC));
      result.add(compilation(UNSCHEDULED, c, BuiltinPath.DIRECT, Target.APPLE));
      result.add(compilation(UNSCHEDULED, c, BuiltinPath.HYBRID, Target.APPLE));
    }
    for (BuiltinPath path : PUBLISHED) {
      Convolution c = CaseText.parse(VOLUME).convolution();
      result.add(compilation(Pipeline.STANDARD, c, path, Target.APPLE));
    }
    Set<InputDomain> domains = Set.of(InputDomain.values());
    try (CaseSource source = new CaseSource(seed, domains, List.of(Target.values()))) {
      int drawn = 0;
      for (long index = 0; drawn < DRAWN; index++) {
        DrawnCase next = source.get(index, List.of());
        if (next.subject().elements() <= MOST_ELEMENTS) {
          drawn++;
          for (BuiltinPath path : PUBLISHED) {
            Convolution c = next.subject().convolution();
            result.add(compilation(Pipeline.STANDARD, c, path, next.target()));
          }
        }
      }
    }
    return result;
  }

  private static Compilation compilation(
      Pipeline pipeline, Convolution c, BuiltinPath path, Target target) {
    return new Compilation(pipeline, new LoweringRequest(c, path, Set.of(), target));
  }
}
