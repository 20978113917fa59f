package winofuzz.fuzz.terminal;

import java.util.List;
import org.jline.utils.AttributedString;

/** What is going on, to be shown again and again. Any thread may ask. */
public interface Panel {
  /** Returns the lines for a terminal; none is longer than a number of columns. */
  List<AttributedString> lines(int columns);

  /** Returns the same in one line, for a file. */
  String line();
}
