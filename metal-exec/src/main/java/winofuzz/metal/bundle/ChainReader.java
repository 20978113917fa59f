package winofuzz.metal.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;
import winofuzz.metal.bundle.Chain.Argument;

/** Reads a chain's folder; whatever is wrong is one line with the file and what was expected. */
final class ChainReader {

  private final BundleJson document;

  ChainReader(Path folder) {
    this.document = new BundleJson(folder, Chain.FILE);
  }

  Chain run() {
    ChainFile file = document.parse(ChainFile.class);
    List<Chain.Memory> memories = new ArrayList<>();
    for (ChainFile.MemoryEntry entry : document.required(file.memories(), "memories")) {
      String what = "memory " + memories.size();
      memories.add(memory(given(entry, what), what));
    }
    List<Chain.Step> steps = new ArrayList<>();
    for (ChainFile.LaunchEntry entry : document.required(file.launches(), "launches")) {
      String what = "launch " + steps.size();
      steps.add(step(given(entry, what), what, memories));
    }
    if (steps.isEmpty()) {
      throw document.bad("\"launches\": expected at least one, found none");
    }
    return new Chain(memories, steps, document.tolerance(file.toleranceUlp()));
  }

  private <T> T given(@Nullable T entry, String what) {
    if (entry == null) {
      throw document.bad(what + ": expected an object, found null");
    }
    return entry;
  }

  private Chain.Memory memory(ChainFile.MemoryEntry entry, String what) {
    int length = document.length(entry.length(), what);
    ElementType type = document.type(document.required(entry.type(), "type"), what);
    String data = entry.data();
    Buffer before =
        data == null
            ? document.zeros(type, length, what)
            : document.contents(data, type, length, what);
    String expect = entry.expect();
    return new Chain.Memory(
        before,
        data != null,
        expect == null ? null : document.contents(expect, type, length, what));
  }

  private Chain.Step step(ChainFile.LaunchEntry entry, String what, List<Chain.Memory> memories) {
    List<Argument> arguments = new ArrayList<>();
    for (ChainFile.ArgumentEntry argument : document.required(entry.arguments(), "arguments")) {
      String where = what + ", argument " + arguments.size();
      arguments.add(argument(given(argument, where), where, memories));
    }
    return new Chain.Step(
        document.source(document.required(entry.source(), "source")),
        document.kernel(document.required(entry.kernel(), "kernel")),
        document.extent(entry.threadgroups(), "threadgroups"),
        document.extent(entry.threads(), "threads_per_threadgroup"),
        arguments);
  }

  private Argument argument(
      ChainFile.ArgumentEntry entry, String where, List<Chain.Memory> memories) {
    Integer memory = entry.memory();
    Long value = entry.value();
    if (memory == null && value != null && entry.offset() == null && entry.size() == null) {
      return new Argument.Value(value);
    }
    if (memory == null || value != null || memory < 0 || memory >= memories.size()) {
      throw document.bad(
          "%s: expected a \"memory\" from 0 to %d, or a \"value\""
              .formatted(where, memories.size() - 1));
    }
    Buffer whole = memories.get(memory).before();
    long bytes = (long) whole.length() * whole.type().bytes();
    long offset = entry.offset() == null ? 0 : entry.offset();
    long size = entry.size() == null ? bytes - offset : entry.size();
    if (offset < 0 || size < 0 || offset > bytes - size) {
      throw document.bad(
          "%s: expected a part of the %d bytes of memory %d, found offset %d and size %d"
              .formatted(where, bytes, memory, offset, size));
    }
    return new Argument.Part(memory, offset, OptionalLong.of(size));
  }
}
