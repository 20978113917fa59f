package winofuzz.compiler.rewrite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * A stack, open at the bottom too, of nodes with the stage they are to pass and the form they have
 * reached. Kept in parallel arrays used as a ring, so that a push makes no object.
 */
final class WorkStack {
  private NodeTable.@Nullable Entry[] entries = new NodeTable.Entry[16];
  private byte[] stages = new byte[16];
  private @Nullable UOp[] forms = new UOp[16];
  private int bottom;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void push(NodeTable.Entry entry, byte stage, UOp form) {
    growIfFull();
    set((bottom + size) & (entries.length - 1), entry, stage, form);
    size++;
  }

  void pushBottom(NodeTable.Entry entry, byte stage, UOp form) {
    growIfFull();
    bottom = (bottom - 1) & (entries.length - 1);
    set(bottom, entry, stage, form);
    size++;
  }

  /** Takes off the top, whose parts can be read until the next push. */
  void pop() {
    size--;
  }

  NodeTable.Entry entry() {
    return required(entries[popped()]);
  }

  byte stage() {
    return stages[popped()];
  }

  UOp current() {
    return required(forms[popped()]);
  }

  private int popped() {
    return (bottom + size) & (entries.length - 1);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("nothing has been popped");
    }
    return value;
  }

  private void set(int i, NodeTable.Entry entry, byte stage, UOp form) {
    entries[i] = entry;
    stages[i] = stage;
    forms[i] = form;
  }

  private void growIfFull() {
    int capacity = entries.length;
    if (size < capacity) {
      return;
    }
    NodeTable.@Nullable Entry[] oldEntries = entries;
    byte[] oldStages = stages;
    @Nullable UOp[] oldForms = forms;
    entries = Arrays.copyOfRange(oldEntries, bottom, bottom + 2 * capacity);
    stages = Arrays.copyOfRange(oldStages, bottom, bottom + 2 * capacity);
    forms = Arrays.copyOfRange(oldForms, bottom, bottom + 2 * capacity);
    System.arraycopy(oldEntries, 0, entries, capacity - bottom, bottom);
    System.arraycopy(oldStages, 0, stages, capacity - bottom, bottom);
    System.arraycopy(oldForms, 0, forms, capacity - bottom, bottom);
    bottom = 0;
  }
}
