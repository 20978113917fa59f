package winofuzz.fuzz.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command prints, kept while it is printed. */
final class Recording {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Console console;

  /** Begins to keep what is printed on a console. */
  Recording(Console real) {
    console =
        new Console(
            real.in(), kept(real.out()), kept(real.err()), real.isTerminal(), real.format());
  }

  /** Returns the console that keeps what is printed on it. */
  Console console() {
    return console;
  }

  /** Returns all that was printed, results and human text. */
  String text() {
    List.of(console.out(), console.err()).forEach(PrintStream::flush);
    synchronized (printed) {
      return printed.toString(StandardCharsets.UTF_8);
    }
  }

  private PrintStream kept(PrintStream to) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            to.write(bytes, offset, length);
            synchronized (printed) {
              printed.write(bytes, offset, length);
            }
          }

          @Override
          public void flush() {
            to.flush();
          }
        };
    return new PrintStream(both, false, to.charset());
  }
}
