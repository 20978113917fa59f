package winofuzz.fuzz.serve;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.metal.Device;

/** Runs kernels for clients over a Unix socket, until it is closed. */
public final class DeviceServer implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ServerSocketChannel channel;
  private final Device device;
  private final ServeListener listener;
  private final Consumer<String> problems;
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  /**
   * Creates a server and begins to serve.
   *
   * @param file the socket, which must not be there yet
   * @param problems hears, in one line each, of conversations that ended before their time
   * @throws IOException if the socket cannot be made
   */
  public DeviceServer(Path file, Device device, ServeListener listener, Consumer<String> problems)
      throws IOException {
    this.file = file;
    this.device = device;
    this.listener = listener;
    this.problems = problems;
    this.channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    ServerSocketChannel _ = channel.bind(UnixDomainSocketAddress.of(file));
    this.acceptor = Thread.ofPlatform().name("device-server").daemon().start(this::accept);
  }

  /** Serves one client until it ends. */
  public static void serve(InputStream in, OutputStream out, Device device) throws IOException {
    serve(in, out, device, ServeListener.NONE);
  }

  private static void serve(InputStream in, OutputStream out, Device device, ServeListener listener)
      throws IOException {
    new Conversation(
            new BufferedInputStream(in, BUFFER),
            new BufferedOutputStream(out, BUFFER),
            device,
            listener)
        .run();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = channel.accept();
        clients.add(client);
        Thread _ = Thread.ofPlatform().name("device-client").daemon().start(() -> serve(client));
      }
    } catch (ClosedChannelException e) {
      // The server was closed.
    } catch (IOException e) {
      problems.accept("device server: " + e.getMessage());
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      serve(Channels.newInputStream(client), Channels.newOutputStream(client), device, listener);
    } catch (IOException e) {
      // The client went away, or the server was closed.
    } catch (BadInputException e) {
      problems.accept("client: " + e.getMessage());
    } finally {
      clients.remove(client);
    }
  }

  /** Waits until the server is closed. */
  public void await() throws InterruptedException {
    acceptor.join();
  }

  /** Ends to accept clients, so that {@link #await} returns. */
  public void stop() {
    try {
      channel.close();
    } catch (IOException e) {
      problems.accept("device server: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    for (SocketChannel client : clients) {
      client.close();
    }
    boolean _ = Files.deleteIfExists(file);
  }
}
