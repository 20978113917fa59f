package winofuzz.compiler.symbolic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.compiler.rewrite.RuleSet;

/** Every rule does what its name says, shown on an example at least. */
class RuleTablesTest {
  private static final RuleSet<Object> ALL =
      RuleSet.join(
          "all",
          SymbolicRules.FULL,
          SymbolicRules.DROP_UNRELATED,
          SymbolicRules.CHOICES_ONTO_LOADS);

  static List<RuleTable.Row> rows() {
    return Stream.of(
            ArithmeticTable.rows(),
            BooleanTable.rows(),
            DivModTable.rows(),
            InvalidTable.rows(),
            VectorTable.rows(),
            MemoryTable.rows())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRuleAloneDoesWhatItSays(RuleTable.Row row) {
    row.check(ALL);
  }

  @Test
  void everyRuleHasAnExample() {
    Set<String> untested = new TreeSet<>(RuleTable.namesOf(ALL));
    rows().stream().filter(r -> r.input() != r.expected()).forEach(r -> untested.remove(r.rule()));
    assertEquals(Set.of(), untested);
  }

  @Test
  void namesTellRulesApart() {
    List<String> names = RuleTable.namesOf(ALL);
    assertEquals(names.size(), new HashSet<>(names).size());
  }
}
