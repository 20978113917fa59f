package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.Target;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A LOAD or STORE of many lanes becomes accesses of one to four neighbouring elements each.
 *
 * <p>After this pass a pointer is an INDEX, or a CAST of one to a pointer to vectors. Accesses that
 * are never valid are gone: a load of such gives 0.
 */
public final class Coalescing implements Pass {

  @Override
  public String name() {
    return "coalescing";
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    Map<UOp, UOp> done = new HashMap<>();
    for (UOp node : kernel.toposort()) {
      done.put(node, coalesced(Rebuild.withOperands(node, done)));
    }
    return Rebuild.result(kernel, done);
  }

  private static UOp coalesced(UOp node) {
    return switch (node.op()) {
      case LOAD -> load(node);
      case STORE -> store(node);
      case GEP -> pick(node);
      case SINK, BARRIER -> withoutGroups(node);
      default -> node;
    };
  }

  /** A vector of what the lanes of a load are loaded as; for one lane, the load. */
  private static UOp load(UOp load) {
    if (!load.src(0).is(Op.VECTORIZE)) {
      return load.src(0).src(1).isInvalid() ? load.constLike(0) : load;
    }
    List<UOp> pointers = load.src(0).src();
    UOp[] lanes = new UOp[pointers.size()];
    UOp nothing = UOp.constant(load.dtype().scalar(), 0);
    for (Accesses.Access access : Accesses.of(pointers)) {
      UOp part = access.isInvalid() ? nothing : loadOf(access, load);
      for (int offset = 0; offset < access.width(); offset++) {
        UOp value = access.width() == 1 ? part : part.lane(offset);
        access.lanes().get(offset).forEach(lane -> lanes[lane] = value);
      }
    }
    return Vectors.of(List.of(lanes));
  }

  private static UOp loadOf(Accesses.Access access, UOp load) {
    List<UOp> operands = new ArrayList<>(load.srcFrom(1));
    operands.addFirst(access.pointer());
    return UOp.of(Op.LOAD, load.dtype().vector(access.width()), Arg.None.NONE, operands);
  }

  /** A NOOP of the stores that a store becomes; for one that stays, the store. */
  private static UOp store(UOp store) {
    List<UOp> loops = store.srcFrom(2);
    if (!store.src(0).is(Op.VECTORIZE)) {
      return store.src(0).src(1).isInvalid() ? group(List.of()) : store;
    }
    List<UOp> values = Vectors.lanes(store.src(1));
    List<UOp> stores = new ArrayList<>();
    for (Accesses.Access access : Accesses.of(store.src(0).src())) {
      if (!access.isInvalid()) {
        List<UOp> elements =
            access.lanes().stream().map(lanes -> values.get(lanes.getLast())).toList();
        stores.add(access.pointer().store(Vectors.of(elements), loops));
      }
    }
    return group(stores);
  }

  private static UOp group(List<UOp> stores) {
    return UOp.of(Op.NOOP, DType.VOID, Arg.None.NONE, stores);
  }

  private static UOp withoutGroups(UOp node) {
    if (node.src().stream().noneMatch(s -> s.is(Op.NOOP))) {
      return node;
    }
    List<UOp> operands = new ArrayList<>();
    for (UOp operand : node.src()) {
      if (operand.is(Op.NOOP)) {
        operands.addAll(operand.src());
      } else {
        operands.add(operand);
      }
    }
    return node.withSrc(operands);
  }

  private static UOp pick(UOp gep) {
    if (!gep.src(0).is(Op.VECTORIZE)) {
      return gep;
    }
    return Vectors.of(
        ((Arg.Lanes) gep.arg()).lanes().stream().map(lane -> gep.src(0).src(lane)).toList());
  }
}
