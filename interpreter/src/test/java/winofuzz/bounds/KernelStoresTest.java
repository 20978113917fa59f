package winofuzz.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import winofuzz.bounds.KernelStores.Writer;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Who writes an element follows from the instructions. */
final class KernelStoresTest {
  /** Threadgroup and thread of a launch of 1000 of 32. */
  private static final UOp GROUP = Kernels.position("gidx0", DType.INT32, 1000);

  private static final UOp THREAD = Kernels.position("lidx0", DType.INT32, 32);

  private static UOp index(long ofGroup, long ofThread) {
    return GROUP.times(ofGroup).plus(THREAD.times(ofThread));
  }

  private static KernelStores stores(UOp... indices) {
    List<UOp> stores = new ArrayList<>();
    for (UOp index : indices) {
      UOp pointer = Kernels.pointer(Kernels.memory(1_000_000), index);
      UOp value = UOp.constant(DType.FLOAT32, stores.size());
      stores.add(UOp.of(Op.STORE, DType.VOID, pointer, value));
    }
    return new KernelStores(new Kernel.Linear(UOp.sink(stores.toArray(UOp[]::new)).toposort()));
  }

  @Test
  void oneThreadWritesAnElement() {
    KernelStores stores = stores(index(32, 1));
    assertEquals(
        new Writer.Found(new TreeMap<>(Map.of("gidx0", 3L, "lidx0", 4L))), stores.writerOf(100));
    assertEquals(new Writer.Nobody(), stores.secondWriterOf(100));
    assertEquals(new Writer.Nobody(), stores.writerOf(32_000));
  }

  @Test
  void severalThreadsOrStoresMayWriteIt() {
    assertInstanceOf(Writer.Found.class, stores(index(16, 1)).secondWriterOf(100));
    assertInstanceOf(Writer.Found.class, stores(index(32, 1), index(32, 1)).secondWriterOf(100));
    assertInstanceOf(Writer.Found.class, stores(index(1, 0), index(32, 1)).secondWriterOf(900));
  }

  @Test
  void elementsBetweenAreNotWritten() {
    KernelStores even = stores(index(64, 2));
    assertInstanceOf(Writer.Found.class, even.writerOf(100));
    assertEquals(new Writer.Nobody(), even.writerOf(101));
  }
}
