package io.chiral.testkit;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * The network between some clients and a Kafka broker on this machine, which can be cut and mended.
 *
 * <p>While it is cut nothing passes in either direction and nobody is told: no connection is
 * refused, closed or reset, and new ones get no answer. When it is mended everything that was held
 * back arrives, late, as what TCP sends again does; also what its sender has given up meanwhile.
 * That is the worst a network can do: a lost request can do no harm, a late one might.
 *
 * <p>The broker needs a listener that advertises this end, or clients would go round it: {@link
 * #listener}.
 */
public final class Cable implements AutoCloseable {
  private static final int LARGEST_REQUEST = 64 << 20;

  private final ServerSocket door;
  private final int brokerPort;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cable");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private boolean cut;
  private @Nullable Trap trap;
  private volatile boolean closed;

  private Cable(ServerSocket door, int brokerPort) {
    this.door = door;
    this.brokerPort = brokerPort;
  }

  /**
   * Lays a cable that works.
   *
   * @param brokerPort port of the broker's own listener for it
   */
  public static Cable to(int brokerPort) {
    try {
      Cable cable = new Cable(new ServerSocket(0, 50, loopback()), brokerPort);
      cable.threads.execute(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException("no cable could be laid", e);
    }
  }

  /** A port that is free now. */
  public static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Settings of the broker that lead clients through this cable.
   *
   * @param name of the broker's listener, in capitals
   */
  public Map<String, String> listener(String name) {
    return Map.of(
        "listeners", name + "://127.0.0.1:" + brokerPort,
        "advertised.listeners", name + "://" + bootstrapServers(),
        "listener.security.protocol.map", name + ":PLAINTEXT");
  }

  /** For clients at this end. */
  public String bootstrapServers() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** From now on nothing passes. */
  public synchronized void cut() {
    cut = true;
  }

  /**
   * Cuts when a client sends such a request.
   *
   * @param arrives whether the broker still gets it; its answer is held back in any case
   * @return done when it is cut
   */
  public synchronized CompletableFuture<Void> cutAt(ApiKeys request, boolean arrives) {
    trap = new Trap(request.id, arrives, new CompletableFuture<>());
    return trap.sprung;
  }

  /** Everything arrives that was held back, and all is as before. */
  public synchronized void mend() {
    cut = false;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    mend();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        threads.execute(() -> connect(client));
      } catch (IOException over) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    Socket server = new Socket();
    sockets.add(server);
    try {
      awaitMended();
      server.connect(new InetSocketAddress(loopback(), brokerPort));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      threads.execute(() -> answers(server, client));
      requests(client.getInputStream(), server.getOutputStream());
    } catch (IOException over) {
      // One of the two went away; the other hears of it when the cable works.
    }
    awaitMended();
    drop(client);
    drop(server);
  }

  /** Ends with the broker's end; what the client still has to say is not cut off. */
  private void answers(Socket server, Socket client) {
    byte[] piece = new byte[1 << 16];
    try (InputStream from = server.getInputStream()) {
      OutputStream to = client.getOutputStream();
      for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
        awaitMended();
        to.write(piece, 0, length);
      }
      awaitMended();
      client.shutdownOutput();
    } catch (IOException over) {
      // The client closed it, and its requests end, too.
    }
  }

  /** Kafka's requests: their length, their kind, the rest. */
  private void requests(InputStream from, OutputStream broker) throws IOException {
    DataInputStream in = new DataInputStream(from);
    DataOutputStream to = new DataOutputStream(new BufferedOutputStream(broker));
    for (int length = in.readInt(); length > 2 && length < LARGEST_REQUEST; length = in.readInt()) {
      short kind = in.readShort();
      byte[] rest = in.readNBytes(length - 2);
      if (!springs(kind)) {
        awaitMended();
      }
      to.writeInt(length);
      to.writeShort(kind);
      to.write(rest);
      to.flush();
    }
  }

  /** Whether this is the request to cut at, and the last one that arrives. */
  private synchronized boolean springs(short kind) {
    Trap set = trap;
    if (set == null || set.kind != kind || cut) {
      return false;
    }
    cut = true;
    trap = null;
    set.sprung.complete(null);
    return set.arrives;
  }

  private synchronized void awaitMended() {
    while (cut && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  private record Trap(short kind, boolean arrives, CompletableFuture<Void> sprung) {}
}
