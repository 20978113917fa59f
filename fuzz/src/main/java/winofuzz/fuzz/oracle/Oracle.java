package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport.Symptom;

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
    Subject subject = new Subject(c, setting.with(target), workbench);
    List<Judgement> judgements = new ArrayList<>();
    for (Assertion assertion : assertions) {
      for (Path path : assertion.paths(setting)) {
        judgements.add(new Judgement(assertion.name(), path, verdict(assertion, subject, path)));
      }
    }
    return new CaseReport(c, target, judgements, grid(subject), subject.rules());
  }

  @Override
  public boolean shows(ConvCase c, Target target, Symptom symptom) {
    Subject subject = new Subject(c, setting.with(target), workbench);
    Path path = symptom.signature().path();
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
    return new CaseReport(c, target, judgements, null, subject.rules())
        .symptoms().stream().anyMatch(s -> s.signature().equals(symptom.signature()));
  }

  /** What an assertion says; an engine that breaks under it is a violation like any other. */
  private static Verdict verdict(Assertion assertion, Subject subject, Path path) {
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

  private @Nullable GridComparison grid(Subject subject) {
    List<Path> lowered = setting.paths().stream().filter(subject::isLowered).toList();
    return setting.paths().size() < 2 || lowered.size() < setting.paths().size()
        ? null
        : new GridComparison(
            subject.lowered(lowered.get(0)).launches(), subject.lowered(lowered.get(1)).launches());
  }
}
