package io.chiral.load.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers with every partition on all of them, two of which must have a record before it
 * counts. Victims are named by what they do, and found when they are struck: a broker is killed as
 * the coordinator of a group or of a transactional id.
 */
final class Ensemble implements Brokers {
  static final int SIZE = 3;

  /** Of the workers' group, of a worker's transactions, of the command role's. */
  static final List<String> COORDINATORS =
      List.of("coordinator-of-workers", "coordinator-of-worker-1", "coordinator-of-command");

  private static final Duration BACK = Duration.ofMinutes(3);

  private final List<BrokerNode> nodes = new ArrayList<>();
  private final String bootstrapServers;

  /**
   * @param folder a folder in it for each broker
   * @param ports one for the clients of each broker, then one for its controller
   */
  Ensemble(Path folder, List<Integer> ports) {
    bootstrapServers = addresses(ports.subList(0, SIZE));
    String clusterId = Uuid.randomUuid().toString();
    for (int id = 1; id <= SIZE; id++) {
      nodes.add(new BrokerNode(folder.resolve(String.valueOf(id)), settings(id, ports), clusterId));
    }
  }

  private static Map<String, String> settings(int id, List<Integer> ports) {
    String clients = "PLAINTEXT://127.0.0.1:" + ports.get(id - 1);
    Map<String, String> all = new HashMap<>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", String.valueOf(id));
    all.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, SIZE)
            .mapToObj(voter -> voter + "@127.0.0.1:" + ports.get(SIZE + voter - 1))
            .collect(Collectors.joining(",")));
    all.put("controller.listener.names", "CONTROLLER");
    all.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    all.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports.get(SIZE + id - 1));
    all.put("advertised.listeners", clients);
    all.put("auto.create.topics.enable", "false");
    for (String kind :
        List.of(
            "default", "offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      all.put(kind + ".replication.factor", String.valueOf(SIZE));
    }
    all.put("min.insync.replicas", "2");
    all.put("transaction.state.log.min.isr", "2");
    all.put("share.coordinator.state.topic.min.isr", "2");
    // As README asks for: take-over within 10 s. All else below keeps three brokers small.
    all.put("group.consumer.session.timeout.ms", "10000");
    all.put("group.consumer.min.session.timeout.ms", "10000");
    all.put("offsets.topic.num.partitions", "6");
    all.put("transaction.state.log.num.partitions", "6");
    all.put("share.coordinator.state.topic.num.partitions", "1");
    all.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    all.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    return all;
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  @Override
  public List<Long> pids() {
    return nodes.stream().map(BrokerNode::pid).toList();
  }

  @Override
  public void start() {
    nodes.forEach(BrokerNode::start);
    try {
      awaitWhole();
    } catch (TimeoutException e) {
      throw new IllegalStateException("three brokers did not come up", e);
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public String bootstrapServers(String member) {
    return bootstrapServers;
  }

  /** Returns when the killed one is back and has everything that the others have. */
  @Override
  public void strike(Blow blow) throws TimeoutException {
    BrokerNode coordinator = nodes.get(ask(admin -> coordinator(admin, blow.victim())) - 1);
    if (blow.kind() == Blow.Kind.FREEZE) {
      Signals.freeze(coordinator.pid(), Plan.FROZEN);
      return;
    }
    coordinator.kill();
    coordinator.start();
    awaitWhole();
  }

  private static int coordinator(Admin admin, String victim)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (victim.equals("coordinator-of-workers")) {
      return get(admin.describeConsumerGroups(List.of("chiral.workers")).all())
          .values()
          .iterator()
          .next()
          .coordinator()
          .id();
    }
    String transactionalId =
        victim.equals("coordinator-of-command") ? "chiral.command" : "chiral.worker-worker-1";
    return get(admin.describeTransactions(List.of(transactionalId)).description(transactionalId))
        .coordinatorId();
  }

  private void awaitWhole() throws TimeoutException {
    Pause.until(BACK, () -> ask(Ensemble::isWhole));
  }

  /** Whether every broker is there and has every partition. */
  private static boolean isWhole(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (get(admin.describeCluster().nodes()).size() < SIZE) {
      return false;
    }
    Map<String, TopicDescription> topics =
        get(admin.describeTopics(get(admin.listTopics().names())).allTopicNames());
    return topics.values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.isr().size() == SIZE);
  }

  /** Asks until there is an answer: brokers come and go. */
  private <T> T ask(Question<T> question) {
    long end = System.nanoTime() + BACK.toNanos();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      while (true) {
        try {
          return question.of(admin);
        } catch (ExecutionException | TimeoutException notNow) {
          if (System.nanoTime() > end) {
            throw new IllegalStateException("the brokers don't answer", notNow);
          }
          Pause.of(Duration.ofMillis(500));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
  }

  private static <T> T get(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException, TimeoutException {
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    nodes.forEach(BrokerNode::kill);
  }

  private interface Question<T> {
    T of(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
  }
}
