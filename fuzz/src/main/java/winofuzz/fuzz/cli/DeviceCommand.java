package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.serve.DeviceServer;
import winofuzz.fuzz.serve.ServeListener;
import winofuzz.metal.Device;

/** {@code device}: runs kernels for other processes. */
@Command(
    name = "device",
    description = "Runs kernels that another process sends, with every check.",
    footer = {
      "  bin/fuzz device --serve --device sim",
      "      runs the kernels that come over standard input",
      "  bin/fuzz device --serve --socket /tmp/winofuzz.sock",
      "      runs those of any number of clients"
    })
final class DeviceCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--serve", description = "over standard input and output, for one client")
  private boolean serve;

  @Option(
      names = "--socket",
      paramLabel = "FILE",
      description = "over a Unix socket instead, for any number of clients, until interrupted")
  private @Nullable Path socket;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = KnownValues.DeviceNames.class,
      description = "${COMPLETION-CANDIDATES} (the best one here). Default: auto",
      defaultValue = "auto")
  private String device = "auto";

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      description = "how long a kernel may run, such as 30s. Default: as of exec")
  private @Nullable Duration timeLimit;

  DeviceCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!serve) {
      throw new BadInputException("expected --serve; bin/fuzz devices lists the devices");
    }
    Device chosen = context.devices().get(device, timeLimit);
    if (socket == null) {
      DeviceServer.serve(context.console().in(), context.console().out(), chosen);
      return ExitCode.AGREES;
    }
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInputException("--socket: expected a file that is not there, found " + socket);
    }
    Console console = context.console();
    try (DeviceServer server =
            new DeviceServer(socket, chosen, ServeListener.NONE, console.err()::println);
        Interrupt _ = new Interrupt(server::stop)) {
      console.err().println("serving on " + socket);
      server.await();
      return ExitCode.AGREES;
    }
  }
}
