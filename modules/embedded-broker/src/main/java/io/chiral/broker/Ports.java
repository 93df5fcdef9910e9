package io.chiral.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports of a broker on 127.0.0.1.
 *
 * <p>They are looked at before the server starts, since its own failure to bind comes late and
 * wrapped. Another process may take one in between; that is then the server's error.
 */
record Ports(int clients, int controller) {

  static final String HOST = "127.0.0.1";

  /** Takes the wished port for the clients, or a free one for 0, and a free one beside it. */
  static Ports choose(int wished) {
    try (ServerSocket clients = bind(wished);
        ServerSocket controller = bind(0)) {
      return new Ports(clients.getLocalPort(), controller.getLocalPort());
    } catch (IOException taken) {
      throw new BrokerStartException(
          "Port "
              + wished
              + " of "
              + HOST
              + " is taken ("
              + taken.getMessage()
              + "). Stop what listens there or choose another port, 0 for a free one.",
          taken);
    }
  }

  String bootstrapServers() {
    return HOST + ":" + clients;
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // A restarted broker meets its own connections in TIME_WAIT.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
