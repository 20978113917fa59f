package winofuzz.fuzz.corpus;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.finding.Finding;

/**
 * The file that names what is in a corpus, so that a file that is gone is missed.
 *
 * @param cases the ids of the kept cases
 * @param findings the ids of the findings
 */
record Manifest(SortedSet<String> cases, SortedSet<String> findings) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

  static Manifest of(Collection<KeptCase> cases, Collection<Finding> findings) {
    TreeSet<String> caseIds = new TreeSet<>();
    cases.forEach(c -> caseIds.add(c.id()));
    TreeSet<String> findingIds = new TreeSet<>();
    findings.forEach(f -> findingIds.add(f.id()));
    return new Manifest(caseIds, findingIds);
  }

  /**
   * Returns the manifest as it was read.
   *
   * @throws BadInputException if something in it is no id
   */
  Manifest checked() {
    requireIds("cases", cases);
    requireIds("findings", findings);
    return this;
  }

  private static void requireIds(String key, SortedSet<String> ids) {
    for (String id : ids) {
      if (!ID.matcher(id).matches()) {
        throw new BadInputException(
            "%s: expected ids of 12 hexadecimal digits, found '%s'".formatted(key, id));
      }
    }
  }
}
