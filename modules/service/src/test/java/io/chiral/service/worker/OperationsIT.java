package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.kafka.LoopOptions;
import io.chiral.kafka.TransactionalLoop;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.SliceEnded;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.service.command.CommandVerticle;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.Foundation;
import io.chiral.service.node.Health;
import io.chiral.service.node.Node;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators do, on two nodes that share a broker and Hazelcast's event bus: one decides, the
 * other works. Steps end when the test says so, so it is the order of things that is tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {
  private static final String HOST = "127.0.0.1";
  private static final String WORKER = "far";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private final Stops stops = new Stops();
  private final Doing doing = new Doing(Clock.systemUTC());
  private final SteppingComputing computing = new SteppingComputing();
  private Foundation front;
  private Foundation far;
  private CommandVerticle command;
  private TorchLane lane;
  private Intake intake;
  private volatile SliceJob job = SliceJob.done(List.of());
  private Topic topic;

  @BeforeAll
  void startBothNodes(@TempDir Path folder) throws Exception {
    int one = freePort();
    int other = freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("cluster.enabled", "true");
    settings.put("cluster.members", "%s:%d,%s:%d".formatted(HOST, one, HOST, other));
    front = get(Foundation.lay(config(settings, folder.resolve("front"), "front", one)));
    settings.put("kafka.bootstrap.servers", front.bootstrapServers());
    far = get(Foundation.lay(config(settings, folder.resolve("far"), WORKER, other)));
    topic = new Topic(front.bootstrapServers());
    startCommand();
    far.node().bus().listen(Node.STOP_ADDRESS, stops::add);
    lane = new TorchLane(far.node().vertx());
    WorkerRole role = role();
    intake =
        new Intake(
            far.node().vertx(),
            far.node().health(),
            WORKER,
            () -> loop(role),
            doing,
            Clock.systemUTC());
    get(intake.take());
    awaitTheBus();
  }

  private static ChiralConfig config(
      Map<String, String> settings, Path folder, String id, int port) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("data.dir", folder.toString());
    all.put("worker.id", id);
    all.put("cluster.port", String.valueOf(port));
    return ChiralConfig.load(null, all);
  }

  private WorkerRole role() {
    Node node = far.node();
    return new WorkerRole(
        WORKER,
        topics,
        codec,
        new Outbox(topics, codec, "/workers/" + WORKER, Clock.systemUTC()),
        lane,
        computing,
        new StoreGuard(node.vertx(), () -> {}, node.health()),
        stops,
        new ProgressTeller(node.bus(), codec, WORKER),
        doing,
        Tracing.silent());
  }

  private TransactionalLoop loop(WorkerRole role) {
    return TransactionalLoop.working(
        far.node().kafka().loops(),
        LoopOptions.of(
                WORKER, Node.workers(topics), "chiral.worker-" + WORKER, List.of(topics.work()))
            .handingOverWithin(PATIENCE),
        (record, attempt) -> job = (SliceJob) role.start(record, attempt));
  }

  private void startCommand() throws Exception {
    command = new CommandVerticle(front.node(), codec, front.dataSets(), front.store());
    get(front.node().vertx().deployVerticle(command));
  }

  /** Who has just joined may not be known to be listening yet. */
  private void awaitTheBus() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              front.node().bus().publish(Node.STOP_ADDRESS, "nothing/0/1");
              return stops.contains("nothing/0/1");
            });
  }

  @AfterAll
  void stopBothNodes() throws Exception {
    computing.end(1_000);
    get(intake.drain());
    get(lane.close());
    get(far.close());
    get(front.close());
  }

  @Test
  void aCancelIsAcknowledgedAtOnceAndTakesEffectAtTheNextStepOfAnotherNode() throws Exception {
    RunState run = started("cancelled");
    computing.end(1);
    awaitStep(run, 2);

    send("cancel", new Cancel("cancelled", run.run(), "enough"));
    await().atMost(PATIENCE).until(() -> state(run).status() == RunStatus.CANCELLED);
    assertThat(state(run).outstanding()).isNotNull();
    assertThat(outcomes(run)).isEmpty();
    await().atMost(PATIENCE).until(() -> stops.contains(run.run() + "/0/1"));
    assertThat(computing.isWaiting()).isTrue();
    computing.end(1);

    await().atMost(PATIENCE).until(() -> !outcomes(run).isEmpty());
    assertThat(outcomes(run))
        .singleElement()
        .matches(ended -> ended.reason() == Reason.STOPPED && ended.stepReached() == 2)
        .matches(ended -> ended.worker().equals(WORKER));
    assertThat(stepsOf(run)).containsExactly(run.run() + "@1", run.run() + "@2");
    await().atMost(PATIENCE).until(() -> state(run).outstanding() == null);
    assertThat(state(run))
        .matches(last -> last.status() == RunStatus.CANCELLED && last.step() == 2);
  }

  @Test
  void aDrainedWorkerHandsOverAtTheNextStepAndTakesNothingUntilItIsUndrained() throws Exception {
    RunState run = started("drained");

    Future<?> drained = intake.drain();
    assertThat(intake.status())
        .matches(status -> status.intake() == WorkerStatus.Intake.DRAINING)
        .matches(status -> status.slice().contains("of run " + run.run()));
    assertThat(worker())
        .matches(Health::ready)
        .matches(health -> health.detail().startsWith("draining since"));
    await().atMost(PATIENCE).until(() -> job.stopping());
    computing.end(1);
    get(drained);

    assertThat(worker()).matches(health -> health.detail().startsWith("drained since"));
    assertThat(far.node().health().ready()).isTrue();
    assertThat(outcomes(run))
        .singleElement()
        .matches(ended -> ended.reason() == Reason.STOPPED && ended.stepReached() == 1);
    RunState waiting = runOf("waiting", new StartRun("waiting", EVALUATION, 0));
    await().atMost(PATIENCE).until(() -> commandHealth().detail().endsWith("; 0 workers"));
    assertThat(stepsOf(run)).hasSize(1);
    assertThat(stepsOf(waiting)).isEmpty();

    get(intake.take());
    computing.end(3 + 4);
    await().atMost(PATIENCE).until(() -> state(run).status() == RunStatus.COMPLETED);
    await().atMost(PATIENCE).until(() -> state(waiting).status() == RunStatus.COMPLETED);
    assertThat(worker()).matches(health -> health.detail().equals("idle"));
    assertThat(outcomes(run))
        .extracting(ended -> ended.slice() + " " + ended.reason())
        .containsExactly("0 STOPPED", "1 MILESTONE");
    assertThat(topic.messages(topics.metrics(), TrainingScalars.class))
        .filteredOn(told -> told.run().equals(run.run()))
        .flatExtracting(TrainingScalars::steps)
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void allIsPausedAtTheNextStepAndStaysSoAcrossARestartUntilResumed() throws Exception {
    RunState run = started("paused");

    send("pause", new PauseAll("the storage is moved"));
    await().atMost(PATIENCE).until(() -> stops.contains(run.run() + "/0/1"));
    computing.end(1);
    await().atMost(PATIENCE).until(() -> state(run).status() == RunStatus.READY);
    assertThat(outcomes(run))
        .singleElement()
        .matches(ended -> ended.reason() == Reason.STOPPED && ended.stepReached() == 1);

    get(front.node().vertx().undeploy(command.deploymentID()));
    startCommand();
    RunState late = runOf("late", new StartRun("late", EVALUATION, 0));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                commandHealth().detail().contains("2 runs ready, 0 at work; 1 workers")
                    && commandHealth().detail().contains("everything is paused since"));
    assertThat(state(late).status()).isEqualTo(RunStatus.READY);

    send("resume", new ResumeAll(null));
    computing.end(3 + 4);
    await().atMost(PATIENCE).until(() -> state(run).status() == RunStatus.COMPLETED);
    await().atMost(PATIENCE).until(() -> state(late).status() == RunStatus.COMPLETED);
  }

  @Test
  void aForgottenStudyIsGoneFromItsTopicsAndStaysSoAcrossARestart() throws Exception {
    RunState run = started("over");
    computing.end(4);
    await().atMost(PATIENCE).until(() -> state(run).status() == RunStatus.COMPLETED);

    send("forget", new Forget("over", "its report is kept"));
    await().atMost(PATIENCE).until(() -> runs().stream().noneMatch(r -> r.study().equals("over")));
    assertThat(topic.latest(topics.studies(), StudyState.class).get("over"))
        .isNotNull()
        .matches(left -> left.status() == StudyStatus.FORGOTTEN && left.spec() == null);
    assertThat(topic.messages(topics.metrics(), StudyForgotten.class))
        .containsExactly(new StudyForgotten("over"));

    get(front.node().vertx().undeploy(command.deploymentID()));
    startCommand();
    send("start-over-again", new StartRun("over", EVALUATION, 0));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                rejections("start-over-again").stream()
                    .anyMatch(said -> said.message().contains("study 'over' was forgotten")));
    assertThat(runs()).noneMatch(r -> r.study().equals("over"));
  }

  /** Four steps. */
  private static final EvaluateSpec EVALUATION =
      new EvaluateSpec(
          null, 2, "dead-leaves@64", 4, 64, List.of("gmsd"), "cc0-photographs/train@64", 0, false);

  /** A run in its first step. */
  private RunState started(String study) throws Exception {
    RunState run = runOf(study, new StartRun(study, EVALUATION, 0));
    awaitStep(run, 1);
    return run;
  }

  private RunState runOf(String study, StartRun start) throws Exception {
    send("start-" + study, start);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                runs().stream().anyMatch(r -> r.study().equals(study))
                    || !rejections("start-" + study).isEmpty());
    assertThat(rejections("start-" + study)).isEmpty();
    return runs().stream().filter(r -> r.study().equals(study)).findFirst().orElseThrow();
  }

  private List<Rejection> rejections(String command) {
    return topic.messages(topics.rejections(), Rejection.class).stream()
        .filter(rejection -> command.equals(rejection.commandId()))
        .toList();
  }

  private void awaitStep(RunState run, int step) {
    await().atMost(PATIENCE).until(() -> computing.begun().contains(run.run() + "@" + step));
    await().atMost(PATIENCE).until(computing::isWaiting);
  }

  private List<String> stepsOf(RunState run) {
    return computing.begun().stream().filter(step -> step.startsWith(run.run() + "@")).toList();
  }

  private Health worker() {
    return Objects.requireNonNull(far.node().health().check().get("worker"));
  }

  private Health commandHealth() {
    return Objects.requireNonNull(front.node().health().check().get("command"));
  }

  private RunState state(RunState run) {
    return Objects.requireNonNull(topic.latest(topics.runs(), RunState.class).get(run.run()));
  }

  private List<RunState> runs() {
    return List.copyOf(topic.latest(topics.runs(), RunState.class).values());
  }

  private List<SliceEnded> outcomes(RunState run) {
    return topic.messages(topics.outcomes(), SliceEnded.class).stream()
        .filter(ended -> ended.run().equals(run.run()))
        .toList();
  }

  private void send(String id, Command asked) throws Exception {
    String type = MessageType.of((Record) asked).typeName();
    get(front.node().commands().send(new Envelope(id, "/test", type, null), asked));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
