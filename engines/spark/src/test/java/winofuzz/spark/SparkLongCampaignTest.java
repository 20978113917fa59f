package winofuzz.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A campaign that is long enough for several findings, each made minimal while cases are drawn:
 * executors, shards and one process leave the same bytes.
 */
@Tag("long")
final class SparkLongCampaignTest {
  private static final int FINDING = 1;
  private static final int CASES = 300;
  private static final int SHARDS = 4;
  private static final int KILLS = 10;

  @TempDir static Path one;
  private static SortedMap<String, String> expected = new TreeMap<>();

  @TempDir Path home;

  @BeforeAll
  static void oneProcess() throws IOException, InterruptedException {
    CampaignRun run = new CampaignRun(one.resolve("run"));
    assertEquals(FINDING, Driver.start(one, run.command(CASES)).end());
    expected = run.promised();
    assertEquals(CASES, run.cases());
    assertTrue(
        expected.keySet().stream().filter(name -> name.startsWith("findings/")).count() > 1,
        expected.keySet().toString());
  }

  private String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"local-cluster[1,1,1536]", "local-cluster[2,1,1536]", "local-cluster[4,1,1536]"})
  void executorsLeaveWhatOneProcessLeaves(String master) throws IOException, InterruptedException {
    CampaignRun run = new CampaignRun(home.resolve("run"));
    assertEquals(FINDING, Driver.start(home, run.command(CASES, "--engine", master)).end(), log());
    assertEquals(expected, run.promised());
  }

  @Test
  void mergedShardsLeaveWhatOneProcessLeaves() throws IOException, InterruptedException {
    List<String> merge = new ArrayList<>(List.of("merge"));
    for (int i = 1; i <= SHARDS; i++) {
      CampaignRun shard = new CampaignRun(home.resolve("shard-" + i));
      int status = Driver.start(home, shard.command(CASES, "--shard", i + "/" + SHARDS)).end();
      assertTrue(status == 0 || status == FINDING, log());
      merge.add(shard.folder().toString());
    }
    CampaignRun whole = new CampaignRun(home.resolve("whole"));
    merge.addAll(List.of("--out", whole.folder().toString()));
    assertEquals(FINDING, Driver.start(home, merge.toArray(String[]::new)).end(), log());
    assertEquals(expected, whole.promised());
  }

  @Test
  void executorsThatAreKilledOnTheWayChangeNothing() throws IOException, InterruptedException {
    CampaignRun run = new CampaignRun(home.resolve("run"));
    Driver driver = Driver.start(home, run.command(CASES, "--engine", "local-cluster[2,1,1536]"));
    int kills = driver.killExecutors(KILLS, run, CASES);
    assertEquals(FINDING, driver.end(), log());
    assertEquals(KILLS, kills, log());
    assertEquals(KILLS, log().lines().filter(line -> line.contains(" lost: ")).count(), log());
    assertEquals(expected, run.promised());
  }
}
