package io.chiral.broker;

/**
 * One Kafka broker (KRaft, broker and controller in one) that belongs to this program and listens
 * on the loopback address only.
 *
 * <p>Its data outlives it: a broker started on the directory of an earlier one, also of one that
 * was killed, serves the same topics, records and committed offsets, possibly on another port. One
 * object is started once and closed once. All methods block; none is for an event loop.
 *
 * <p>{@link #inProcess} is fast to start and shares this JVM, so a fatal fault of the broker (a
 * full disk, say) ends the JVM: Kafka's server halts the process then. {@link #childProcess} is a
 * second JVM on the same class path that can be killed without a word and ends with its parent.
 */
public interface EmbeddedBroker extends AutoCloseable {

  /** A broker in this JVM; not started yet. */
  static EmbeddedBroker inProcess(BrokerOptions options) {
    return new InProcessBroker(options);
  }

  /** A broker in a JVM of its own; not started yet. */
  static ChildBroker childProcess(BrokerOptions options) {
    return new ChildBroker(options);
  }

  /**
   * Starts the broker and returns when clients can use it.
   *
   * @throws BrokerStartException if the port is taken, the directory cannot be written or belongs
   *     to a running broker, or the server fails; the message says which and what to do
   */
  void start();

  /**
   * {@code host:port} for the clients' {@code bootstrap.servers}.
   *
   * @throws IllegalStateException before {@link #start}
   */
  String bootstrapServers();

  /** Stops the broker in order; does nothing where it does not run. */
  @Override
  void close();
}
