package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.oracle.ExpectedMemories.Content;
import winofuzz.ir.Memory;

/**
 * {@code sizes}: activation, weight and output have the numbers of elements and the type that the
 * convolution gives them, what lies between kernels those that its kernels use, and every kernel is
 * launched with at least one thread and at most as many to a threadgroup as a device takes. An
 * input that no kernel reads, as where all windows lie in the padding, need not be there. {@link
 * SafetyAssertion} says, from the run, whether each element of the output is written once.
 */
final class SizesAssertion implements Assertion {
  /** What an Apple GPU takes, by the Metal Feature Set Tables. */
  private static final long MOST_THREADS = 1024;

  @Override
  public String name() {
    return "sizes";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.MEMORY);
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    LoweredCase lowered = subject.lowered(path);
    ExpectedMemories expected = subject.expectedMemories(path);
    return Stream.of(
            ofOutputs(lowered.memories()),
            lowered.memories().stream().flatMap(m -> ofMemory(m, expected).stream()).findFirst(),
            lowered.launches().stream().flatMap(launch -> ofLaunch(launch).stream()).findFirst())
        .flatMap(Optional::stream)
        .findFirst()
        .<Verdict>map(violated -> violated)
        .orElseGet(() -> new Verdict.Holds(described(lowered)));
  }

  private static String described(LoweredCase lowered) {
    int memories = lowered.memories().size();
    int launches = lowered.launches().size();
    return "%d %s, %d %s"
        .formatted(
            memories,
            memories == 1 ? "memory" : "memories",
            launches,
            launches == 1 ? "launch" : "launches");
  }

  private static Optional<Verdict.Violated> ofOutputs(List<Memory> memories) {
    long outputs = memories.stream().filter(m -> m.role() == Memory.Role.OUTPUT).count();
    return outputs == 1
        ? Optional.empty()
        : Optional.of(violated("y", "expected one memory for the output, found " + outputs));
  }

  private static Optional<Verdict.Violated> ofMemory(Memory memory, ExpectedMemories expected) {
    Content found = Content.of(memory);
    return expected
        .of(memory.name())
        .filter(content -> !content.equals(found))
        .map(
            content ->
                violated(
                    memory.name(),
                    "memory %s: expected %s, found %s".formatted(memory.name(), content, found)));
  }

  private static Optional<Verdict.Violated> ofLaunch(LaunchShape launch) {
    long threads = launch.threads().stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
    boolean isEmpty =
        Stream.of(launch.threadgroups(), launch.threads())
            .flatMap(List::stream)
            .anyMatch(n -> n < 1);
    return isEmpty || threads > MOST_THREADS
        ? Optional.of(
            violated(
                Symptom.WrongSize.LAUNCH,
                "kernel %s: launch %s, expected 1 to %d threads to a threadgroup"
                    .formatted(launch.name(), launch, MOST_THREADS)))
        : Optional.empty();
  }

  private static Verdict.Violated violated(String what, String detail) {
    return new Verdict.Violated(new Symptom.WrongSize(what), detail);
  }
}
