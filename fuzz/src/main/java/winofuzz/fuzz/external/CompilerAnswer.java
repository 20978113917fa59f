package winofuzz.fuzz.external;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.external.BrokenCompilerException.Way;
import winofuzz.fuzz.external.ExternalKernel.Argument;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Sense;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.ir.Stage;
import winofuzz.metal.Extent;

/** What a compiler answers to a request. */
sealed interface CompilerAnswer {
  /**
   * It lowered the case.
   *
   * @param rules those that were applied, in the order of their first application; empty where it
   *     does not tell
   * @param stages what it tells about stages, in their order; empty where it does not tell
   */
  record Lowered(
      List<ExternalMemory> memories,
      List<ExternalKernel> kernels,
      Optional<Boolean> winograd,
      List<String> rules,
      List<StageAnswer> stages)
      implements CompilerAnswer {
    public Lowered {
      memories = List.copyOf(memories);
      kernels = List.copyOf(kernels);
      rules = List.copyOf(rules);
      stages = List.copyOf(stages);
    }
  }

  /** It wrote a script. */
  record Scripted(String text) implements CompilerAnswer {}

  /** It judged the rules that it applied. */
  record Judged(RuleJudgement judgement) implements CompilerAnswer {}

  /**
   * It failed to.
   *
   * @param place in its own source, empty if it tells none
   */
  record Failed(String error, String place) implements CompilerAnswer {}

  /** It does not offer what the case asks for. */
  record Unsupported(String reason) implements CompilerAnswer {}

  /**
   * Reads the answer to a request.
   *
   * @throws BadInputException if it is none, or contradicts itself or the request
   */
  static CompilerAnswer read(String line, long id, Request request) {
    return Json.read(line, "answer", AnswerDocument.class, d -> d.answer(id, request));
  }

  /**
   * Waits for the answer to a request.
   *
   * @throws BrokenCompilerException if there comes none
   */
  static CompilerAnswer hear(CompilerProcess process, Duration limit, long id, Request request)
      throws BrokenCompilerException {
    try {
      return read(process.hear(limit), id, request);
    } catch (BadInputException e) {
      throw new BrokenCompilerException(Way.NO_ANSWER, "gave no answer: " + e.getMessage(), e);
    }
  }

