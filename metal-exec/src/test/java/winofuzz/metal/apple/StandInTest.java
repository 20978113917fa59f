package winofuzz.metal.apple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.metal.Extent;

/** The stand-in hears what is said to it wrongly; otherwise its silence would say nothing. */
final class StandInTest {

  private static final String TEXT =
      """
      #pragma METAL fp contract(off)
      constant int c [[function_constant(0)]];
      kernel void k(device int* out) { out[0] = c; }
      """;

  private StandIn standIn;
  private ObjectiveC objc;

  @BeforeEach
  void stand() {
    Optional<StandIn> found = StandIn.find();
    assumeTrue(found.isPresent(), StandIn.MISSING);
    standIn = found.get();
    objc = new ObjectiveC(standIn.frameworks().runtime());
  }

  private Pointer selector(String name) {
    return objc.selector(name);
  }

  private Pointer object(Pointer receiver, String selector) {
    return Objects.requireNonNull(objc.send().object(receiver, selector(selector)));
  }

  private void tell(Pointer receiver, String selector) {
    objc.send().tell(receiver, selector(selector));
  }

  /** A device with a command buffer and an encoder. */
  private final class Session {

    final Pointer device =
        (Pointer)
            NativeLibrary.getInstance(standIn.frameworks().metal())
                .getFunction("MTLCreateSystemDefaultDevice")
                .invoke(Pointer.class, new Object[0]);
    final Pointer commands = object(object(device, "newCommandQueue"), "commandBuffer");
    final Pointer encoder = object(commands, "computeCommandEncoder");
    final Pointer buffer =
        Objects.requireNonNull(
            objc.send()
                .object(
                    device, selector("newBufferWithBytes:length:options:"), new Memory(16), 16, 0));

    void end() {
      tell(encoder, "endEncoding");
    }

    void commit() {
      tell(commands, "commit");
    }

    void await() {
      tell(commands, "waitUntilCompleted");
    }

    void setBuffer(Pointer given, long offset, long index) {
      objc.send().tell(encoder, selector("setBuffer:offset:atIndex:"), given, offset, index);
    }

    void dispatch(int threads) {
      objc.send()
          .tell(
              encoder,
              selector("dispatchThreadgroups:threadsPerThreadgroup:"),
              GridSize.of(Extent.of(1, 1, 1)),
              GridSize.of(Extent.of(threads, 1, 1)));
    }

    @Nullable Pointer library(String text, Owned options) {
      return objc.send()
          .object(
              device,
              selector("newLibraryWithSource:options:error:"),
              objc.string(text),
              options.object(),
              new PointerByReference());
    }

    Owned safeMath() {
      Owned options = objc.create("MTLCompileOptions");
      objc.send().tell(options.object(), selector("setFastMathEnabled:"), (byte) 0);
      return options;
    }

    void release(Pointer object) {
      new Owned(
              object,
              o ->
                  NativeLibrary.getInstance(standIn.frameworks().runtime())
                      .getFunction("objc_release")
                      .invokeVoid(new Object[] {o}))
          .close();
    }
  }

  /** What is said wrongly before all is in order at the end. */
  @FunctionalInterface
  interface Mistake {
    void in(StandInTest test, Session session);
  }

