package winofuzz.fuzz.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.Target;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Hashes of graphs that are equal where the graphs are, in whatever arena they were made. Hashes of
 * different objects of this class cannot be compared, as each numbers the parts of nodes as they
 * come. Any number of threads may use it at once.
 */
final class GraphContent {
  private final Map<Object, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /** What a node is, its operands apart. */
  private record Parts(Op op, DType dtype, Arg arg) {}

  /** What there is to know besides the graph. */
  private record Setting(Target target, boolean winograd, List<String> passes) {}

  /**
   * Returns the hash of a draft.
   *
   * @param rest the passes that are still to come
   */
  ContentHash of(Draft.Whole draft, List<Pass> rest) {
    List<UOp> nodes = draft.sink().toposort();
    NodeMap<Integer> places = new NodeMap<>(nodes.size());
    int size = 4;
    for (int i = 0; i < nodes.size(); i++) {
      places.put(nodes.get(i), i);
      size += 2 + nodes.get(i).arity();
    }
    // A buffer that the graph does not mention decides nothing.
    Map<Integer, String> inputs = new TreeMap<>();
    draft
        .inputs()
        .forEach(
            (node, name) -> {
              Integer place = places.get(node);
              if (place != null) {
                inputs.put(place, name);
              }
            });
    ByteBuffer bytes = ByteBuffer.allocate(size * Integer.BYTES);
    for (UOp node : nodes) {
      bytes.putInt(number(new Parts(node.op(), node.dtype(), node.arg()))).putInt(node.arity());
      for (int i = 0; i < node.arity(); i++) {
        bytes.putInt(placeOf(node.src(i), places));
      }
    }
    bytes.putInt(number(inputs)).putInt(draft.ranges()).putInt(draft.inputs().size());
    bytes.putInt(
        number(
            new Setting(
                draft.request().target(), draft.winograd(), rest.stream().map(Pass::id).toList())));
    return ContentHash.of(bytes.array());
  }

  private static int placeOf(UOp node, NodeMap<Integer> places) {
    Integer place = places.get(node);
    if (place == null) {
      throw new AssertionError("an operand that is not in the graph: " + node);
    }
    return place;
  }

  private int number(Object part) {
    Integer known = numbers.get(part);
    return known != null ? known : numbers.computeIfAbsent(part, unknown -> next.getAndIncrement());
  }
}
