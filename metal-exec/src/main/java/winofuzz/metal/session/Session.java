package winofuzz.metal.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.MemoryPart;
import winofuzz.metal.Outcome;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.sim.KernelSignature;
import winofuzz.metal.sim.KernelSignature.BufferParameter;

/**
 * Runs kernels over memories that outlive a launch. What a kernel does with an argument is taken
 * from its text. Not safe for use by several threads.
 */
public final class Session {

  private static final int MOST_SIGNATURES = 256;

  private record Key(String source, String kernel) {}

  private final Device device;
  private final WorkLimit limit;
  private final Map<Key, KernelSignature> signatures =
      new LinkedHashMap<>(MOST_SIGNATURES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KernelSignature> eldest) {
          return size() > MOST_SIGNATURES;
        }
      };

  public Session(Device device) {
    this(device, WorkLimit.NONE);
  }

  /** Creates a session whose kernels take their work from a limit. */
  public Session(Device device, WorkLimit limit) {
    this.device = device;
    this.limit = limit;
  }

  /**
   * Runs a kernel. Afterwards the memories hold what it wrote; if it did not run to its end, what
   * they held before.
   *
   * @param source Metal text
   * @param operands for the kernel's buffers, in the order of their indices
   * @throws MslSyntaxException if the text is malformed
   * @throws BadLaunchException if the text has no such kernel, or the launch does not fit it
   * @throws winofuzz.metal.DeviceException if the machine failed
   */
  public Outcome run(
      String source, String kernel, Extent threadgroups, Extent threads, List<Operand> operands) {
    try {
      return run(launch(source, kernel, threadgroups, threads, operands), operands);
    } catch (MslSyntaxException e) {
      if (e.kind() == MslSyntaxException.Kind.UNSUPPORTED) {
        return new Outcome.Unsupported(e.described());
      }
      throw e;
    }
  }

  /**
   * Returns a launch over the memories as they are now.
   *
   * @throws MslSyntaxException if the text is malformed, or has what the simulator does not know
   * @throws BadLaunchException as {@link #run}
   */
  public Launch launch(
      String source, String kernel, Extent threadgroups, Extent threads, List<Operand> operands) {
    return new Launch(
        source, kernel, threadgroups, threads, arguments(signature(source, kernel), operands));
  }

  /** Runs a launch that {@link #launch} gave for these operands. */
  public Outcome run(Launch launch, List<Operand> operands) {
    if (!device.sharesMemory() && launch.arguments().stream().anyMatch(a -> a.part() != null)) {
      return new Outcome.Unsupported(
          "kernel %s: arguments that overlap, which device %s keeps apart"
              .formatted(launch.kernel(), device.name()));
    }
    Outcome outcome = device.run(launch, limit);
    switch (outcome) {
      case Outcome.Ran ran -> take(launch.arguments(), operands, ran.outputs());
      case Outcome.Trapped trapped -> take(launch.arguments(), operands, trapped.outputs());
      case Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ -> {}
    }
    return outcome;
  }

  private KernelSignature signature(String source, String kernel) {
    Key key = new Key(source, kernel);
    KernelSignature known = signatures.get(key);
    if (known == null) {
      known = KernelSignature.of(source, kernel);
      signatures.put(key, known);
    }
    return known;
  }

  private static List<BufferArgument> arguments(KernelSignature signature, List<Operand> operands) {
    List<BufferParameter> parameters = signature.buffers();
    if (parameters.size() != operands.size()) {
      throw new BadLaunchException(
          "kernel %s: expected %d arguments, found %d"
              .formatted(signature.kernel(), parameters.size(), operands.size()));
    }
    List<BufferArgument> arguments = new ArrayList<>();
    IdentityHashMap<DeviceMemory, Integer> numbers = new IdentityHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      BufferParameter parameter = parameters.get(i);
      arguments.add(
          switch (operands.get(i)) {
            case Operand.Value value -> value(signature, parameter, value);
            case Operand.Part part -> {
              BufferArgument plain = part(signature, parameter, part);
              boolean overlaps = overlaps(operands, i, part);
              int number = numbers.computeIfAbsent(part.memory(), _ -> numbers.size());
              yield overlaps ? plain.at(new MemoryPart(number, part.offset())) : plain;
            }
          });
    }
    return arguments;
  }

  /** Returns whether an operand other than the one at an index overlaps with a part. */
  private static boolean overlaps(List<Operand> operands, int index, Operand.Part part) {
    for (int i = 0; i < operands.size(); i++) {
      if (i != index && operands.get(i) instanceof Operand.Part other && other.overlaps(part)) {
        return true;
      }
    }
    return false;
  }

  private static BufferArgument value(
      KernelSignature signature, BufferParameter parameter, Operand.Value value) {
    if (!parameter.readOnly()) {
      throw new BadLaunchException(
          "kernel %s: buffer %d ('%s'): expected a memory, found a value"
              .formatted(signature.kernel(), parameter.index(), parameter.name()));
    }
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value.bits());
    ElementType type = parameter.type();
    return BufferArgument.in(
        parameter.index(), Buffer.ofBytes(type, Arrays.copyOf(bytes, type.bytes())));
  }

  private static BufferArgument part(
      KernelSignature signature, BufferParameter parameter, Operand.Part part) {
    ElementType type = parameter.type();
    if (part.offset() % type.bytes() != 0) {
      throw new BadLaunchException(
          "kernel %s: buffer %d ('%s'): expected an offset that is a multiple of %d, found %d"
              .formatted(
                  signature.kernel(),
                  parameter.index(),
                  parameter.name(),
                  type.bytes(),
                  part.offset()));
    }
    Buffer contents = part.memory().part(type, part.offset(), (int) (part.bytes() / type.bytes()));
    return new BufferArgument(
        parameter.index(), parameter.readOnly() ? BufferRole.IN : BufferRole.INOUT, contents);
  }

  private static void take(
      List<BufferArgument> arguments, List<Operand> operands, SortedMap<Integer, Buffer> outputs) {
    for (int i = 0; i < operands.size(); i++) {
      Buffer written = outputs.get(arguments.get(i).index());
      if (written != null && operands.get(i) instanceof Operand.Part part) {
        part.memory().take(part.offset(), written);
      }
    }
  }
}
