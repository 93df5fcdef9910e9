package io.chiral.service.gateway;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicAdmin;
import io.chiral.kafka.TopicReader;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.service.gateway.view.Slots;
import io.chiral.service.gateway.view.StudyView;
import io.chiral.service.node.Health;
import io.chiral.service.node.Node;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics from their beginnings, without a group. Records are decoded on the reader's
 * thread and applied on the view's; the next batch waits for that.
 */
final class KafkaViewSource implements ViewSource {

  private final Node node;
  private final RecordDecoder decoder;
  private final KafkaReplay replay;
  private @Nullable TopicReader reader;

  KafkaViewSource(Node node, Codec codec) {
    this.node = node;
    this.decoder = new RecordDecoder(codec);
    this.replay = new KafkaReplay(node, codec);
  }

  private KafkaSettings kafka() {
    return new KafkaSettings(node.kafka().forConsumer());
  }

  @Override
  public Future<String> clusterId() {
    return node.vertx()
        .executeBlocking(
            () -> {
              try (TopicAdmin admin = new TopicAdmin(kafka())) {
                return admin.clusterId();
              }
            });
  }

  @Override
  public Future<Void> feed(Slots slots, StudyView view) {
    Context context = node.vertx().getOrCreateContext();
    TopicReader following =
        new TopicReader(
            kafka(),
            "gateway-" + UUID.randomUUID(),
            slots.topics().stream().map(Topics.Definition::name).toList(),
            Map.of(),
            Runnable::run,
            records -> apply(records, view, context));
    reader = following;
    node.health().register("gateway", () -> check(following));
    following.start();
    return Future.succeededFuture();
  }

  private CompletionStage<Void> apply(List<InRecord> records, StudyView view, Context context) {
    List<@Nullable Object> messages = new ArrayList<>();
    records.forEach(record -> messages.add(decoder.decode(record)));
    CompletableFuture<Void> applied = new CompletableFuture<>();
    context.runOnContext(
        go -> {
          for (int i = 0; i < records.size(); i++) {
            InRecord record = records.get(i);
            view.apply(
                record.partition().topic(),
                record.partition().number(),
                record.offset(),
                messages.get(i));
          }
          applied.complete(null);
        });
    return applied;
  }

  @Override
  public Future<Void> replay(
      String study, AsOf until, Function<List<MetricEvent>, Future<Void>> taker) {
    return replay.replay(study, until, taker);
  }

  private Health check(TopicReader following) {
    io.chiral.kafka.Health health = following.check();
    if (health instanceof io.chiral.kafka.Health.Trouble trouble) {
      return Health.notReady("since %s: %s".formatted(trouble.since(), trouble.reason()));
    } else if (health instanceof io.chiral.kafka.Health.Failed failed) {
      return Health.ended(failed.cause());
    } else if (health instanceof io.chiral.kafka.Health.Closed) {
      return Health.notReady("closed");
    }
    String skipped =
        decoder.unreadable() == 0 ? "" : ", %d records unreadable".formatted(decoder.unreadable());
    return following.caughtUp().isDone()
        ? Health.ready("follows the topics" + skipped)
        : Health.notReady("reads what was there before it started");
  }

  @Override
  public Future<Void> stop() {
    TopicReader following = reader;
    return following == null
        ? Future.succeededFuture()
        : node.vertx()
            .executeBlocking(
                () -> {
                  following.close();
                  return null;
                });
  }
}
