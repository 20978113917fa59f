package winofuzz.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run that finds known defects, and its folder.
 *
 * @param folder where it is kept
 */
record CampaignRun(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the command that begins it, with more options. */
  String[] command(int cases, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "--cases", String.valueOf(cases)));
    words.addAll(List.of("--seed", "1", "--budget", "30m", "--device", "sim"));
    words.addAll(List.of("--defects", "published", "--out", folder.toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Returns all that a run promises: its plan, kept cases, findings, stories and counts. */
  SortedMap<String, String> promised() throws IOException {
    SortedMap<String, String> result = new TreeMap<>();
    for (String kind : List.of("cases", "findings", "stories")) {
      if (Files.exists(folder.resolve(kind))) {
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
          for (Path file : (Iterable<Path>) files::iterator) {
            result.put(kind + "/" + file.getFileName(), Files.readString(file));
          }
        }
      }
    }
    result.put("run.json", Files.readString(folder.resolve("run.json")));
    ObjectNode counts = (ObjectNode) JSON.readTree(statistics().toFile());
    counts.remove(List.of("elapsedMillis", "lastNewMillis", "timeline"));
    result.put("statistics.json", counts.toPrettyString());
    return result;
  }

  /** Returns how many cases are judged. */
  int cases() throws IOException {
    return Files.exists(statistics())
        ? JSON.readTree(statistics().toFile()).path("cases").asInt()
        : 0;
  }

  private Path statistics() {
    return folder.resolve("statistics.json");
  }
}
