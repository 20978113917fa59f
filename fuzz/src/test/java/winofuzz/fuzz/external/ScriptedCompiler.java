package winofuzz.fuzz.external;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compilers that are scripts of {@code sh}. They lower one case, do not offer any other, and have
 * two paths: {@code bad} does what a test makes it do, {@code good} is right.
 */
public final class ScriptedCompiler {
  /** The case: a single window. */
  public static final String CASE = "cin=1,h=3,w=3,cout=1";

  /** What a right one says first. */
  public static final String GREETING =
      """
      {"protocol":"winofuzz-compiler","version":1,"name":"scripted","revision":"1",\
      "paths":["bad","good"],"dtypes":["float32"],"features":[]}""";

  /** The text of the kernel, as it stands in JSON. */
  public static final String SOURCE =
      """
      #include <metal_stdlib>\\nusing namespace metal;\\n\
      kernel void k(device float* y [[buffer(0)]], device const float* x [[buffer(1)]], \
      device const float* w [[buffer(2)]]) {\\n\
      float sum = 0;\\nfor (int i = 0; i < 9; i++) { sum += x[i] * w[i]; }\\ny[0] = sum;\\n}""";

  /** The right answer, without its id and braces. */
  public static final String ANSWER =
      """
      "memories":[{"name":"y","dtype":"float32","elements":1,"role":"output"},\
      {"name":"x","dtype":"float32","elements":9,"role":"input"},\
      {"name":"w","dtype":"float32","elements":9,"role":"input"}],\
      "kernels":[{"name":"k","source":"%s","threadgroups":[1,1,1],"threads":[1,1,1],\
      "arguments":[{"memory":0},{"memory":1},{"memory":2}]}],"winograd":false"""
          .formatted(SOURCE);

  /** What tells the case from others in a request. */
  private static final String REQUESTED =
      """
      "batch":1,"cin":1,"h":3,"w":3,"cout":1,"pad":[0,0,0,0],"groups":1,"kernel":[3,3],\
      "stride":[1,1],"dilation":[1,1],"dtype":"float32\"""";

  private final Path folder;

  /**
   * Creates a maker of scripts.
   *
   * @param folder that they are written to
   */
  public ScriptedCompiler(Path folder) {
    this.folder = folder;
  }

  /** Returns statements that answer a request. */
  public static String answering(String members) {
    return "printf '{\"id\":%s,%s}\\n' \"$id\" '" + members + "'";
  }

  /** Returns a script that greets and then does some statements for each request of {@code bad}. */
  public String script(String greeting, String statements) {
    return """
    echo >> '%s'
    %s
    asked=0
    while read -r line; do
      asked=$((asked + 1))
      id=${line#*'"id":'}
      id=${id%%%%,*}
      case $line in
        *'"path":"bad"'*'%s'*) %s ;;
        *'%s'*) %s ;;
        *) %s ;;
      esac
    done
    """
        .formatted(
            folder.resolve("starts"),
            greeting,
            REQUESTED,
            statements,
            REQUESTED,
            answering(ANSWER),
            answering("\"unsupported\":\"other cases\""));
  }

  /** Returns a script that greets as it should. */
  public String script(String statements) {
    return script("echo '" + GREETING + "'", statements);
  }

  /** Returns a script that greets as it should and does some statements whatever it is asked. */
  public String always(String statements) {
    return """
    echo '%s'
    while read -r line; do
      id=${line#*'"id":'}
      id=${id%%%%,*}
      %s
    done
    """
        .formatted(GREETING, statements);
  }

  /** Writes a script, and returns the command that runs it. */
  public List<String> command(String script) {
    try {
      return List.of("sh", Files.writeString(folder.resolve("compiler.sh"), script).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many processes were started. */
  public int starts() {
    try {
      return Files.readAllLines(folder.resolve("starts")).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
