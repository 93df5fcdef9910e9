package io.chiral.load.crash;

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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A Kafka and the processes of all roles, each a JVM of its own on this machine: one Kafka, one
 * store, one Hazelcast cluster. All end when this is closed, and with this process.
 */
public final class Installation implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration READY = Duration.ofMinutes(5);
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_000;

  private final Brokers brokers;
  private final WallClock clock = new WallClock();
  private final Map<String, Member> members = new LinkedHashMap<>();

  /**
   * @param folder for data, store and logs
   * @param plan how many processes and brokers, and the time of a slice
   */
  Installation(Path folder, Plan plan) {
    this(folder, plan.processes(), plan.budget(), plan.brokers(), Plan.CABLED);
  }

  /**
   * On one broker.
   *
   * @param folder for data, store and logs
   * @param names of the processes: roles, a hyphen and a number, such as {@code worker-1}
   * @param budget of a slice
   */
  public Installation(Path folder, List<String> names, Duration budget) {
    this(folder, names, budget, 1, List.of());
  }

  private Installation(
      Path folder, List<String> names, Duration budget, int copies, List<String> cabled) {
    List<Integer> ports = freePorts(2 * Ensemble.SIZE + 3 * names.size());
    Path data = folder.resolve("broker");
    List<Integer> brokerPorts = take(ports, 2 * Ensemble.SIZE);
    Map<String, Integer> cables = new HashMap<>();
    cabled.forEach(name -> cables.put(name, brokerPorts.get(1 + cables.size())));
    brokers =
        copies == 1
            ? new LoneBroker(data, brokerPorts.get(0), cables)
            : new Ensemble(data, brokerPorts);
    List<Integer> clusterPorts = take(ports, names.size());
    for (int i = 0; i < names.size(); i++) {
      Map<String, String> settings = new HashMap<>();
      settings.put("kafka.bootstrap.servers", brokers.bootstrapServers(names.get(i)));
      settings.put("topics.replication", String.valueOf(copies));
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
    brokers.start();
    members.values().forEach(Member::start);
  }

  /**
   * Until all are ready; one that gave up on a broker that was not there yet is started again.
   *
   * @throws TimeoutException if one is not within five minutes
   */
  public void awaitReady() throws TimeoutException {
    for (Member member : members.values()) {
      Pause.until(READY, () -> revive().isEmpty() && member.isReady());
    }
  }

  /** The address of Kafka. */
  public String bootstrapServers() {
    return brokers.bootstrapServers();
  }

  /** The process ids of the brokers. */
  public List<Long> brokerPids() {
    return brokers.pids();
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
  void strike(Blow blow) throws TimeoutException {
    if (blow.kind() == Blow.Kind.CLOCK) {
      clock.jump();
      return;
    }
    Member member = members.get(blow.victim());
    if (member == null || blow.kind() == Blow.Kind.PARTITION) {
      brokers.strike(blow);
      return;
    }
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
      case PARTITION, CLOCK -> throw new IllegalArgumentException(blow.toString());
    }
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
    brokers.close();
  }

  private static List<Integer> take(List<Integer> ports, int count) {
    List<Integer> taken = List.copyOf(ports.subList(0, count));
    ports.subList(0, count).clear();
    return taken;
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
