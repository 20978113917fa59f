package winofuzz.compiler.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Gives each kept value a buffer, and knows the store that fills it. */
final class Stores {
  static final RuleSet<Stores> RULES =
      RuleSet.of(
          "bufferize to store",
          BufferRemoval.READ_THROUGH_MOVEMENT,
          // a kept value is its buffer, in its shape
          Rule.with(
              "kept-is-memory",
              Pattern.op(Op.BUFFERIZE),
              (m, stores) -> shaped(stores.bufferOf(m.root()), m.root())));

  private final Map<UOp, UOp> buffers = new HashMap<>();
  private final Map<UOp, UOp> kept = new HashMap<>();
  private final Map<UOp, UOp> stores = new HashMap<>();
  private final Rewriter rewriter;
  private int unique;

  /**
   * @param firstUnique the number of the first new buffer; those below it are given
   * @param rewriter that reads memory in place of kept values
   */
  Stores(int firstUnique, Rewriter rewriter) {
    this.rewriter = rewriter;
    this.unique = firstUnique;
  }

  /** Returns the buffer of a BUFFERIZE. */
  UOp bufferOf(UOp value) {
    return buffers.computeIfAbsent(
        value,
        v -> {
          UOp number = UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(unique++));
          UOp device = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("METAL"));
          long size = v.shape().stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
          UOp buffer = UOp.of(Op.BUFFER, v.dtype(), new Arg.Size(size), number, device);
          kept.put(buffer, v);
          return buffer;
        });
  }

  /** Returns the store into a buffer, with memory in place of the kept values it reads. */
  UOp into(UOp buffer) {
    UOp done = stores.get(buffer);
    if (done != null) {
      return done;
    }
    UOp value = kept.get(buffer);
    if (value == null) {
      throw new AssertionError("nothing is kept in " + buffer);
    }
    DType pointer =
        buffer.dtype().pointer(AddressSpace.GLOBAL, ((Arg.Size) buffer.arg()).elements());
    UOp target = shaped(buffer, value).at(value.srcFrom(1)).withDType(pointer);
    UOp store =
        rewriter.rewriteRootFirst(target.store(value.src(0), value.srcFrom(1)), RULES, this);
    stores.put(buffer, store);
    return store;
  }

  private static UOp shaped(UOp buffer, UOp value) {
    return UOp.of(Op.RESHAPE, buffer.dtype(), buffer, UOp.indices(value.shape()));
  }

  /** Returns the kept buffers that a buffer is computed from, itself last. */
  List<UOp> inLaunchOrder(UOp output) {
    List<UOp> order = new ArrayList<>();
    visit(output, order);
    return order;
  }

  private void visit(UOp buffer, List<UOp> order) {
    if (order.contains(buffer)) {
      return;
    }
    for (UOp node : into(buffer).toposort()) {
      if (node.is(Op.BUFFER) && node != buffer && kept.containsKey(node)) {
        visit(node, order);
      }
    }
    order.add(buffer);
  }
}
