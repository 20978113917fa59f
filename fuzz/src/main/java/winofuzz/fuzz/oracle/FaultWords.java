package winofuzz.fuzz.oracle;

import java.util.Optional;
import java.util.stream.IntStream;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.fault.WrongLine;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.Execution;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.ir.UOp;

/**
 * Says whose fault a symptom is and which instruction the line that goes wrong was written for, to
 * be put after what was seen of it.
 *
 * @param path that it is on
 */
record FaultWords(Subject subject, LoweringPath path) {

  /** Returns {@code ; } and the words; nothing where there is nothing to say. */
  String of(Symptom symptom) {
    String line = symptom instanceof Symptom.MemoryFault fault ? after(ofMemory(fault)) : "";
    return line + after(attributed(symptom));
  }

  private static String after(Optional<String> words) {
    return words.map(text -> "; " + text).orElse("");
  }

  private Optional<String> attributed(Symptom symptom) {
    return subject.attribution(path, symptom).map(Attribution::words);
  }

  private Optional<String> ofMemory(Symptom.MemoryFault symptom) {
    return !subject.subject().isLarge()
            && subject.run(path, Subject.CHECKED_DEVICE) instanceof Execution.Finished finished
        ? finished.faults().stream()
            .filter(fault -> fault.kind() == symptom.kind())
            .findFirst()
            .flatMap(fault -> instruction(subject.lowered(path), fault))
            .map(formula -> "the line was written for " + formula)
        : Optional.empty();
  }

  /** Returns the instruction that the line of a fault was written for, as a formula. */
  static Optional<String> instruction(LoweredCase lowered, Fault fault) {
    return IntStream.range(0, lowered.kernels().size())
        .filter(i -> lowered.kernels().get(i).name().equals(fault.kernel()))
        .mapToObj(i -> Optional.<UOp>ofNullable(lowered.lines(i).get(fault.line())))
        .findFirst()
        .flatMap(node -> node)
        .map(WrongLine::formula);
  }
}
