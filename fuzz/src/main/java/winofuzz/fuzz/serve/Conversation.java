package winofuzz.fuzz.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.serve.DeviceAnswer.Mistake;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Device;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.session.DeviceMemory;
import winofuzz.metal.session.Operand;
import winofuzz.metal.session.Session;
import winofuzz.metal.sim.KernelSignature;

/** One client's requests, answered in order, over memories and programs of its own. */
final class Conversation {
  private static final int MOST_LINE_BYTES = 16 << 20;

  /** The most bytes that the memories of a client may have together. */
  private static final long MOST_BYTES = Math.max(1L << 26, Runtime.getRuntime().maxMemory() / 2);

  /** An answer, and the bytes that follow it. */
  private static final class Answer {
    private final DeviceAnswer document;
    private final byte[] bytes;

    Answer(DeviceAnswer document) {
      this(document, new byte[0]);
    }

    Answer(DeviceAnswer document, byte[] bytes) {
      this.document = document;
      this.bytes = bytes;
    }
  }

  private final InputStream in;
  private final OutputStream out;
  private final Device device;
  private final ServeListener listener;
  private final Session session;
  private final Map<Integer, DeviceMemory> memories = new HashMap<>();
  private final Map<Integer, String> programs = new HashMap<>();
  private long allocated;

  /**
   * A conversation that has not begun.
   *
   * @param in what the client says, buffered
   * @param out what it hears, buffered
   */
  Conversation(InputStream in, OutputStream out, Device device, ServeListener listener) {
    this.in = in;
    this.out = out;
    this.device = device;
    this.listener = listener;
    this.session = new Session(device);
  }

  /**
   * Answers requests until the client ends.
   *
   * @throws BadInputException if what the client sends cannot be told apart any more
   */
  void run() throws IOException {
    send(new Answer(new DeviceAnswer.Greeting(device.name(), device.hardware())));
    for (String line = line(); line != null; line = line()) {
      send(answer(line));
    }
  }

  private void send(Answer answer) throws IOException {
    out.write((Json.line(answer.document) + "\n").getBytes(StandardCharsets.UTF_8));
    out.write(answer.bytes);
    out.flush();
  }

  /** The next line without its end, null after the last one. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.size() == MOST_LINE_BYTES) {
        throw new BadInputException(
            "request: expected a line of at most " + MOST_LINE_BYTES + " bytes");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private Answer answer(String line) throws IOException {
    byte[] given = in.readNBytes(following(line));
    try {
      return answer(DeviceRequest.read(line), given);
    } catch (BadLaunchException | BadInputException e) {
      return refused(e, Mistake.REQUEST);
    } catch (MslSyntaxException e) {
      return refused(
          e,
          e.kind() == MslSyntaxException.Kind.UNSUPPORTED ? Mistake.UNSUPPORTED : Mistake.SOURCE);
    } catch (DeviceException e) {
      return refused(e, Mistake.DEVICE);
    }
  }

  private static Answer refused(RuntimeException e, Mistake mistake) {
    return new Answer(new DeviceAnswer.Refused(String.valueOf(e.getMessage()), mistake));
  }

  /** How many bytes follow a request, whatever else is wrong with it. */
  private static int following(String line) {
    long bytes = Json.number(line, "request", "bytes").orElse(0);
    if (bytes > Integer.MAX_VALUE) {
      throw new BadInputException(
          "request: bytes: expected at most %d, found %d".formatted(Integer.MAX_VALUE, bytes));
    }
    return (int) Math.max(0, bytes);
  }

  private Answer answer(DeviceRequest request, byte[] given) {
    switch (request) {
      case DeviceRequest.Allocate r -> allocate(r);
      case DeviceRequest.Free r -> {
        allocated -= memory(r.memory()).size();
        memories.remove(r.memory());
      }
      case DeviceRequest.Write r -> write(r, given);
      case DeviceRequest.Read r -> {
        byte[] found = memory(r.memory()).read(r.offset(), r.size());
        return new Answer(new DeviceAnswer.Contents(true, found.length), found);
      }
      case DeviceRequest.Copy r ->
          memory(r.to()).copy(r.toOffset(), memory(r.from()), r.fromOffset(), r.size());
      case DeviceRequest.Compile r -> {
        List<KernelSignature> signatures = KernelSignature.all(r.source());
        programs.put(r.program(), r.source());
        return new Answer(DeviceAnswer.Compiled.of(signatures));
      }
      case DeviceRequest.Forget r -> {
        String _ = program(r.program());
        programs.remove(r.program());
      }
      case DeviceRequest.Launch r -> {
        return new Answer(launch(r));
      }
    }
    return new Answer(DeviceAnswer.Done.DONE);
  }

  private void write(DeviceRequest.Write request, byte[] given) {
    if (given.length != request.bytes()) {
      throw new BadInputException(
          "bytes: expected %d, found %d".formatted(request.bytes(), given.length));
    }
    memory(request.memory()).write(request.offset(), given);
  }

  private void allocate(DeviceRequest.Allocate request) {
    long size = request.size();
    if (memories.containsKey(request.memory()) || request.memory() < 1) {
      throw new BadInputException(
          "memory: expected a number from 1 that is free, found " + request.memory());
    }
    if (size < 0 || size > Integer.MAX_VALUE - 16 || allocated + size > MOST_BYTES) {
      throw new BadInputException(
          "size: expected 0 to 2^31 bytes, and at most %d in all memories, found %d"
              .formatted(MOST_BYTES, size));
    }
    allocated += size;
    memories.put(request.memory(), new DeviceMemory((int) size));
  }

  private DeviceMemory memory(int number) {
    DeviceMemory found = memories.get(number);
    if (found == null) {
      throw new BadInputException(
          "memory: expected the number of one that is allocated, found " + number);
    }
    return found;
  }

  private String program(int number) {
    String found = programs.get(number);
    if (found == null) {
      throw new BadInputException(
          "program: expected the number of one that is compiled, found " + number);
    }
    return found;
  }

  private DeviceAnswer launch(DeviceRequest.Launch request) {
    List<Operand> operands = new ArrayList<>();
    for (DeviceRequest.Argument argument : request.arguments()) {
      operands.add(operand(argument));
    }
    String source = program(request.program());
    Outcome outcome =
        session.run(
            source,
            request.kernel(),
            extent(request.threadgroups(), "threadgroups"),
            extent(request.threads(), "threads"),
            operands);
    listener.launched(
        new ServedLaunch(
            Objects.requireNonNullElse(request.note(), ""), source, request.kernel(), outcome));
    return DeviceAnswer.Launched.of(outcome);
  }

  private Operand operand(DeviceRequest.Argument argument) {
    Integer memory = argument.memory();
    Long value = argument.value();
    if (memory == null && value != null && argument.offset() == null && argument.size() == null) {
      return new Operand.Value(value);
    }
    if (memory == null || value != null) {
      throw new BadInputException("arguments: expected a memory or a value each");
    }
    Long size = argument.size();
    return new Operand.Part(
        memory(memory),
        argument.offset() == null ? 0 : argument.offset(),
        size == null ? OptionalLong.empty() : OptionalLong.of(size));
  }

  private static Extent extent(List<Integer> sizes, String key) {
    if (sizes.size() != 3 || sizes.stream().anyMatch(s -> s == null || s < 1)) {
      throw new BadInputException(key + ": expected three numbers of at least 1");
    }
    return Extent.of(sizes);
  }
}