  private static Arguments mistake(String fault, Mistake mistake) {
    return Arguments.of(fault, mistake);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "commit before endEncoding",
            (_, s) -> {
              s.commit();
              s.end();
            }),
        mistake(
            "commit twice",
            (_, s) -> {
              s.end();
              s.commit();
              s.commit();
            }),
        mistake("MTLComputeCommandEncoder released before endEncoding", (_, _) -> {}),
        mistake(
            "endEncoding after endEncoding",
            (_, s) -> {
              s.end();
              s.end();
            }),
        mistake(
            "waitUntilCompleted before commit, or twice",
            (_, s) -> {
              s.end();
              s.await();
            }),
        mistake(
            "status before the wait is over",
            (t, s) -> {
              s.end();
              s.commit();
              t.objc.send().integer(s.commands, t.selector("status"));
            }),
        mistake(
            "GPUEndTime before the wait is over",
            (t, s) -> {
              s.end();
              s.commit();
              t.objc.send().real(s.commands, t.selector("GPUEndTime"));
            }),
        mistake(
            "setBuffer:offset:atIndex: after endEncoding",
            (_, s) -> {
              s.end();
              s.setBuffer(s.buffer, 0, 0);
            }),
        mistake(
            "setBuffer:offset:atIndex:: expected a live MTLBuffer, found nil",
            (_, s) -> {
              s.setBuffer(Pointer.NULL, 0, 0);
              s.end();
            }),
        mistake(
            "setBuffer:offset:atIndex:: expected a live MTLBuffer, found MTLCommandBuffer",
            (_, s) -> {
              s.setBuffer(s.commands, 0, 0);
              s.end();
            }),
        mistake(
            "setBuffer:offset:atIndex:: expected an index below 31, found 31",
            (_, s) -> {
              s.setBuffer(s.buffer, 0, 31);
              s.end();
            }),
        mistake(
            "setBuffer:offset:atIndex:: expected offset 0, found 1",
            (_, s) -> {
              s.setBuffer(s.buffer, 1, 0);
              s.end();
            }),
        mistake(
            "setThreadgroupMemoryLength:atIndex:: expected a multiple of 16, found 20",
            (t, s) -> {
              t.objc
                  .send()
                  .tell(s.encoder, t.selector("setThreadgroupMemoryLength:atIndex:"), 20, 0);
              s.end();
            }),
        mistake(
            "dispatchThreadgroups:threadsPerThreadgroup: with no pipeline set",
            (_, s) -> {
              s.dispatch(1);
              s.end();
            }),
        mistake(
            "dispatchThreadgroups:threadsPerThreadgroup:: expected 1 to 1024 threads, found 1025",
            (_, s) -> {
              s.dispatch(1025);
              s.end();
            }),
        mistake(
            "contents of a buffer that the GPU may still write",
            (t, s) -> {
              s.setBuffer(s.buffer, 0, 0);
              s.end();
              s.commit();
              t.object(s.buffer, "contents");
            }),
        mistake(
            "MTLCommandBuffer does not answer contents",
            (t, s) -> {
              t.objc.send().object(s.commands, t.selector("contents"));
              s.end();
            }),
        mistake(
            "MTLBuffer released once too often",
            (_, s) -> {
              s.release(s.buffer);
              s.release(s.buffer);
              s.end();
            }),
        mistake(
            "contents sent to a released MTLBuffer",
            (t, s) -> {
              s.release(s.buffer);
              t.objc.send().object(s.buffer, t.selector("contents"));
              s.end();
            }),
        mistake(
            "a text compiled without safe math",
            (t, s) -> {
              s.library(TEXT, t.objc.create("MTLCompileOptions"));
              s.end();
            }),
        mistake(
            "a text compiled with contraction",
            (_, s) -> {
              s.library("kernel void k() {}", s.safeMath());
              s.end();
            }),
        mistake(
            "function k: expected 1 function constants, found 0",
            (t, s) -> {
              Pointer library = Objects.requireNonNull(s.library(TEXT, s.safeMath()));
              t.objc.send().object(library, t.selector("newFunctionWithName:"), t.objc.string("k"));
              s.end();
            }),
        mistake(
            "pools are closed out of order",
            (t, s) -> {
              s.end();
              AutoreleasePool outer = t.objc.pool();
              t.objc.pool();
              outer.close();
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isNoticed(String fault, Mistake mistake) {
    try (AutoreleasePool _ = objc.pool()) {
      mistake.in(this, new Session());
    }
    assertTrue(standIn.faults().contains(fault), () -> standIn.faults().toString());
  }

  @Test
  void objectsWithoutAPoolAreNoticed() {
    objc.string("for ever");
    assertEquals(List.of("NSString autoreleased with no pool in place"), standIn.faults());
    assertEquals(1, standIn.live("NSString"));
  }

  @Test
  void whatIsNotReleasedIsCounted() {
    Pointer device;
    try (AutoreleasePool _ = objc.pool()) {
      Session session = new Session();
      session.end();
      device = session.device;
    }
    assertEquals(List.of(), standIn.faults());
    assertEquals(3, standIn.live(), "device, queue and buffer");
    assertEquals(1, standIn.live("MTLBuffer"));
    assertEquals(0, standIn.live("MTLCommandBuffer"));
    tell(device, "autorelease");
    assertEquals(List.of("MTLDevice does not answer autorelease"), standIn.faults());
  }
}
