package io.chiral.load.crash;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.ChildBroker;
import io.chiral.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A broker and the processes of all roles, each a JVM of its own on this machine: one Kafka, one
 * store, one Hazelcast cluster. All end when this is closed, and with this process.
 */
public final class Installation implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration READY = Duration.ofMinutes(5);
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_000;

  private final BrokerOptions brokerOptions;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private ChildBroker broker;

  /**
   * @param folder for data, store and logs
   * @param names of the processes: roles, a hyphen and a number, such as {@code worker-1}
   * @param budget of a slice
   */
  public Installation(Path folder, List<String> names, Duration budget) {
    List<Integer> ports = freePorts(1 + 3 * names.size());
    brokerOptions = new BrokerOptions(folder.resolve("broker"), ports.remove(0));
    broker = EmbeddedBroker.childProcess(brokerOptions);
    List<Integer> clusterPorts = List.copyOf(ports.subList(0, names.size()));
    ports.subList(0, names.size()).clear();
    for (int i = 0; i < names.size(); i++) {
      Map<String, String> settings = new HashMap<>();
      settings.put("kafka.bootstrap.servers", HOST + ":" + brokerOptions.port());
      settings.put("data.dir", folder.resolve(names.get(i)).toString());
      settings.put("store.dir", store(folder).toString());
      settings.put("worker.id", names.get(i));
      settings.put("worker.threads", "1");
      settings.put("slice.budget", budget.toMillis() + "ms");
      settings.put("http.port", ports.remove(0).toString());
      settings.put("management.port", ports.remove(0).toString());
      settings.put("cluster.enabled", "true");
      settings.put("cluster.port", clusterPorts.get(i).toString());
      settings.put(
          "cluster.members",
          clusterPorts.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(",")));
      Path log = folder.resolve(names.get(i) + ".log");
      members.put(names.get(i), new Member(names.get(i), settings, log));
    }
  }

  static Path store(Path folder) {
    return folder.resolve("store");
  }

  /** Starts all; they are not ready yet. */
  public void start() {
    broker.start();
    members.values().forEach(Member::start);
  }

  /**
   * Until all are ready.
   *
   * @throws TimeoutException if one is not within five minutes
   */
  public void awaitReady() throws TimeoutException {
    for (Member member : members.values()) {
      Pause.until(READY, member::isReady);
    }
  }

  /** The broker's address. */
  public String bootstrapServers() {
    return HOST + ":" + brokerOptions.port();
  }

  /** The process id of the broker. */
  public long brokerPid() {
    return broker.pid();
  }

  /** All processes but the broker. */
  public List<Member> members() {
    return List.copyOf(members.values());
  }

  /** Those of exactly these roles. */
  public List<Member> members(String role) {
    return members.values().stream().filter(member -> member.role().equals(role)).toList();
  }

  /** Strikes; whoever was killed is started again before this returns. */
  void strike(Blow blow) {
    if (blow.victim().equals(Plan.BROKER)) {
      strikeBroker(blow.kind());
      return;
    }
    Member member = Objects.requireNonNull(members.get(blow.victim()));
    switch (blow.kind()) {
      case FREEZE -> member.freeze(Plan.FROZEN);
      case KILL -> {
        member.kill();
        member.start();
      }
      case STOP -> {
        if (!member.stop()) {
          throw new IllegalStateException(member.name() + " did not end when it was asked to");
        }
        member.start();
      }
    }
  }

  private void strikeBroker(Blow.Kind kind) {
    if (kind == Blow.Kind.FREEZE) {
      Signals.freeze(broker.pid(), Plan.FROZEN);
      return;
    }
    if (kind == Blow.Kind.KILL) {
      broker.kill();
    } else {
      broker.close();
    }
    broker = EmbeddedBroker.childProcess(brokerOptions);
    broker.start();
  }

  /** Starts again who has ended by itself, as Kubernetes or systemd would; says who. */
  List<String> revive() {
    List<String> revived = new ArrayList<>();
    for (Member member : members.values()) {
      if (!member.isAlive()) {
        member.start();
        revived.add(member.name());
      }
    }
    return revived;
  }

  @Override
  public void close() {
    members.values().forEach(Member::close);
    broker.kill();
  }

  /**
   * Below the ports that the system gives to clients: nobody takes them while a process is away.
   */
  private static List<Integer> freePorts(int count) {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
