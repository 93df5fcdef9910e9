package io.chiral.load.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.ChildBroker;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.messages.Topics;
import io.chiral.service.Service;
import io.chiral.service.node.Health;
import io.chiral.testkit.Cable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, or read-only, for real; needs Linux and root. With profile {@code crash}.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "crash.disk", matches = "true")
class DiskTrialIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Less than a checkpoint of the tiny network, more than a probe of a few bytes. */
  private static final long TOO_LITTLE = 32 << 10;

  /** Longer than three attempts at a slice that fails take. */
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(20);

  private final Plan plan = Plan.brief(1);
  private final Path folder;

  DiskTrialIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void asRoot() {
    assumeTrue(Tmpfs.isPermitted(folder.resolve("trial")), "may not mount");
  }

  @Test
  void aStoreThatIsFullOrReadOnlyFailsNoRun() throws Exception {
    List<Seen> peace = Peace.undisturbed(plan, folder.resolve("peace"));
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), 128)) {
      Path store = Installation.store(disk.path());
      Service service = Peace.start(settings(store));
      try (Witness witness = new Witness(service.bootstrapServers()).start()) {
        Peace.send(service, plan);
        awaitOutcomes(witness, 3);

        disk.fill(TOO_LITTLE);
        awaitStore(service, "No space left on device");
        Pause.of(ALL_ATTEMPTS);
        awaitStore(service, "No space left on device");
        disk.makeRoom();
        awaitOutcomes(witness, 2);

        disk.makeReadOnly();
        awaitStore(service, "Read-only file system");
        Pause.of(ALL_ATTEMPTS);
        awaitStore(service, "Read-only file system");
        disk.makeWritable();

        assertSameAs(peace, witness, service.bootstrapServers(), store);
      } finally {
        Peace.get(service.close());
      }
    }
  }

  @Test
  void aBrokerWhoseDiskIsFullLosesNothing() throws Exception {
    List<Seen> peace = Peace.undisturbed(plan, folder.resolve("peace"));
    try (Tmpfs disk = Tmpfs.mount(folder.resolve("disk"), 192)) {
      BrokerOptions options = new BrokerOptions(disk.path().resolve("broker"), Cable.freePort());
      ChildBroker full = EmbeddedBroker.childProcess(options);
      ChildBroker next = EmbeddedBroker.childProcess(options);
      full.start();
      Path store = Installation.store(folder);
      Map<String, String> settings = settings(store);
      settings.put("kafka.bootstrap.servers", full.bootstrapServers());
      Service service = Peace.start(settings);
      try (Witness witness = new Witness(service.bootstrapServers()).start()) {
        Peace.send(service, plan);
        awaitOutcomes(witness, 3);

        CompletableFuture<ProcessHandle> end = ProcessHandle.of(full.pid()).orElseThrow().onExit();
        long began = System.nanoTime();
        disk.fill(0);
        Pause.until(PATIENCE, () -> end.isDone() || !service.health().ready());
        boolean ended =
            end.completeOnTimeout(null, ALL_ATTEMPTS.toSeconds(), TimeUnit.SECONDS).join() != null;
        System.out.printf(
            "broker with a full disk: %s, %.1f s; %s%n",
            ended ? "ended by itself" : "is still there",
            (System.nanoTime() - began) / 1e9,
            service.health().check());
        full.kill();
        disk.makeRoom();
        next.start();
        assertSameAs(peace, witness, service.bootstrapServers(), store);
      } finally {
        full.kill();
        Peace.get(service.close());
        next.close();
      }
    }
  }

  private Map<String, String> settings(Path store) {
    Map<String, String> settings = new HashMap<>(Peace.settings(folder.resolve("data"), store));
    settings.put("slice.budget", plan.budget().toMillis() + "ms");
    return settings;
  }

  private static void awaitOutcomes(Witness witness, int more) throws Exception {
    long wanted = witness.count(Topics.standard().outcomes()) + more;
    Pause.until(PATIENCE, () -> witness.count(Topics.standard().outcomes()) >= wanted);
  }

  private static void awaitStore(Service service, String why) throws Exception {
    Pause.until(PATIENCE, () -> !service.health().ready("store"));
    assertThat(service.health().check().get("store"))
        .isNotNull()
        .extracting(Health::detail)
        .asString()
        .contains(why);
  }

  private void assertSameAs(List<Seen> peace, Witness witness, String kafka, Path store)
      throws Exception {
    Pause.until(PATIENCE, () -> Peace.isComplete(witness.seen(Topics.standard().asymmetry())));
    Verdict verdict = new Verdict(peace, Witness.scan(kafka));
    verdict.judge(Installation.store(folder.resolve("peace")), store);
    System.out.println(verdict.counts());
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.counts()).containsEntry("attempts reported as failed", 0);
  }
}
