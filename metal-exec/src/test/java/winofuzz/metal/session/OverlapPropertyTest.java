package winofuzz.metal.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import winofuzz.metal.Check;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.sim.SimDevice;

/**
 * {@code to[i] = from[i] + 1} over two parts of one memory, held against a loop over bytes: where
 * no two threads touch a byte, the order of threads does not matter; where they do, it is a race.
 */
final class OverlapPropertyTest {
  private static final int BYTES = 128;

  /** An element type: an integer without sign, or a float. */
  private enum Element {
    UCHAR(1),
    USHORT(2),
    UINT(4),
    ULONG(8),
    FLOAT(4);

    private final int bytes;

    Element(int bytes) {
      this.bytes = bytes;
    }

    private String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }

    private long read(ByteBuffer memory, int at) {
      return switch (this) {
        case UCHAR -> memory.get(at) & 0xffL;
        case USHORT -> memory.getShort(at) & 0xffffL;
        case UINT -> memory.getInt(at) & 0xffffffffL;
        case ULONG -> memory.getLong(at);
        case FLOAT -> (long) memory.getFloat(at);
      };
    }

    private void write(ByteBuffer memory, int at, long value) {
      switch (this) {
        case UCHAR -> memory.put(at, (byte) value);
        case USHORT -> memory.putShort(at, (short) value);
        case UINT -> memory.putInt(at, (int) value);
        case ULONG -> memory.putLong(at, value);
        case FLOAT -> memory.putFloat(at, (float) value);
      }
    }

    /** What is one more, in the type that Metal computes it in. */
    private long next(long value) {
      return this == UINT ? (value + 1) & 0xffffffffL : value + 1;
    }
  }

  /** Two parts of a memory, with a thread for each element. */
  private record Overlap(Element from, int fromOffset, Element to, int toOffset, int threads) {

    private static Overlap draw(Random random) {
      Element from = integer(random);
      Element to = random.nextInt(3) == 0 ? integer(random) : from;
      if (random.nextInt(5) == 0) {
        from = Element.FLOAT;
        to = Element.FLOAT;
      }
      int threads = 1 + random.nextInt(8);
      int fromOffset = offset(random, from, threads);
      boolean inPlace = from == to && random.nextInt(3) == 0;
      return new Overlap(
          from, fromOffset, to, inPlace ? fromOffset : offset(random, to, threads), threads);
    }

    private static Element integer(Random random) {
      List<Element> integers = List.of(Element.UCHAR, Element.USHORT, Element.UINT, Element.ULONG);
      return integers.get(random.nextInt(integers.size()));
    }

    private static int offset(Random random, Element type, int threads) {
      return random.nextInt(BYTES / type.bytes - threads + 1) * type.bytes;
    }

    private int readAt(int thread) {
      return fromOffset + thread * from.bytes;
    }

    private int writtenAt(int thread) {
      return toOffset + thread * to.bytes;
    }

    /** Whether a thread writes a byte that another one reads. */
    private boolean races() {
      return IntStream.range(0, threads * threads)
          .anyMatch(
              i -> {
                int reader = i / threads;
                int writer = i % threads;
                return reader != writer
                    && readAt(reader) < writtenAt(writer) + to.bytes
                    && writtenAt(writer) < readAt(reader) + from.bytes;
              });
    }

    private Outcome run(DeviceMemory memory, int threadsInGroup) {
      String source =
          """
          kernel void k(device %s* to [[buffer(0)]], device const %s* from [[buffer(1)]],
              uint i [[thread_position_in_grid]]) {
            to[i] = from[i] + 1;
          }
          """
              .formatted(to.spelling(), from.spelling());
      return new Session(new SimDevice())
          .run(
              source,
              "k",
              Extent.of(threads / threadsInGroup, 1, 1),
              Extent.of(threadsInGroup, 1, 1),
              List.of(part(memory, toOffset, to), part(memory, fromOffset, from)));
    }

    private Operand part(DeviceMemory memory, int offset, Element type) {
      return new Operand.Part(memory, offset, OptionalLong.of((long) threads * type.bytes));
    }
  }

  private static byte[] contents(Random random, Overlap overlap) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    if (overlap.from == Element.FLOAT) {
      ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < BYTES; at += Float.BYTES) {
        floats.putFloat(at, random.nextInt(1000));
      }
    }
    return bytes;
  }

  @Property(tries = 400)
  void partsOfAMemoryAreTheSameBytes(@ForAll long seed) {
    Random random = new Random(seed);
    Overlap overlap = Overlap.draw(random);
    byte[] bytes = contents(random, overlap);
    DeviceMemory memory = new DeviceMemory(BYTES);
    memory.write(0, bytes);
    int threadsInGroup = random.nextBoolean() ? 1 : overlap.threads;
    Outcome outcome = overlap.run(memory, threadsInGroup);
    if (overlap.races()) {
      Outcome.Trapped trapped =
          assertInstanceOf(Outcome.Trapped.class, outcome, () -> overlap + " " + outcome);
      assertTrue(
          trapped.violations().stream().allMatch(v -> v.kind().check() == Check.RACE),
          () -> overlap + " " + outcome);
      return;
    }
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, () -> overlap + " " + outcome);
    assertEquals(List.of(), ran.warnings());
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < overlap.threads; i++) {
      long value = overlap.from.read(expected, overlap.readAt(i));
      overlap.to.write(expected, overlap.writtenAt(i), overlap.from.next(value));
    }
    assertArrayEquals(bytes, memory.read(0, BYTES), overlap::toString);
    assertTrue(memory.isWritten());
  }

  @Property(tries = 200)
  void whatNothingWroteIsKnownByteForByte(
      @ForAll long seed, @ForAll @IntRange(max = BYTES - 1) int hole) {
    Random random = new Random(seed);
    Overlap overlap = Overlap.draw(random);
    if (overlap.races()) {
      return;
    }
    byte[] bytes = contents(random, overlap);
    DeviceMemory memory = new DeviceMemory(BYTES);
    memory.write(0, Arrays.copyOf(bytes, hole));
    memory.write(hole + 1L, Arrays.copyOfRange(bytes, hole + 1, BYTES));
    assertEquals(1, memory.unwritten());
    Outcome outcome = overlap.run(memory, overlap.threads);
    int read = overlap.threads * overlap.from.bytes;
    int written = overlap.threads * overlap.to.bytes;
    boolean isRead = hole >= overlap.fromOffset && hole < overlap.fromOffset + read;
    boolean isWritten = hole >= overlap.toOffset && hole < overlap.toOffset + written;
    if (isRead) {
      Outcome.Trapped trapped =
          assertInstanceOf(Outcome.Trapped.class, outcome, () -> overlap + " " + outcome);
      assertEquals(1, trapped.count(), () -> overlap + " " + outcome);
      assertEquals(Violation.Kind.UNWRITTEN_READ, trapped.violations().getFirst().kind());
    } else {
      assertInstanceOf(Outcome.Ran.class, outcome, () -> overlap + " " + outcome);
    }
    assertEquals(isWritten ? 0 : 1, memory.unwritten(), overlap::toString);
  }
}
