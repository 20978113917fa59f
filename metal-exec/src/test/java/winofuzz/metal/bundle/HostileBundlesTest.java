package winofuzz.metal.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;

/** Bundles of strangers: what is wrong with one is one line, and costs neither time nor memory. */
@Timeout(60)
final class HostileBundlesTest {

  private static final String KERNEL =
      "kernel void k(device float* out, device float* in) { out[0] = in[0]; }\n";

  private static final String LAUNCH =
      """
      {"kernel":"k","source":"kernel.metal","threadgroups":[1,1,1],"threads_per_threadgroup":[1,1,1],
       "buffers":[{"index":0,"type":"float32","length":2,"role":"out","expect":"out.bin"},
       {"index":1,"type":"float32","length":2,"role":"in","data":"in.bin"}]}
      """;

  @TempDir private Path outside = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    folder = Files.createDirectory(outside.resolve("bundle"));
    Files.writeString(folder.resolve("kernel.metal"), KERNEL);
    Files.writeString(folder.resolve("launch.json"), LAUNCH);
    Files.write(folder.resolve("in.bin"), Buffer.ofFloats(1, 2).toBytes());
    Files.write(folder.resolve("out.bin"), Buffer.ofFloats(1, 2).toBytes());
    Files.writeString(outside.resolve("secret"), "12345678");
  }

  /** Returns the message with which the bundle is refused, without the folder. */
  private String refusal() {
    BadLaunchException e = assertThrows(BadLaunchException.class, () -> Bundle.read(folder));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(folder.toString()), message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    assertTrue(message.length() < 1000, message);
    return message.substring(folder.toString().length() + 1);
  }

  private void replace(String before, String after) throws IOException {
    assertTrue(LAUNCH.contains(before), before);
    Files.writeString(folder.resolve("launch.json"), LAUNCH.replace(before, after));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "kernel.metal" | "/etc/passwd" | launch.json: "/etc/passwd": expected a file in the bundle's folder
          "kernel.metal" | "../secret" | launch.json: "../secret": expected a file in the bundle's folder
          "kernel.metal" | "x/../../secret" | launch.json: "x/../../secret": expected a file in the bundle's folder
          "kernel.metal" | ".." | launch.json: "..": expected a file in the bundle's folder
          "kernel.metal" | "." | launch.json: ".": expected a file in the bundle's folder
          "kernel.metal" | "" | launch.json: "": expected a file in the bundle's folder
          "kernel.metal" | "a\\u0000b" | launch.json: "a?b": expected the name of a file
          "kernel.metal" | "a\\nb" | launch.json: "a?b": expected a file in the bundle's folder
          "kernel.metal" | "\\u001b[2J" | launch.json: "?[2J": expected a file in the bundle's folder
          "kernel.metal" | "none/kernel.metal" | none/kernel.metal: expected a file, found none
          "kernel.metal" | "kernel.metal/x" | kernel.metal/x: expected a file, found none
          "kernel.metal" | null | launch.json: expected "source", found none
          "kernel.metal" | 7 | 7: expected a file, found none
          "kernel.metal" | {} | launch.json, line 1
          "in.bin" | "/dev/zero" | launch.json: "/dev/zero": expected a file in the bundle's folder
          "in.bin" | "../secret" | launch.json: "../secret": expected a file in the bundle's folder
          "out.bin" | "../secret" | launch.json: "../secret": expected a file in the bundle's folder
          "out.bin" | [] | launch.json, line 2
          "k" | "" | launch.json: "kernel": expected the name of a kernel, found ''
          "k" | "k\\u0000" | launch.json: "kernel": expected the name of a kernel, found 'k?'
          "k" | "k\\nk" | launch.json: "kernel": expected the name of a kernel, found 'k?k'
          "k" | "../../k" | launch.json: "kernel": expected the name of a kernel, found '../../k'
          "threadgroups":[1,1,1] | "threadgroups":[2147483647,2147483647,2147483647] | launch.json: "threadgroups": expected at most 4294967295 in all
          "threadgroups":[1,1,1] | "threadgroups":[65536,65536,1] | launch.json: "threadgroups": expected at most 4294967295 in all
          "threadgroups":[1,1,1] | "threadgroups":[2147483648,1,1] | launch.json, line 1
          "threadgroups":[1,1,1] | "threadgroups":[1e99,1,1] | launch.json, line 1
          "threadgroups":[1,1,1] | "threadgroups":[1.5,1,1] | launch.json, line 1
          "threadgroups":[1,1,1] | "threadgroups":["1",1,1] | launch.json, line 1
          "threadgroups":[1,1,1] | "threadgroups":[true,1,1] | launch.json, line 1
          "threadgroups":[1,1,1] | "threadgroups":[-1,1,1] | launch.json: "threadgroups": expected three numbers of at least 1, found [-1, 1, 1]
          "threadgroups":[1,1,1] | "threadgroups":[-1,-1,1] | launch.json: "threadgroups": expected three numbers of at least 1
          "threadgroups":[1,1,1] | "threadgroups":[1,null,1] | launch.json: "threadgroups": expected three numbers of at least 1
          "threadgroups":[1,1,1] | "threadgroups":[] | launch.json: "threadgroups": expected three numbers of at least 1, found []
          "threadgroups":[1,1,1] | "threadgroups":[1,1,1,1,1,1,1,1,1] | launch.json: "threadgroups": expected three numbers of at least 1, found 9 numbers
          "threadgroups":[1,1,1] | "threadgroups":7 | launch.json, line 1
          threads_per_threadgroup":[1,1,1] | threads_per_threadgroup":[65536,65536,65536] | launch.json: "threads_per_threadgroup": expected at most 4294967295 in all
          "length":2,"role":"out","expect":"out.bin" | "length":2147483647,"role":"out" | launch.json: buffer 0: expected at most
          "length":2,"role":"out","expect":"out.bin" | "length":4294967298,"role":"out" | launch.json, line 2
          "length":2,"role":"out","expect":"out.bin" | "length":-2147483648,"role":"out" | launch.json: buffer 0: "length": expected 0 or more, found -2147483648
          "length":2,"role":"in" | "length":3,"role":"in" | launch.json: buffer 1: expected 3 elements of float32 (12 bytes) in in.bin, found 8 bytes
          "length":2,"role":"in" | "length":1,"role":"in" | in.bin: expected at most 4 bytes, found 8
          "length":2,"role":"in" | "length":500000000,"role":"in" | launch.json: buffer 1: expected
          "index":0 | "index":-1 | launch.json: buffer -1: expected an index
          "index":0 | "index":2147483647 | launch.json: buffer 2147483647: expected an index
          "index":0 | "index":"0" | launch.json, line 2
          "type":"float32","length":2,"role":"in" | "type":"float32\\n","length":2,"role":"in" | launch.json: buffer 1: element type 'float32?'
          "type":"float32","length":2,"role":"in" | "type":null,"length":2,"role":"in" | launch.json: expected "type", found none
          "role":"in" | "role":"IN\\u0007" | launch.json: buffer 1: role 'IN?'
          "role":"in" | "role":"in","role":"out" | launch.json, line 3
          "data":"in.bin" | "data":"in.bin","evil":1 | launch.json, line 3
          """)
  void isRefusedInOneLine(String before, String after, String problem) throws IOException {
    replace(before, after);
    String refusal = refusal();
    assertTrue(refusal.startsWith(problem), () -> "expected " + problem + ", found " + refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"launch.json", "kernel.metal", "in.bin", "out.bin"})
  void linksOutOfTheFolderAreRefused(String name) throws IOException {
    Files.delete(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), Path.of("../secret"));
    assertEquals(
        name + ": expected a file in the bundle's folder, found a link that leads out of it",
        refusal());
  }

  @Test
  void foldersThatAreLinksAreRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("sub"), outside);
    replace("in.bin", "sub/secret");
    assertEquals(
        "sub/secret: expected a file in the bundle's folder, found a link that leads out of it",
        refusal());
  }

  @ParameterizedTest
  @CsvSource({"in.bin, in.bin", "in.bin, loop", "kernel.metal, /dev/zero", "in.bin, /dev/stdin"})
  void linksToNowhereOrToDevicesAreRefused(String name, String target) throws IOException {
    Files.delete(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    assertTrue(refusal().startsWith(name + ": "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"launch.json", "kernel.metal", "in.bin", "out.bin"})
  void pipesAreRefusedWithoutWaiting(String name) throws Exception {
    Files.delete(folder.resolve(name));
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
    assumeTrue(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0, "no mkfifo here");
    assertEquals(
        name + ": expected a regular file, found a pipe, a socket or a device instead", refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"launch.json", "kernel.metal", "in.bin", "out.bin"})
  void foldersAreRefused(String name) throws IOException {
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));
    assertEquals(name + ": expected a regular file, found a folder instead", refusal());
  }

  @ParameterizedTest
  @CsvSource({"launch.json, 1048576", "kernel.metal, 16777216", "in.bin, 8", "out.bin, 8"})
  void filesOfGigabytesAreRefusedUnread(String name, long most) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(3_000_000_000L);
    }
    assertEquals(name + ": expected at most " + most + " bytes, found 3000000000", refusal());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void buffersThatAreCutShortAreRefused(int size) throws IOException {
    Files.write(folder.resolve("in.bin"), new byte[size]);
    assertEquals(
        "launch.json: buffer 1: expected 2 elements of float32 (8 bytes) in in.bin, found "
            + size
            + " bytes",
        refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "[[[[", "{\"kernel\":", "\"text\"", "\ufeff", "nul"})
  void textThatIsNoLaunchIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve("launch.json"), text);
    assertTrue(refusal().startsWith("launch.json"));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Files.writeString(folder.resolve("launch.json"), "{\"buffers\":" + "[".repeat(100_000));
    assertTrue(refusal().startsWith("launch.json"));
  }

  @Test
  void aHundredThousandBuffersAreRefused() throws IOException {
    String one = "{\"index\":0,\"type\":\"float32\",\"length\":2,\"role\":\"out\"},";
    replace("\"buffers\":[", "\"buffers\":[" + one.repeat(100_000));
    assertTrue(refusal().startsWith("launch.json: expected at most 1048576 bytes"));
  }

  @Test
  void manyLargeBuffersAreRefusedBeforeTheyAreMade() throws IOException {
    String one = "{\"index\":0,\"type\":\"float32\",\"length\":60000000,\"role\":\"out\"},";
    replace("\"buffers\":[", "\"buffers\":[" + one.repeat(1000));
    assertTrue(refusal().contains(": expected at most "));
  }

  @Test
  void linksInsideOfTheFolderAreFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("same.bin"), Path.of("in.bin"));
    replace("\"in.bin\"", "\"same.bin\"");
    assertFalse(Bundle.read(folder).launch().arguments().isEmpty());
  }
}
