package winofuzz.metal.session;

import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.Buffer;
import winofuzz.metal.Device;
import winofuzz.metal.Outcome;
import winofuzz.metal.bundle.Chain;

/**
 * What came of running a chain.
 *
 * @param outcomes of its launches, up to the first that did not run to its end
 * @param memories what they hold after that
 */
public record ChainRun(List<Outcome> outcomes, List<Buffer> memories) {

  public ChainRun {
    outcomes = List.copyOf(outcomes);
    memories = List.copyOf(memories);
  }

  /**
   * Runs a chain.
   *
   * @throws winofuzz.metal.msl.MslSyntaxException if a text is malformed
   * @throws winofuzz.metal.BadLaunchException if a launch does not fit its kernel
   * @throws winofuzz.metal.DeviceException if the machine failed
   */
  public static ChainRun of(Chain chain, Device device) {
    List<DeviceMemory> memories = chain.memories().stream().map(ChainRun::memory).toList();
    Session session = new Session(device);
    List<Outcome> outcomes = new ArrayList<>();
    for (Chain.Step step : chain.launches()) {
      List<Operand> operands = step.arguments().stream().map(a -> operand(a, memories)).toList();
      Outcome outcome =
          session.run(step.source(), step.kernel(), step.threadgroups(), step.threads(), operands);
      outcomes.add(outcome);
      if (!(outcome instanceof Outcome.Ran || outcome instanceof Outcome.Trapped)) {
        break;
      }
    }
    List<Buffer> after = new ArrayList<>();
    for (int i = 0; i < memories.size(); i++) {
      Buffer before = chain.memories().get(i).before();
      after.add(memories.get(i).part(before.type(), 0, before.length()));
    }
    return new ChainRun(outcomes, after);
  }

  private static DeviceMemory memory(Chain.Memory given) {
    byte[] bytes = given.before().toBytes();
    DeviceMemory memory = new DeviceMemory(bytes.length);
    if (given.given()) {
      memory.write(0, bytes);
    }
    return memory;
  }

  private static Operand operand(Chain.Argument argument, List<DeviceMemory> memories) {
    return switch (argument) {
      case Chain.Argument.Part p ->
          new Operand.Part(memories.get(p.memory()), p.offset(), p.size());
      case Chain.Argument.Value v -> new Operand.Value(v.value());
    };
  }
}
