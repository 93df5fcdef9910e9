package io.chiral.load;

import com.sun.management.OperatingSystemMXBean;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.Partition;
import io.chiral.kafka.TopicReader;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.service.command.CommandVerticle;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.gateway.GatewayVerticle;
import io.chiral.service.node.Foundation;
import io.chiral.service.reporting.ReportingVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Times how roles start on a log of many events, with the embedded broker in the same process, from
 * the checkout's root. Arguments: an empty folder, events, studies, runs; or such a folder once
 * more, 0, and the studies it has.
 *
 * <p>A reporter has caught up when it has told of one event of each study that nobody told before.
 * A gateway has when it is ready, the command role when it has answered a command.
 */
public final class RestoreTiming {

  private static final Topics TOPICS = Topics.standard();
  private static final long MINUTES = 60;

  /** A reporter that has saved nothing for so long has nothing to save. */
  private static final long SAVED_SECONDS = 20;

  private final Foundation foundation;
  private final RestoreLoad load;
  private final Codec codec = new Codec();
  private final int studies;
  private long before;
  private long processorBefore;

  private RestoreTiming(Foundation foundation, RestoreLoad load, int studies) {
    this.foundation = foundation;
    this.load = load;
    this.studies = studies;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int events = Integer.parseInt(arguments[1]);
    int studies = Integer.parseInt(arguments[2]);
    Foundation foundation =
        get(
            Foundation.lay(
                ChiralConfig.load(
                    null,
                    Map.of(
                        "data.dir", folder.toString(),
                        "worker.id", "timing",
                        "http.port", "0",
                        "management.port", "0"))));
    foundation.store().identify("timing"); // as a worker does
    try (RestoreLoad load = new RestoreLoad(foundation.bootstrapServers())) {
      RestoreTiming timing = new RestoreTiming(foundation, load, studies);
      if (events > 0) {
        timing.write(events, Integer.parseInt(arguments[3]));
      }
      timing.run(events > 0);
      System.out.printf("store: %,d KB%n", size(folder.resolve("store/files")) / 1000);
    } finally {
      get(foundation.close());
    }
  }

  private void write(int events, int runs) throws Exception {
    long begin = System.nanoTime();
    load.events(studies, events / studies);
    System.out.printf(
        "wrote %,d events of %d studies, %,d MB, in %.0f s%n",
        events, studies, load.bytes() / 1_000_000, seconds(begin));
    load.runs(runs);
    allTold();
  }

  private void run(boolean fresh) throws Exception {
    System.out.println(
        "| start | seconds | processor seconds | heap kept | heap at its peak |\n|---|---|---|---|---|");
    if (fresh) {
      reporter("reporter, from the beginning");
    }
    reporter("reporter, from snapshots");
    reporter("reporter, from snapshots, again");
    gateway();
    command();
  }

  private void reporter(String what) throws Exception {
    load.opinions(studies);
    Set<String> told = new HashSet<>();
    CountDownLatch all = new CountDownLatch(studies);
    Map<Partition, Long> end = new HashMap<>();
    for (int partition = 0; partition < 4; partition++) {
      end.put(new Partition(TOPICS.asymmetry(), partition), Long.MAX_VALUE);
    }
    BlockingQueue<String> saves = new LinkedBlockingQueue<>();
    try (TopicReader snapshots = reader(TOPICS.snapshots(), Map.of(), saves::add);
        TopicReader reports =
            reader(
                TOPICS.asymmetry(),
                end,
                key -> {
                  if (told.add(key)) {
                    all.countDown();
                  }
                })) {
      snapshots.caughtUp().get(MINUTES, TimeUnit.MINUTES);
      reports.caughtUp().get(MINUTES, TimeUnit.MINUTES);
      long begin = begin();
      String id = deploy(new ReportingVerticle(foundation.node(), codec, foundation.store()));
      all.await(MINUTES, TimeUnit.MINUTES);
      tell(what, begin);
      begin = System.nanoTime();
      while (saves.poll(SAVED_SECONDS, TimeUnit.SECONDS) != null) {
        // More is being saved.
      }
      System.out.printf("all that is due is saved: after %.0f s%n", seconds(begin));
      begin = System.nanoTime();
      get(foundation.node().vertx().undeploy(id));
      System.out.printf("hand-over: %.1f s%n", seconds(begin));
    }
  }

  private void gateway() throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    long begin = begin();
    String id =
        deploy(
            new GatewayVerticle(
                foundation.node(), codec, foundation.store(), foundation.dataSets()));
    long timer =
        foundation
            .node()
            .vertx()
            .setPeriodic(
                50,
                tick -> {
                  if (foundation.node().health().ready("gateway")) {
                    ready.countDown();
                  }
                });
    ready.await(MINUTES, TimeUnit.MINUTES);
    tell("gateway", begin);
    foundation.node().vertx().cancelTimer(timer);
    get(foundation.node().vertx().undeploy(id));
  }

  private void command() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (TopicReader answers = reader(TOPICS.rejections(), Map.of(), key -> answered.countDown())) {
      load.impossible();
      long begin = begin();
      String id =
          deploy(
              new CommandVerticle(
                  foundation.node(), codec, foundation.dataSets(), foundation.store()));
      answered.await(MINUTES, TimeUnit.MINUTES);
      tell("command role", begin);
      get(foundation.node().vertx().undeploy(id));
    }
  }

  private TopicReader reader(
      String topic, Map<Partition, Long> from, java.util.function.Consumer<String> keys) {
    TopicReader reader =
        new TopicReader(
            KafkaSettings.of(foundation.bootstrapServers()),
            "timing-" + topic,
            Set.of(topic),
            from,
            Runnable::run,
            records -> {
              records.forEach(record -> keys.accept(String.valueOf(record.key())));
              return CompletableFuture.completedFuture(null);
            });
    reader.start();
    return reader;
  }

  /** As if an earlier reporter had told everything and saved nothing. */
  private void allTold() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", foundation.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int partition = 0; partition < 16; partition++) {
        latest.put(new TopicPartition(TOPICS.metrics(), partition), OffsetSpec.latest());
      }
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((partition, at) -> ends.put(partition, new OffsetAndMetadata(at.offset())));
      admin.alterConsumerGroupOffsets(TOPICS.prefix() + "reporting", ends).all().get();
    }
  }

  private String deploy(VerticleBase role) throws Exception {
    return get(foundation.node().vertx().deployVerticle(role));
  }

  private long begin() {
    System.gc();
    before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    processorBefore = processorNanos();
    return System.nanoTime();
  }

  private void tell(String what, long begin) {
    double seconds = seconds(begin);
    double processor = (processorNanos() - processorBefore) / 1e9;
    long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.gc();
    long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() - before;
    System.out.printf(
        "| %s | %.1f | %.1f | %,d MB | %,d MB |%n",
        what, seconds, processor, kept / 1_000_000, peak / 1_000_000);
  }

  /** Of the whole process, the broker's share included. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(RestoreTiming::bytes).sum();
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
  }
}
