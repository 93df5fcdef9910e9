package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.RecordProducer;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.SliceEnded;
import io.chiral.service.command.CommandVerticle;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Foundation;
import io.chiral.service.node.Health;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command role and a worker on a real broker; only the computing is pretended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private Foundation foundation;
  private TransactionalLoop worker;
  private Topic topic;

  @BeforeAll
  void startRoles(@TempDir Path folder) throws Exception {
    ChiralConfig config =
        ChiralConfig.load(null, Map.of("data.dir", folder.toString(), "worker.id", "w"));
    foundation = get(Foundation.lay(config));
    topic = new Topic(foundation.bootstrapServers());
    poisonEveryTopic();
    get(
        foundation.deploy(
            new CommandVerticle(
                foundation.node(), codec, foundation.dataSets(), foundation.store())));
    worker = worker();
    worker.start();
  }

  /** What no version of us has written lies on every topic before anybody reads it. */
  private void poisonEveryTopic() throws Exception {
    Node node = foundation.node();
    RecordProducer producer = RecordProducer.create(node.vertx(), node.kafka().writers(), "poison");
    for (MessageType type : MessageType.values()) {
      for (String body : List.of("{", "{}", "\u0000", "[]")) {
        Envelope envelope = new Envelope("poison", "/test", type.typeName(), null);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        get(producer.send(OutRecord.of(type.topic(topics), "poison", envelope, bytes)));
      }
    }
    get(producer.close());
  }

  private TransactionalLoop worker() {
    Node node = foundation.node();
    WorkerRole role =
        new WorkerRole(
            "w",
            topics,
            codec,
            new Outbox(topics, codec, "/workers/w", Clock.systemUTC()),
            new TorchLane(node.vertx()),
            new PretendedComputing(),
            new StoreGuard(node.vertx(), () -> {}, node.health()),
            new Stops(),
            new ProgressTeller(node.bus(), codec, "w"),
            new Doing(Clock.systemUTC()),
            Tracing.silent());
    return TransactionalLoop.working(
        node.kafka().loops(),
        LoopOptions.of("w", Node.workers(topics), "chiral.worker-w", List.of(topics.work())),
        role);
  }

  @AfterAll
  void stopRoles() throws Exception {
    worker.close();
    get(foundation.close());
  }

  @Test
  void runsAStudyOnceHoweverOftenItIsAskedFor() throws Exception {
    send("twice", new StartStudy("mini", MiniStudy.spec()));
    send("twice", new StartStudy("mini", MiniStudy.spec()));
    awaitStatus("mini", StudyStatus.ENDED);

    StudyState study = state("mini");
    assertThat(study.runs()).isEqualTo(13);
    assertThat(study.failed()).isZero();
    Map<String, RunState> runs = topic.latest(topics.runs(), RunState.class);
    assertThat(runs.values().stream().filter(run -> run.study().equals("mini")))
        .hasSize(13)
        .allMatch(run -> run.status() == RunStatus.COMPLETED);
    assertThat(topic.messages(topics.metrics(), StudyExpanded.class)).hasSize(1);
    assertThat(topic.messages(topics.metrics(), RunEnded.class))
        .extracting(RunEnded::run)
        .doesNotHaveDuplicates()
        .hasSize(13);
    assertThat(topic.messages(topics.metrics(), TrainingScalars.class))
        .extracting(scalars -> scalars.run() + scalars.steps())
        .doesNotHaveDuplicates();
    assertThat(topic.messages(topics.outcomes(), SliceEnded.class))
        .extracting(ended -> ended.run() + "/" + ended.slice())
        .doesNotHaveDuplicates();
  }

  @Test
  void answersABrokenCommandAndGoesOn() throws Exception {
    sendRaw("broken", "{ \"study\": ");
    send("unknown-set", new StartStudy("moon", MiniStudy.on("moon")));
    send("cancel-nothing", new Cancel("nowhere", null, null));

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                topic
                    .latest(topics.rejections(), Rejection.class)
                    .keySet()
                    .containsAll(Set.of("broken", "unknown-set", "cancel-nothing")));
    Map<String, Rejection> rejections = topic.latest(topics.rejections(), Rejection.class);
    assertThat(rejections.get("broken")).matches(r -> r.code() == Rejection.Code.MALFORMED);
    assertThat(rejections.get("unknown-set")).matches(r -> "/spec/trainSet".equals(r.place()));
    assertThat(rejections.get("cancel-nothing")).matches(r -> "/study".equals(r.place()));
    assertThat(foundation.node().health().check().values()).allMatch(Health::ready);
  }

  private StudyState state(String study) {
    StudyState state = topic.latest(topics.studies(), StudyState.class).get(study);
    assertThat(state).isNotNull();
    return state;
  }

  private void awaitStatus(String study, StudyStatus status) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              StudyState state = topic.latest(topics.studies(), StudyState.class).get(study);
              return state != null && state.status() == status;
            });
  }

  private void send(String id, Command command) throws Exception {
    String type = MessageType.of((Record) command).typeName();
    get(foundation.node().commands().send(new Envelope(id, "/test", type, null), command));
  }

  private void sendRaw(String id, String body) throws Exception {
    Node node = foundation.node();
    RecordProducer producer =
        RecordProducer.create(node.vertx(), node.kafka().writers(), "foreign");
    Envelope envelope = new Envelope(id, "/test", MessageType.START_STUDY.typeName(), null);
    get(
        producer.send(
            OutRecord.of(topics.commands(), id, envelope, body.getBytes(StandardCharsets.UTF_8))));
    get(producer.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
