package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Sense;

/**
 * How far each shard of a campaign came. A run that was put together of shards that did not all
 * come to the same case has them in a file: it is no beginning of a campaign that could go on.
 *
 * @param shards one or more
 */
record ShardEnds(List<End> shards) {
  private static final String NAME = "shards.json";

  ShardEnds {
    shards = List.copyOf(shards);
  }

  /**
   * How far one came.
   *
   * @param shard such as {@code 2/8}
   * @param cases that it judged
   */
  record End(String shard, long cases) {
    private Shard toShard() {
      return Shard.parse(shard);
    }

    /** The number of its next case. */
    private long next() {
      return toShard().number(cases);
    }

    /** One more than the number of its last case. */
    private long end() {
      return cases == 0 ? 0 : toShard().number(cases - 1) + 1;
    }
  }

  /** Returns the number of a case before which all that were judged are. */
  long end() {
    return shards.stream().mapToLong(End::end).max().orElse(0);
  }

  /** Returns the number of a case before which all were judged. */
  long complete() {
    return shards.stream().mapToLong(End::next).min().orElse(0);
  }

  /** Whether every case was judged up to the last one that was. */
  boolean isEven() {
    return end() <= complete();
  }

  /** Writes the file of a run. */
  void write(Path run) throws IOException {
    AtomicFiles.write(run.resolve(NAME), Json.file(CaseFolder.FORMAT, this));
  }

  static void delete(Path run) throws IOException {
    Files.deleteIfExists(run.resolve(NAME));
  }

  /** Reads the file of a run; empty for one that has none. */
  static Optional<ShardEnds> of(Path run) throws IOException {
    Path file = run.resolve(NAME);
    return InputFile.exists(file)
        ? Optional.of(CaseFolder.readFile(file, ShardEnds.class, ShardEnds::checked))
        : Optional.empty();
  }

  private ShardEnds checked() {
    Sense.requireSome("shards", shards);
    for (End end : shards) {
      Sense.requireBetween("cases", 0, KeptCase.MOST_NUMBER, end.cases);
      Shard _ = end.toShard();
    }
    return this;
  }

  /** The text of a line: {@code 1/2 at case 40, 2/2 at case 37}. */
  @Override
  public String toString() {
    return shards.stream()
        .map(end -> "%s at case %d".formatted(end.shard, end.end()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses to go on with a run that has such a file.
   *
   * @throws BadInputException that says what to do instead
   */
  static void requireNone(Path run) throws IOException {
    Optional<ShardEnds> uneven = of(run);
    if (uneven.isPresent()) {
      throw new BadInputException(
          ("%s: expected a run that judged every case up to its last, found one merged of shards"
                  + " that ended at different cases (%s); resume these with --cases, then merge"
                  + " them again")
              .formatted(run, uneven.get()));
    }
  }
}
