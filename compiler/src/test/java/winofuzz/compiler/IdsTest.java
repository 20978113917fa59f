package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Rule;

/** Findings and baselines know rules and passes by their ids, so that these must stay. */
class IdsTest {
  private static final String APPROVED = "ids.txt";

  @Test
  void idsAreShortKebabCaseAndUnique() {
    List<String> ids = new ArrayList<>();
    Rules.all().forEach(rule -> ids.add(rule.id()));
    for (String id : ids) {
      assertTrue(id.matches("[a-z0-9]+(-[a-z0-9]+)*") && id.length() <= 40, id);
    }
    assertEquals(ids.size(), new TreeSet<>(ids).size(), "two rules share an id: " + ids);
    List<String> passes = Pipeline.STANDARD.passes().stream().map(Pass::id).toList();
    for (String id : passes) {
      assertTrue(id.matches("[a-z]+(-[a-z]+)*") && id.length() <= 40, id);
    }
    assertEquals(passes.size(), new TreeSet<>(passes).size(), "two passes share an id: " + passes);
  }

  /** A line that is gone or changed makes known findings new: change the file on purpose only. */
  @Test
  void idsAreAsApproved() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    Pipeline.STANDARD.passes().forEach(pass -> lines.add("pass " + pass.id()));
    Rules.all().forEach(rule -> lines.add("rule " + rule.id()));
    assertEquals(approved(), String.join("\n", lines) + "\n");
  }

  @Test
  void aDescriptionLeadsToItsId() {
    for (Rule<?> rule : Rules.all()) {
      assertEquals(Optional.of(rule.id()), Rules.idOfDescription(rule.description()));
    }
    assertEquals(Optional.empty(), Rules.idOfDescription("no such rule"));
    assertEquals("lane-expansion", Pass.idOfName("lane expansion"));
  }

  private static String approved() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(IdsTest.class.getResourceAsStream(APPROVED), APPROVED)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
