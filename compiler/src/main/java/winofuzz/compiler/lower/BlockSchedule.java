package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The order within each block: operands first; of what is ready, first what a barrier waits for,
 * then loads from memory and what they need, then the rest, in the order of the graph.
 */
final class BlockSchedule {

  /** Something that is executed as a whole in its block. */
  sealed interface Item {}

  /** A single instruction. */
  record Instruction(UOp node) implements Item {}

  /** A loop or condition. */
  record Nested(BlockTree.Block block) implements Item {}

  /** How soon an instruction is wanted. */
  private enum Urgency {
    BARRIER,
    LOAD,
    OTHER
  }

  private static final class Entry {
    private final Item item;
    private final Urgency urgency;
    private final int position;
    private final List<Entry> users = new ArrayList<>();
    private int missing;

    Entry(Item item, Urgency urgency, int position) {
      this.item = item;
      this.urgency = urgency;
      this.position = position;
    }

    int compareTo(Entry other) {
      int byUrgency = urgency.compareTo(other.urgency);
      return byUrgency != 0 ? byUrgency : Integer.compare(position, other.position);
    }
  }

  private final BlockTree tree;
  private final Map<UOp, Urgency> urgencies = new HashMap<>();
  private final Map<Object, Entry> entries = new HashMap<>();
  private final Map<BlockTree.Block, List<Entry>> byBlock = new HashMap<>();

  BlockSchedule(List<UOp> nodes, BlockTree tree) {
    this.tree = tree;
    nodes.reversed().forEach(this::findUrgency);
    for (int i = 0; i < nodes.size(); i++) {
      addEntry(nodes.get(i), i);
    }
    nodes.forEach(this::addEdges);
  }

  /** What a block consists of, in order. */
  List<Item> items(BlockTree.Block block) {
    List<Entry> all = byBlock.getOrDefault(block, List.of());
    PriorityQueue<Entry> ready = new PriorityQueue<>(Entry::compareTo);
    all.stream().filter(e -> e.missing == 0).forEach(ready::add);
    List<Item> result = new ArrayList<>(all.size());
    while (!ready.isEmpty()) {
      Entry entry = ready.remove();
      result.add(entry.item);
      for (Entry user : entry.users) {
        if (--user.missing == 0) {
          ready.add(user);
        }
      }
    }
    if (result.size() != all.size()) {
      throw new AssertionError("blocks need each other's results: " + all.size() + " items");
    }
    return result;
  }

  /** What feeds an urgent instruction of its block is as urgent. Users are seen before operands. */
  private void findUrgency(UOp node) {
    Urgency own =
        node.is(Op.BARRIER)
            ? Urgency.BARRIER
            : node.is(Op.LOAD) && isMemory(node.src(0)) ? Urgency.LOAD : Urgency.OTHER;
    Urgency urgency = urgencies.merge(node, own, BlockSchedule::sooner);
    for (UOp operand : node.src()) {
      if (tree.home(operand) == tree.home(node)) {
        urgencies.merge(operand, urgency, BlockSchedule::sooner);
      }
    }
  }

  private static boolean isMemory(UOp pointer) {
    return pointer.dtype().requirePointer().space() != AddressSpace.REGISTER;
  }

  private static Urgency sooner(Urgency a, Urgency b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private void addEntry(UOp node, int position) {
    BlockTree.Block home = tree.home(node);
    boolean opens = home != tree.root() && home.opener() == node;
    BlockTree.Block block = opens ? home.parent() : home;
    Item item = opens ? new Nested(home) : new Instruction(node);
    Entry entry =
        new Entry(
            item, opens ? Urgency.OTHER : urgencies.getOrDefault(node, Urgency.OTHER), position);
    entries.put(opens ? home : node, entry);
    byBlock.computeIfAbsent(block, b -> new ArrayList<>()).add(entry);
  }

  private void addEdges(UOp node) {
    for (UOp operand : node.src()) {
      BlockTree.Block common = tree.home(operand).common(tree.home(node));
      Entry before = entryWithin(common, operand);
      Entry after = entryWithin(common, node);
      if (before != null && after != null && before != after) {
        before.users.add(after);
        after.missing++;
      }
    }
  }

  /** The entry of a block that a node is in; null for the block's opener and for declarations. */
  private @Nullable Entry entryWithin(BlockTree.Block block, UOp node) {
    BlockTree.Block home = tree.home(node);
    if (home == block) {
      return entries.get(node);
    }
    while (home.parent() != block) {
      home = home.parent();
    }
    return entries.get(home);
  }
}
