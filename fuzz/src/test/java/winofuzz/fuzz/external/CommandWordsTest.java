package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cases.BadInputException;

final class CommandWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          python3 worker.py              | python3;worker.py
          ^  a   b  ^                    | a;b
          a 'b c' d                      | a;b c;d
          a "b c" d                      | a;b c;d
          a b\\ c                        | a;b c
          a 'b\\c' "d\\"e"               | a;b\\c;d"e
          a--b='c d'e                    | a--b=c de
          a '' ""                        | a;;
          "it's" 'say "x"'               | it's;say "x"
          $HOME *.py ~ a;b               | $HOME;*.py;~;a;b
          'a'"b"c                        | abc
          a\\                            | a\\
          """)
  void wordsAreThoseOfAShell(String command, String words) {
    assertEquals(words, String.join(";", CommandWords.split(command)));
  }

  @Property(tries = 300)
  void aQuotedWordIsItself(@ForAll @Size(min = 1, max = 4) List<String> words) {
    List<String> quoted =
        words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList();
    assertEquals(words, CommandWords.split(String.join(" ", quoted)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ^^          | expected a command, found none
          ^  ^        | expected a command, found none
          a 'b        | expected a command whose quotes are closed, found a 'b
          a "b\\"     | expected a command whose quotes are closed, found a "b\\"
          """)
  void aMistakeIsOneLine(String command, String problem) {
    BadInputException mistake =
        assertThrows(BadInputException.class, () -> CommandWords.split(command));
    assertEquals(problem, mistake.getMessage());
  }
}
