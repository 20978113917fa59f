package winofuzz.fuzz.external;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;

/**
 * A compiler that is a process of its own and speaks the compiler protocol. There are as many
 * processes as threads that lower at once; one that breaks is replaced, and what it was asked for
 * fails to lower.
 */
public final class ExternalCompiler implements CompilerUnderTest {
  private static final Duration GREETING_LIMIT = Duration.ofSeconds(30);

  /** How many answers are kept: a case is shrunk by asking for its convolution again. */
  private static final int MOST_KEPT = 512;

  private record Key(Convolution convolution, LoweringPath path) {}

  private final List<String> command;
  private final Duration limit;
  private final AtomicLong ids = new AtomicLong();
  private final Deque<CompilerProcess> idle = new ArrayDeque<>();
  private final Map<Key, Answer> answers =
      new LinkedHashMap<>(MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private final Greeting greeting;

  private ExternalCompiler(List<String> command, Duration limit) {
    this.command = List.copyOf(command);
    this.limit = limit;
    try {
      CompilerProcess first = start();
      try {
        greeting = Greeting.read(first.hear(GREETING_LIMIT));
        idle.push(first);
      } catch (BrokenCompilerException | BadInputException e) {
        first.close();
        throw e;
      }
    } catch (BrokenCompilerException e) {
      throw new BadInputException(
          "expected a compiler that greets, found one that " + e.getMessage(), e);
    }
  }

  /**
   * Starts a compiler.
   *
   * @param command as one text, which is split as in a shell
   * @param limit how long it may take for a case
   * @throws BadInputException if it cannot be started or does not greet
   */
  public static ExternalCompiler of(String command, Duration limit) {
    return new ExternalCompiler(CommandWords.split(command), limit);
  }

  /** Starts a compiler whose command is given word by word. */
  public static ExternalCompiler of(List<String> command, Duration limit) {
    return new ExternalCompiler(command, limit);
  }

  private CompilerProcess start() {
    try {
      return new CompilerProcess(command);
    } catch (IOException e) {
      throw new BadInputException(
          "expected a compiler that can be started, found '%s': %s"
              .formatted(command.getFirst(), e.getMessage()),
          e);
    }
  }

  @Override
  public String name() {
    return greeting.name();
  }

  /** The state of the compiler, as it says itself. */
  public String revision() {
    return greeting.revision();
  }

  @Override
  public List<LoweringPath> paths() {
    return greeting.paths();
  }

  @Override
  public List<Target> targets() {
    return List.of(Target.APPLE);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedCaseException if the compiler does not offer what the convolution asks for
   */
  @Override
  public LoweredCase lower(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    if (!greeting.dtypes().contains(convolution.dtype())) {
      throw new UnsupportedCaseException(name() + " does not offer " + convolution.dtype());
    }
    return switch (answer(new Key(convolution, path))) {
      case Answer.Lowered lowered -> new ExternalLowered(lowered);
      case Answer.Failed(String error, String place) ->
          throw new LoweringException(
              place.isEmpty() ? error : error + " (" + place + ")", place, null);
      case Answer.Unsupported(String reason) -> throw new UnsupportedCaseException(reason);
    };
  }

  private Answer answer(Key key) {
    synchronized (answers) {
      Answer known = answers.get(key);
      if (known != null) {
        return known;
      }
    }
    Answer fresh = ask(key);
    synchronized (answers) {
      answers.put(key, fresh);
    }
    return fresh;
  }

  private Answer ask(Key key) {
    CompilerProcess process = null;
    try {
      process = take();
      long id = ids.incrementAndGet();
      process.say(Json.line(new LowerRequest(id, key.path(), key.convolution())));
      Answer answer = Answer.read(process.hear(limit), id, key.convolution());
      if (process.hasMore()) {
        throw new BrokenCompilerException("wrote more than one line for a request");
      }
      giveBack(process);
      return answer;
    } catch (BrokenCompilerException e) {
      close(process);
      return new Answer.Failed("the compiler " + e.getMessage(), "");
    } catch (BadInputException e) {
      close(process);
      return new Answer.Failed("the compiler wrote no answer: " + e.getMessage(), "");
    }
  }

  private CompilerProcess take() throws BrokenCompilerException {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    CompilerProcess fresh = start();
    try {
      Greeting again = Greeting.read(fresh.hear(GREETING_LIMIT));
      if (!again.equals(greeting)) {
        throw new BrokenCompilerException("greets in another way when it is started again");
      }
      return fresh;
    } catch (BrokenCompilerException | BadInputException e) {
      fresh.close();
      throw e;
    }
  }

  private void giveBack(CompilerProcess process) {
    synchronized (idle) {
      idle.push(process);
    }
  }

  private static void close(@Nullable CompilerProcess process) {
    if (process != null) {
      process.close();
    }
  }

  /** Ends the processes that are not asked at the moment. */
  @Override
  public void close() {
    List<CompilerProcess> all;
    synchronized (idle) {
      all = new ArrayList<>(idle);
      idle.clear();
    }
    all.forEach(CompilerProcess::close);
  }
}
