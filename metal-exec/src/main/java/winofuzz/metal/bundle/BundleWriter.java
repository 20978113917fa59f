package winofuzz.metal.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.BufferRole;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;

/** Writes a bundle's folder; {@code launch.json} comes last, so that a folder with one is whole. */
final class BundleWriter {

  private static final String SOURCE = "kernel.metal";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private BundleWriter() {}

  static void write(Bundle bundle, Path folder) {
    try {
      Files.createDirectories(folder);
      Launch launch = bundle.launch();
      Files.writeString(folder.resolve(SOURCE), launch.source());
      List<LaunchFile.Entry> entries = new ArrayList<>();
      for (BufferArgument argument : launch.arguments()) {
        entries.add(entry(bundle, argument, folder));
      }
      LaunchFile file =
          new LaunchFile(
              launch.kernel(),
              SOURCE,
              sizes(launch.threadgroups()),
              sizes(launch.threads()),
              entries,
              bundle.toleranceUlp() == 0 ? null : bundle.toleranceUlp());
      Files.writeString(folder.resolve(BundleReader.LAUNCH), JSON.writeValueAsString(file) + "\n");
    } catch (IOException e) {
      throw new BadLaunchException(
          folder + ": expected a folder that can be written: " + e.getMessage(), e);
    }
  }

  private static List<Integer> sizes(Extent extent) {
    return List.of(extent.x(), extent.y(), extent.z());
  }

  private static LaunchFile.Entry entry(Bundle bundle, BufferArgument argument, Path folder)
      throws IOException {
    int index = argument.index();
    Buffer contents = argument.contents();
    String data = null;
    if (argument.role().isGiven()) {
      data = (argument.role() == BufferRole.FUNCTION_CONSTANT ? "constant" : "in") + index + ".bin";
      Files.write(folder.resolve(data), contents.toBytes());
    }
    String expect = null;
    Buffer expected = bundle.expected().get(index);
    if (expected != null) {
      expect = "expect" + index + ".bin";
      Files.write(folder.resolve(expect), expected.toBytes());
    }
    return new LaunchFile.Entry(
        index,
        contents.type().spelling(),
        contents.length(),
        argument.role().spelling(),
        argument.writtenOnce() ? true : null,
        data,
        expect);
  }
}
