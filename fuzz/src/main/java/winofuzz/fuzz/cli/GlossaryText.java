package winofuzz.fuzz.cli;

import java.util.Collection;
import java.util.List;
import org.apache.commons.text.WordUtils;
import winofuzz.fuzz.about.Glossary;

/** Entries of the glossary as people read them. */
final class GlossaryText {
  private static final int WIDTH = 80;
  private static final String INDENT = "    ";

  private GlossaryText() {}

  /** Each word on a line of its own, then its text. */
  static String of(Collection<Glossary.Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (Glossary.Entry entry : entries) {
      String kind = entry.kind() == null ? "" : " (" + entry.kind() + ")";
      text.append(entry.word()).append(kind).append(System.lineSeparator());
      text.append(INDENT)
          .append(
              WordUtils.wrap(
                  entry.text(), WIDTH - INDENT.length(), System.lineSeparator() + INDENT, false))
          .append(System.lineSeparator());
    }
    return text.toString();
  }

  /** The words of the project that a command printed; empty if it printed none. */
  static String legend(String printed) {
    List<Glossary.Entry> found = Glossary.load().occurring(printed);
    return found.isEmpty()
        ? ""
        : System.lineSeparator() + "The words above:" + System.lineSeparator() + of(found);
  }
}
