package winofuzz.fuzz.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that has its kernels run by a device that serves. */
public final class SocketClient {
  private SocketClient() {}

  /**
   * Says what a file has to the device that the environment names, and ends with a status.
   *
   * @param args the file, and the status
   */
  public static void main(String[] args) throws IOException {
    byte[] _ =
        converse(Path.of(System.getenv("WINOFUZZ_DEVICE")), Files.readAllBytes(Path.of(args[0])));
    System.exit(Integer.parseInt(args[1]));
  }

  /** Returns the command that runs {@link #main}. */
  public static List<String> command(Path said, int status) {
    try {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          Path.of(SocketClient.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString(),
          SocketClient.class.getName(),
          said.toString(),
          Integer.toString(status));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Says something to the device behind a socket, and returns all that it answers. */
  public static byte[] converse(Path socket, byte[] said) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer rest = ByteBuffer.wrap(said);
      while (rest.hasRemaining()) {
        int _ = channel.write(rest);
      }
      channel.shutdownOutput();
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      long _ = Channels.newInputStream(channel).transferTo(heard);
      return heard.toByteArray();
    }
  }
}