  /** The line as it stands. */
  record AnswerDocument(
      long id,
      @Nullable List<MemoryDocument> memories,
      @Nullable List<KernelDocument> kernels,
      @Nullable Boolean winograd,
      @Nullable List<String> rules,
      @Nullable List<StageDocument> stages,
      @Nullable List<RuleJudgement.Suspect> suspects,
      @Nullable Long judged,
      @Nullable Long skipped,
      @Nullable SortedMap<String, Long> reasons,
      @Nullable List<String> unjudged,
      @Nullable String script,
      @Nullable String error,
      @Nullable String place,
      @Nullable String unsupported) {
    private static final int MOST_KERNELS = 10_000;
    private static final int MOST_MEMORIES = 10_000;

    /** The most bytes of all memories together. */
    private static final long MOST_BYTES = 1L << 28;

    private static final int MOST_SCRIPT = 1 << 20;

    /** What has no place in a text that is shown. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private CompilerAnswer answer(long asked, Request request) {
      if (id != asked) {
        throw new BadInputException("id: expected %d, found %d".formatted(asked, id));
      }
      if (error != null) {
        return new Failed(oneLine(error), place == null ? "" : oneLine(place));
      }
      if (unsupported != null) {
        return new Unsupported(oneLine(unsupported));
      }
      if (suspects != null) {
        return new Judged(
            new RuleJudgement(
                suspects,
                judged == null ? 0 : judged,
                skipped == null ? 0 : skipped,
                unjudged == null ? List.of() : unjudged));
      }
      if (script != null) {
        return new Scripted(text(script));
      }
      if (memories == null || kernels == null) {
        throw new BadInputException("expected memories and kernels, an error, or unsupported");
      }
      Sense.requireBetween("memories", 1, MOST_MEMORIES, memories.size());
      Sense.requireBetween("kernels", 1, MOST_KERNELS, kernels.size());
      List<ExternalMemory> made = memories(memories);
      requireRoles(made, request.memories());
      List<ExternalKernel> read = new ArrayList<>();
      for (int i = 0; i < kernels.size(); i++) {
        int at = i;
        read.add(within("kernels[" + i + "]", () -> kernels.get(at).kernel(made)));
      }
      return new Lowered(
          made,
          read,
          Optional.ofNullable(winograd),
          rules == null ? List.of() : rules,
          stages == null ? List.of() : StageDocument.answers(stages));
    }

    private static String text(String script) {
      Sense.requireText("script", script);
      Sense.requireBetween("script", 1, MOST_SCRIPT, script.length());
      if (CONTROL.matcher(script).find()) {
        throw new BadInputException("script: expected a text, found control characters");
      }
      return script;
    }

    private static List<ExternalMemory> memories(List<MemoryDocument> documents) {
      List<ExternalMemory> made = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < documents.size(); i++) {
        MemoryDocument document = documents.get(i);
        ExternalMemory memory = within("memories[" + i + "]", document::memory);
        bytes += memory.bytes();
        Sense.requireBetween("memories: bytes", 0, MOST_BYTES, bytes);
        made.add(memory);
      }
      return made;
    }

    private static void requireRoles(List<ExternalMemory> made, List<Memory> expected) {
      expected.forEach(memory -> requireOne(made, memory));
      long given = made.stream().filter(m -> m.memory().role() != Memory.Role.INTERMEDIATE).count();
      if (given != expected.size()) {
        throw new BadInputException(
            "memories: expected inputs %s, and an output %s alone"
                .formatted(
                    names(expected, Memory.Role.INPUT), names(expected, Memory.Role.OUTPUT)));
      }
    }

    private static String names(List<Memory> memories, Memory.Role role) {
      return memories.stream()
          .filter(m -> m.role() == role)
          .map(Memory::name)
          .collect(Collectors.joining(" and "));
    }

    private static void requireOne(List<ExternalMemory> made, Memory expected) {
      if (made.stream().filter(m -> m.memory().equals(expected)).count() != 1) {
        throw new BadInputException(
            "memories: expected one %s %s of %d elements of %s"
                .formatted(
                    expected.role() == Memory.Role.OUTPUT ? "output" : "input",
                    expected.name(),
                    expected.elements(),
                    expected.dtype()));
      }
    }
  }

  /** What is told about a stage as the line has it. */
  record StageDocument(String stage, @Nullable JsonNode graph, @Nullable String unsupported) {
    private static final Set<Stage> EVALUATED = EnumSet.range(Stage.TENSOR, Stage.LINEAR);

    private static List<StageAnswer> answers(List<StageDocument> documents) {
      List<StageAnswer> result = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        StageAnswer answer = within("stages[" + i + "]", documents.get(i)::answer);
        if (!result.isEmpty() && answer.stage().compareTo(result.getLast().stage()) <= 0) {
          throw new BadInputException("stages: expected each once, in their order");
        }
        result.add(answer);
      }
      return result;
    }

    private StageAnswer answer() {
      Stage named =
          EVALUATED.stream()
              .filter(known -> known.label().equals(stage))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "stage: expected one from tensor to linear, found '" + stage + "'"));
      if (graph != null && unsupported == null) {
        return new StageAnswer.Graph(named, graph);
      }
      if (graph == null && unsupported != null) {
        return new StageAnswer.Unsupported(named, oneLine(unsupported));
      }
      throw new BadInputException("graph: expected a graph or unsupported");
    }
  }

  /** A memory as the line has it. */
  record MemoryDocument(
      String name, String dtype, long elements, MemoryRole role, @Nullable String contents) {
    private static final long MOST_ELEMENTS = 1L << 28;

    private ExternalMemory memory() {
      Sense.requireBetween("elements", 1, MOST_ELEMENTS, elements);
      DType type = type();
      if ((contents != null) != (role == MemoryRole.CONSTANT)) {
        throw new BadInputException("contents: expected for a constant, and for nothing else");
      }
      Memory memory = new Memory(name, type, elements, role.role);
      return new ExternalMemory(
          memory,
          contents == null
              ? Optional.empty()
              : Optional.of(ByteBuffer.wrap(bytes(contents, type))));
    }

    private DType type() {
      try {
        return KnownNames.elementType(dtype);
      } catch (BadInputException e) {
        throw new BadInputException(
            "dtype: expected that of elements in memory, found '" + dtype + "'", e);
      }
    }

    private byte[] bytes(String text, DType type) {
      byte[] found;
      try {
        found = Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new BadInputException("contents: expected Base64, found something else", e);
      }
      long expected = elements * type.kind().bytes();
      if (found.length != expected) {
        throw new BadInputException(
            "contents: expected %d bytes, found %d".formatted(expected, found.length));
      }
      return found;
    }
  }

  /** What a memory is for. */
  enum MemoryRole {
    @JsonProperty("input")
    INPUT(Memory.Role.INPUT),
    @JsonProperty("output")
    OUTPUT(Memory.Role.OUTPUT),
    @JsonProperty("intermediate")
    INTERMEDIATE(Memory.Role.INTERMEDIATE),
    @JsonProperty("constant")
    CONSTANT(Memory.Role.INTERMEDIATE);

    private final Memory.Role role;

    MemoryRole(Memory.Role role) {
      this.role = role;
    }
  }

  /** A kernel as the line has it. */
  record KernelDocument(
      String name,
      String source,
      List<Integer> threadgroups,
      List<Integer> threads,
      List<ArgumentDocument> arguments,
      @Nullable List<String> options) {
    private static final int MOST_ARGUMENTS = 128;

    private ExternalKernel kernel(List<ExternalMemory> memories) {
      Sense.requireText("name", name);
      Sense.requireBetween("arguments", 0, MOST_ARGUMENTS, arguments.size());
      List<Argument> read = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        ArgumentDocument argument = arguments.get(i);
        read.add(within("arguments[" + i + "]", () -> argument.argument(memories)));
      }
      return new ExternalKernel(
          name,
          source,
          extent("threadgroups", threadgroups),
          extent("threads", threads),
          read,
          options == null ? List.of() : options);
    }

    private static Extent extent(String key, List<Integer> sizes) {
      if (sizes.size() != 3 || sizes.stream().anyMatch(s -> s == null || s < 1)) {
        throw new BadInputException(key + ": expected three numbers of at least 1");
      }
      return Extent.of(sizes);
    }
  }

  /** An argument as the line has it. */
  record ArgumentDocument(
      @Nullable Integer memory, @Nullable Long offset, @Nullable Long size, @Nullable Long value) {

    private Argument argument(List<ExternalMemory> memories) {
      if (memory == null && value != null && offset == null && size == null) {
        return new Argument.Value(value);
      }
      if (memory == null || value != null) {
        throw new BadInputException("expected a memory or a value");
      }
      Sense.requireBetween("memory", 0, memories.size() - 1L, memory);
      long bytes = memories.get(memory).bytes();
      long from = offset == null ? 0 : offset;
      Sense.requireBetween("offset", 0, bytes, from);
      if (size != null) {
        Sense.requireBetween("size", 0, bytes - from, size);
      }
      return new Argument.Part(
          memory, from, size == null ? OptionalLong.empty() : OptionalLong.of(size));
    }
  }

  /** Reads part of a document. */
  @FunctionalInterface
  interface Reading<T> {
    T read();
  }

  private static <T> T within(String where, Reading<T> reading) {
    try {
      return reading.read();
    } catch (BadInputException e) {
      throw new BadInputException(where + "." + e.getMessage(), e);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
