package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import winofuzz.fuzz.about.Glossary;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;

/** {@code explain}: what the project's words mean. */
@Command(
    name = "explain",
    description = "Says what the words of the project mean, as docs/glossary.md has them.",
    footer = {
      "  bin/fuzz explain",
      "      lists every word",
      "  bin/fuzz explain lattice onehot",
      "      says what two of the domains of inputs are",
      "  bin/fuzz explain grid class",
      "      says what a word that is two words is; COMMAND --explain says all it used"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      completionCandidates = KnownValues.GlossaryWords.class,
      description = "the words to explain. Default: all")
  private List<String> words = new ArrayList<>();

  ExplainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Glossary glossary = Glossary.load();
    context.console().out().print(GlossaryText.of(chosen(glossary)));
    return ExitCode.AGREES;
  }

  private List<Glossary.Entry> chosen(Glossary glossary) {
    // Some entries are of two words.
    Optional<Glossary.Entry> together = glossary.find(String.join(" ", words));
    if (together.isPresent()) {
      return List.of(together.get());
    }
    return (words.isEmpty() ? glossary.words() : words)
        .stream().map(word -> entry(glossary, word)).toList();
  }

  private static Glossary.Entry entry(Glossary glossary, String word) {
    return glossary
        .find(word)
        .orElseThrow(
            () ->
                new BadInputException(
                    "expected a word that bin/fuzz explain lists, found '%s'%s"
                        .formatted(word, Likeness.suggestion(word, glossary.words()))));
  }
}
