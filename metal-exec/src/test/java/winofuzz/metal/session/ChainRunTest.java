package winofuzz.metal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Check;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.bundle.BufferComparison;
import winofuzz.metal.bundle.Chain;
import winofuzz.metal.sim.SimDevice;

/** Launches that share memories. */
final class ChainRunTest {
  /** Adds a value to as many elements as there are threads. */
  private static final String ADD =
      """
      kernel void add(device int* to, device const int* from, constant int& n,
                      uint i [[thread_position_in_grid]]) {
        to[i] = from[i] + n;
      }
      """;

  @TempDir private Path folder;

  private void write(String file, int... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    Path _ = Files.write(folder.resolve(file), bytes.array());
  }

  private Chain chain(String json) throws IOException {
    Path _ = Files.writeString(folder.resolve("add.metal"), ADD);
    write("one.bin", 1, 2, 3, 4);
    Path _ = Files.writeString(folder.resolve(Chain.FILE), json.replace('\'', '"'));
    return Chain.read(folder);
  }

  private static String launch(int threads, String arguments) {
    return """
    {'kernel':'add','source':'add.metal','threadgroups':[1,1,1],
     'threads_per_threadgroup':[%d,1,1],'arguments':[%s]}"""
        .formatted(threads, arguments);
  }

  @Test
  void whatOneLaunchWritesTheNextOneReads() throws Exception {
    write("sum.bin", 111, 112, 113, 114);
    Chain chain =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'},
                         {'type':'int32','length':4},
                         {'type':'int32','length':4,'expect':'sum.bin'}],
             'launches':[%s,%s]}"""
                .formatted(
                    launch(4, "{'memory':1},{'memory':0},{'value':10}"),
                    launch(4, "{'memory':2},{'memory':1},{'value':100}")));
    ChainRun run = ChainRun.of(chain, new SimDevice());
    assertTrue(run.outcomes().stream().allMatch(Outcome.Ran.class::isInstance));
    assertNull(chain.compare(2, run.memories().get(2)));
  }

  @Test
  void whatIsExpectedOtherwiseDiffers() throws Exception {
    write("sum.bin", 11, 12, 13, 15);
    Chain chain =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'},
                         {'type':'int32','length':4,'expect':'sum.bin'}],
             'launches':[%s]}"""
                .formatted(launch(4, "{'memory':1},{'memory':0},{'value':10}")));
    ChainRun run = ChainRun.of(chain, new SimDevice());
    BufferComparison.Different different =
        assertInstanceOf(BufferComparison.Different.class, chain.compare(1, run.memories().get(1)));
    assertEquals(3, different.index());
  }

  @Test
  void aPartWrittenIsNoFaultAndTheRestStaysUnwritten() throws Exception {
    Chain chain =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'},
                         {'type':'int32','length':4},{'type':'int32','length':4}],
             'launches':[%s,%s]}"""
                .formatted(
                    launch(2, "{'memory':1,'offset':4,'size':8},{'memory':0},{'value':0}"),
                    launch(4, "{'memory':2},{'memory':1},{'value':0}")));
    ChainRun run = ChainRun.of(chain, new SimDevice());
    assertInstanceOf(Outcome.Ran.class, run.outcomes().get(0));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, run.outcomes().get(1));
    assertEquals(2, trapped.count());
    assertEquals(Violation.Kind.UNWRITTEN_READ, trapped.violations().getFirst().kind());
  }

  @Test
  void whatLiesOutsideOfAPartIsOutOfBounds() throws Exception {
    Chain chain =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'},
                         {'type':'int32','length':4}],
             'launches':[%s]}"""
                .formatted(launch(3, "{'memory':1},{'memory':0,'offset':4,'size':8},{'value':0}")));
    Outcome.Trapped trapped =
        assertInstanceOf(
            Outcome.Trapped.class, ChainRun.of(chain, new SimDevice()).outcomes().getFirst());
    assertEquals(Violation.Kind.READ_OUT_OF_BOUNDS, trapped.violations().getFirst().kind());
  }

  @Test
  void partsThatOverlapSeeEachOther() throws Exception {
    Chain inPlace =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'}],
             'launches':[%s]}"""
                .formatted(launch(4, "{'memory':0},{'memory':0},{'value':1}")));
    ChainRun run = ChainRun.of(inPlace, new SimDevice());
    assertInstanceOf(Outcome.Ran.class, run.outcomes().getFirst());
    assertEquals("2", run.memories().getFirst().shown(0));
    Chain shifted =
        chain(
            """
            {'memories':[{'type':'int32','length':4,'data':'one.bin'}],
             'launches':[%s]}"""
                .formatted(launch(3, "{'memory':0,'offset':4},{'memory':0},{'value':1}")));
    Outcome.Trapped race =
        assertInstanceOf(
            Outcome.Trapped.class, ChainRun.of(shifted, new SimDevice()).outcomes().getFirst());
    assertEquals(Check.RACE, race.violations().getFirst().kind().check());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'memory':1},{'memory':9},{'value':0}               | argument 1: expected a "memory" from 0 to 1, or a "value"
          {'memory':1},{'memory':0,'value':1},{'value':0}     | argument 1: expected a "memory" from 0 to 1, or a "value"
          {'memory':1},{'memory':0,'offset':12,'size':8},{'value':0} | expected a part of the 16 bytes of memory 0, found offset 12 and size 8
          {'memory':1},null,{'value':0}                       | argument 1: expected an object, found null
          """)
  void aMistakeIsOneLine(String arguments, String expected) {
    BadLaunchException e =
        assertThrows(
            BadLaunchException.class,
            () ->
                chain(
                    """
                    {'memories':[{'type':'int32','length':4,'data':'one.bin'},
                                 {'type':'int32','length':4}],
                     'launches':[%s]}"""
                        .formatted(launch(4, arguments))));
    assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
  }
}
