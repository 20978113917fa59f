package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.prove.CaseProof;
import winofuzz.fuzz.prove.PathProof;
import winofuzz.fuzz.prove.ProofDocument;
import winofuzz.fuzz.prove.Prover;
import winofuzz.fuzz.rules.RuleSurvey;
import winofuzz.fuzz.rules.RuleVerdicts;
import winofuzz.fuzz.terminal.Activity;

/** {@code prove}: what holds for all inputs. */
@Command(
    name = "prove",
    description =
        "Proves what holds for all inputs, of a shape or of every shape up to a number of elements,"
            + " and of the rewrite rules.",
    footer = {
      "  bin/fuzz prove --case cin=16,h=24,w=24,cout=16,pad=1",
      "      proves that both paths compute the convolution, or shows where one does not",
      "  bin/fuzz prove --up-to 40 --out certificate.json",
      "      proves every shape of up to 40 elements, and writes a certificate of it",
      "  bin/fuzz prove --verify certificate.json --sample 5%%",
      "      checks a random part of a certificate again",
      "  bin/fuzz prove --rules",
      "      says of each rewrite rule how it is known to be right"
    })
final class ProveCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingOptions options = new SettingOptions();

  @Mixin private ShapeOptions shapes = new ShapeOptions();

  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  /** What something is proven of, which is one of these. */
  private static final class Subject {
    @Option(
        names = "--case",
        paramLabel = "SPEC",
        description = "such as cin=16,h=64,w=64,cout=16,pad=1; its inputs do not count")
    private @Nullable String spec;

    @Option(
        names = "--up-to",
        paramLabel = "N",
        description = "every shape of up to so many elements of activation, weight and output")
    private @Nullable Integer elements;

    @Option(
        names = "--verify",
        paramLabel = "FILE",
        description = "a certificate that --up-to wrote, which has its own paths and options")
    private @Nullable Path certificate;

    @Option(
        names = "--rules",
        description =
            "judges every rewrite rule of the compiler: proven for all values, validated on its"
                + " applications, or refuted with a counterexample. Takes a minute or two")
    private boolean rules;
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "decides the point at which programs are evaluated, and what is drawn; with --verify, which"
              + " shapes --sample draws. Default: 1")
  private long seed = 1;

  @Option(names = "--json", description = "the claims as one JSON document")
  private boolean json;

  ProveCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (subject.rules) {
      RuleVerdicts verdicts = judgeRules();
      give(verdicts, verdicts.text());
      return verdicts.isRefuted() ? ExitCode.FINDING : ExitCode.AGREES;
    }
    Path certificate = subject.certificate;
    if (certificate != null) {
      return new ShapeProofs(context, shapes, json).verify(certificate, seed);
    }
    Setting setting = options.setting(context);
    if (!setting.device().equals(Blame.SIMULATOR)) {
      throw new BadInputException(
          "--device: expected sim, which alone computes over a field, found " + setting.device());
    }
    Integer elements = subject.elements;
    return elements == null
        ? proveCase(setting)
        : new ShapeProofs(context, shapes, json).prove(setting, elements, seed);
  }

  private int proveCase(Setting setting) throws IOException {
    ConvCase c = CaseText.parse(String.valueOf(subject.spec));
    Limits.requireJudged(c);
    Limits.requireFits(c);
    CaseProof proof = proof(c.convolution(), setting);
    give(ProofDocument.of(proof), proof.text());
    return proof.isRefuted() ? ExitCode.FINDING : ExitCode.AGREES;
  }

  private RuleVerdicts judgeRules() {
    Activity activity = context.console().status().begin("judging rules");
    return new RuleSurvey(seed).run((done, of) -> activity.at("judging rules", done, of));
  }

  /** Gives a result as a document or as text, and writes the document where it is asked for. */
  private void give(Object document, String text) throws IOException {
    Path out = shapes.out();
    if (out != null) {
      AtomicFiles.write(out, Json.pretty(document) + "\n");
    }
    if (json) {
      context.console().json(document);
    } else {
      context.console().out().print(text);
    }
  }

  private CaseProof proof(Convolution c, Setting setting) {
    Prover prover =
        new Prover(
            context.compiler(),
            context.devices().get(setting.device(), null),
            setting.defects(),
            setting.target(),
            seed);
    Activity activity = context.console().status().begin("proving");
    List<PathProof> paths = new ArrayList<>();
    for (LoweringPath path : setting.paths()) {
      activity.at("proving " + path.label(), paths.size(), setting.paths().size());
      paths.add(prover.prove(c, path));
    }
    return new CaseProof(c, setting.target(), seed, paths);
  }
}
