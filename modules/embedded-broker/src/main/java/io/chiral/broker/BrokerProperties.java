package io.chiral.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The server settings of an embedded broker, with the reason of each that is not Kafka's own. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final Set<String> LISTS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  private BrokerProperties() {}

  /** With further settings over these, and further listeners beside these. */
  static Map<String, String> of(Path logs, Ports ports, Map<String, String> further) {
    Map<String, String> all = of(logs, ports);
    further.forEach(
        (name, value) ->
            all.merge(
                name, value, (ours, more) -> LISTS.contains(name) ? ours + "," + more : more));
    return all;
  }

  static Map<String, String> of(Path logs, Ports ports) {
    Map<String, String> all = new HashMap<>();
    all.putAll(identity(logs, ports));
    all.putAll(oneReplica());
    all.putAll(nothingExpires());
    all.putAll(quickTakeOver());
    all.putAll(small());
    return all;
  }

  /** Of the controller alone, on the same files; see {@link FormerBroker}. */
  static Map<String, String> controllerOnly(Path logs, Ports ports) {
    Map<String, String> all = new HashMap<>(of(logs, ports));
    all.put("process.roles", "controller");
    all.put("listeners", CONTROLLER_LISTENER + "://" + Ports.HOST + ":" + ports.controller());
    all.remove("advertised.listeners");
    all.remove("inter.broker.listener.name");
    return all;
  }

  private static Map<String, String> identity(Path logs, Ports ports) {
    String controller = Ports.HOST + ":" + ports.controller();
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        // Static voters: the ports are settings, not data, and may differ at every start.
        "controller.quorum.voters",
        NODE_ID + "@" + controller,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "inter.broker.listener.name",
        "PLAINTEXT",
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "listeners",
        "PLAINTEXT://" + ports.bootstrapServers() + ",CONTROLLER://" + controller,
        "advertised.listeners",
        "PLAINTEXT://" + ports.bootstrapServers(),
        "log.dirs",
        logs.toString());
  }

  private static Map<String, String> oneReplica() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "auto.leader.rebalance.enable", "false");
  }

  private static Map<String, String> nothingExpires() {
    return Map.of(
        // Topics are made with explicit settings only; a misspelt name is an error.
        "auto.create.topics.enable", "false",
        "log.retention.ms", "-1",
        // A study that waits for weeks finds its offsets; both are the largest value allowed.
        "offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE),
        "transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE),
        // No replica to recover from: at most about a second is lost when the machine (not the
        // process: the page cache survives that) dies.
        "log.flush.interval.ms", "1000",
        "log.flush.scheduler.interval.ms", "1000");
  }

  private static Map<String, String> quickTakeOver() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        // After a kill the controller still counts the earlier broker as alive, and registers the
        // next one only when that session is over; 9 s unless lowered.
        "broker.session.timeout.ms", "4000",
        "broker.heartbeat.interval.ms", "1000",
        // KIP-848 takes both from the broker; 45 s and 5 s unless lowered.
        "group.consumer.session.timeout.ms", "10000",
        "group.consumer.min.session.timeout.ms", "10000",
        "group.consumer.heartbeat.interval.ms", "1000",
        "group.consumer.min.heartbeat.interval.ms", "1000",
        // A dead producer's open transaction holds read_committed readers back until its time-out
        // and
        // this. Never soon after a start: in the seconds between a killed broker's restart and its
        // registration no partition has a leader, and the coordinator (4.3.1) takes partitions
        // without one for deleted and skips their markers: the offsets stay "unstable" for ever.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "20000");
  }

  private static Map<String, String> small() {
    return Map.ofEntries(
        // 128 MiB of heap unless lowered.
        Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20)),
        Map.entry("log.cleaner.threads", "1"),
        Map.entry("log.segment.bytes", String.valueOf(64 << 20)),
        // An index entry of 8 or 12 bytes for each 4 KiB of such a segment needs under 256 KiB.
        Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("num.recovery.threads.per.data.dir", "2"),
        Map.entry("background.threads", "2"),
        Map.entry("group.coordinator.threads", "1"),
        Map.entry("share.coordinator.threads", "1"));
  }
}
