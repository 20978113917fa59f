package winofuzz.fuzz.oracle;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.shrink.NearbyCases;

/**
 * Tells two bugs from one where the same rule makes values wrong and memory misused: if some case
 * shows one without the other, the rule is wrong in two ways.
 */
final class Separation {
  private Separation() {}

  /** Returns a finding without the bugs alongside that it is also seen without. */
  static Finding of(Finding finding, Judge judge, Target target) {
    Set<Bug> together = new HashSet<>(finding.ofSameRule());
    if (together.isEmpty()) {
      return finding;
    }
    Finding result = finding;
    Inputs telling = new Inputs(InputDomain.REAL, 0);
    Iterator<ConvCase> cases = NearbyCases.of(finding.minimal().with(telling)).iterator();
    while (cases.hasNext() && !together.isEmpty()) {
      List<Finding> seen =
          judge.judge(cases.next(), target).violations().stream()
              .filter(v -> v.bug().equals(finding.bug()))
              .toList();
      for (Bug other : Set.copyOf(together)) {
        if (!seen.isEmpty() && seen.stream().noneMatch(v -> v.shows(other))) {
          together.remove(other);
          result = result.apartFrom(other);
        }
      }
    }
    return result;
  }
}
