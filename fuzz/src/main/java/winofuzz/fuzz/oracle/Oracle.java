package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.Workbench.Bug;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;

/** Asks every assertion of a case. */
public final class Oracle implements Judge {
  private final Workbench workbench;
  private final Setting setting;
  private final List<Assertion> assertions;

  public Oracle(Workbench workbench, Setting setting) {
    this(workbench, setting, Assertions.ALL);
  }

  Oracle(Workbench workbench, Setting setting, List<Assertion> assertions) {
    this.workbench = workbench;
    this.setting = setting;
    this.assertions = List.copyOf(assertions);
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    return NodeArena.call(() -> judgeInArena(c, target));
  }

  private CaseReport judgeInArena(ConvCase c, Target target) {
    Subject subject = new Subject(c, setting.with(target), workbench);
    List<Judgement> judgements = new ArrayList<>();
    for (Assertion assertion : assertions) {
      for (LoweringPath path : assertion.paths(setting)) {
        judgements.add(new Judgement(assertion.name(), path, verdict(assertion, subject, path)));
      }
    }
    List<Symptom> symptoms =
        symptoms(judgements).stream().map(seen -> blamed(subject, seen)).toList();
    return new CaseReport(
        c, target, judgements, symptoms, grid(subject), subject.rules(), subject.options());
  }

  /** For each path and concern the first violation. */
  private static List<Symptom> symptoms(List<Judgement> judgements) {
    Map<LoweringPath, Set<Evidence.Concern>> seen = new HashMap<>();
    List<Symptom> result = new ArrayList<>();
    for (Judgement j : judgements) {
      if (j.verdict() instanceof Verdict.Violated(Evidence evidence)) {
        Set<Evidence.Concern> ofPath =
            seen.computeIfAbsent(j.path(), p -> EnumSet.noneOf(Evidence.Concern.class));
        if (ofPath.add(evidence.concern())) {
          result.add(
              new Symptom(new Signature(j.assertion(), j.path(), evidence.symptom()), evidence));
        }
      }
    }
    return result;
  }

  /** A symptom with the pass and rule that are to blame for it in its signature. */
  private static Symptom blamed(Subject subject, Symptom seen) {
    Signature signature = seen.signature();
    Blame blame =
        switch (seen.evidence().concern()) {
          case VALUES ->
              seen.evidence().stage() == Stage.METAL
                  ? Blame.NONE
                  : subject.blame(signature.path(), Bug.VALUE);
          case MEMORY ->
              seen.evidence().symptom().startsWith(Subject.READ_FAULTS)
                  ? subject.blame(signature.path(), Bug.READ)
                  : Blame.NONE;
          case LOWERING, REWRITE, ENGINE, LIMIT -> Blame.NONE;
        };
    return new Symptom(signature.with(blame), seen.evidence());
  }

  @Override
  public Answer shows(ConvCase c, Target target, Symptom symptom) {
    return NodeArena.call(() -> showsInArena(c, target, symptom)) ? Answer.YES : Answer.NO;
  }

  private boolean showsInArena(ConvCase c, Target target, Symptom symptom) {
    Subject subject = new Subject(c, setting.with(target), workbench);
    LoweringPath path = symptom.signature().path();
    List<Judgement> judgements = new ArrayList<>();
    for (Assertion assertion : assertions) {
      boolean last = assertion.name().equals(symptom.signature().assertion());
      // What the assertions before it say counts only where it would be the cause of this one.
      if (last || assertion.concerns().contains(symptom.evidence().concern())) {
        if (assertion.paths(setting).contains(path)) {
          judgements.add(new Judgement(assertion.name(), path, verdict(assertion, subject, path)));
        }
      }
      if (last) {
        break;
      }
    }
    Signature looked = symptom.signature().with(Blame.NONE);
    return symptoms(judgements).stream()
        .filter(s -> s.signature().equals(looked))
        .anyMatch(s -> blamed(subject, s).signature().equals(symptom.signature()));
  }

  /** What an assertion says; an engine that breaks under it is a violation like any other. */
  private static Verdict verdict(Assertion assertion, Subject subject, LoweringPath path) {
    Whereabouts.say(assertion, path);
    try {
      return subject.isLowered(path)
          ? assertion.check(subject, path)
          : assertion.checkFailure(subject, path);
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
      return new Verdict.Violated(
          new Evidence(Evidence.Concern.ENGINE, "breaks-at-" + place(e), null, String.valueOf(e)));
    }
  }

  /** The method of the project that threw: what breaks at the same place breaks alike. */
  private static String place(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("winofuzz.")) {
        String name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
      }
    }
    return e.getClass().getSimpleName();
  }

  /** Whether a path lowers a case; a compiler that breaks does not, as its verdicts say. */
  private static boolean isLowered(Subject subject, LoweringPath path) {
    try {
      return subject.isLowered(path);
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
      return false;
    }
  }

  private @Nullable GridComparison grid(Subject subject) {
    List<LoweringPath> lowered =
        setting.paths().stream().filter(p -> isLowered(subject, p)).toList();
    return setting.paths().size() < 2 || lowered.size() < setting.paths().size()
        ? null
        : new GridComparison(
            subject.lowered(lowered.get(0)).launches(), subject.lowered(lowered.get(1)).launches());
  }
}
