package winofuzz.metal.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.ElementType;
import winofuzz.metal.Launch;

/** Reads a bundle's folder; whatever is wrong is one line with the file and what was expected. */
final class BundleReader {

  static final String LAUNCH = "launch.json";

  private final BundleJson document;

  private BundleReader(Path folder) {
    this.document = new BundleJson(folder, LAUNCH);
  }

  static Bundle read(Path folder) {
    return new BundleReader(folder).run();
  }

  private Bundle run() {
    LaunchFile launch = document.parse(LaunchFile.class);
    String source = document.source(document.required(launch.source(), "source"));
    List<BufferArgument> arguments = new ArrayList<>();
    SortedMap<Integer, Buffer> expected = new TreeMap<>();
    for (LaunchFile.Entry entry : document.required(launch.buffers(), "buffers")) {
      if (entry == null) {
        throw document.bad("\"buffers\": expected objects, found null");
      }
      arguments.add(argument(entry, expected));
    }
    return new Bundle(
        new Launch(
            source,
            document.kernel(document.required(launch.kernel(), "kernel")),
            document.extent(launch.threadgroups(), "threadgroups"),
            document.extent(launch.threads(), "threads_per_threadgroup"),
            arguments),
        expected,
        document.tolerance(launch.toleranceUlp()));
  }

  private BufferArgument argument(LaunchFile.Entry entry, SortedMap<Integer, Buffer> expected) {
    int index = document.required(entry.index(), "index");
    String what = "buffer " + index;
    int length = document.length(entry.length(), what);
    ElementType type = document.type(document.required(entry.type(), "type"), what);
    BufferRole role = document.role(document.required(entry.role(), "role"), what);
    int most = role.space().mostIndex();
    if (index < 0 || index > most) {
      throw document.bad(what + ": expected an index from 0 to " + most);
    }
    String expect = entry.expect();
    if (expect != null) {
      if (!role.isWritten()) {
        throw document.bad(what + ": expected no \"expect\" for an input");
      }
      expected.put(index, document.contents(expect, type, length, what));
    }
    boolean once = Boolean.TRUE.equals(entry.writtenOnce());
    if (once && role != BufferRole.OUT) {
      throw document.bad(what + ": expected role \"out\" of what is \"written_once\"");
    }
    if (!role.isGiven()) {
      return new BufferArgument(index, role, document.zeros(type, length, what), once);
    }
    String data = document.required(entry.data(), "data");
    return new BufferArgument(index, role, document.contents(data, type, length, what));
  }
}
