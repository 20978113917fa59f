package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import winofuzz.fuzz.about.BuildInfo;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.page.RunReport.Fact;

/**
 * On what machine and with which versions a run was made, as a file of its folder.
 *
 * @param facts by their names
 */
record MachineFile(Map<String, String> facts) {
  private static final String NAME = "machine.json";
  private static final String VERSION = "Winofuzz";

  /**
   * What is known of this process.
   *
   * @param judging where cases are judged, in words
   */
  static MachineFile here(Context context, String judging) {
    BuildInfo build = BuildInfo.current();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(VERSION, "%s, revision %s".formatted(build.version(), build.revision()));
    facts.put("Compiler", context.choice().text());
    facts.put("Judging", judging);
    facts.put("Java", build.runtime());
    facts.put("System", build.system());
    facts.put("Processors", "" + Runtime.getRuntime().availableProcessors());
    facts.put("Memory", Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB for the JVM");
    return new MachineFile(facts);
  }

  /** Returns the facts of several machines; of a fact that differs, each value once. */
  static MachineFile all(List<MachineFile> machines) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (MachineFile machine : machines) {
      machine.facts.forEach(
          (name, value) -> values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    values.forEach((name, found) -> facts.put(name, String.join("; ", found)));
    return new MachineFile(facts);
  }

  /** Returns the version of the project. */
  String version() {
    return facts.getOrDefault(VERSION, "unknown");
  }

  void write(Path run) throws IOException {
    AtomicFiles.write(run.resolve(NAME), Json.pretty(this) + "\n");
  }

  /** Reads the file of a run; a run without one has no facts. */
  static MachineFile of(Path run) throws IOException {
    Path file = run.resolve(NAME);
    if (!InputFile.exists(file)) {
      return new MachineFile(Map.of());
    }
    try {
      return Json.read(
          Files.readString(file), file.toString(), MachineFile.class, Function.identity());
    } catch (BadInputException e) {
      // A report does without it.
      return new MachineFile(Map.of());
    }
  }

  List<Fact> list() {
    return facts.entrySet().stream().map(e -> new Fact(e.getKey(), e.getValue())).toList();
  }
}
