package io.chiral.service.weights;

import io.chiral.messages.Codec;
import io.chiral.service.cli.AnsweringBroker;
import io.chiral.service.cli.GivenFile;
import io.chiral.service.cli.StorePlace;
import io.chiral.service.cli.UserException;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.node.StoreIdentity;
import io.chiral.service.retention.Sweeper;
import io.chiral.training.checkpoint.CheckpointExport;
import io.chiral.training.checkpoint.CheckpointExport.Exported;
import io.chiral.training.checkpoint.CheckpointFolder;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chiral checkpoint …}: what training left behind. */
@Command(
    name = "checkpoint",
    description = "Take networks out of checkpoints; remove those that nobody needs.")
public final class CheckpointCommand {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  CheckpointCommand() {}

  @Command(
      name = "export",
      description =
          "Write a network of a checkpoint as safetensors with the published names: a generator"
              + " loads strictly in SwinIR's code, a backbone in torchvision or timm.")
  int export(
      @Parameters(paramLabel = "ID|DIR", description = "A checkpoint's id, or its directory.")
          String checkpoint,
      @Option(names = "--to", paramLabel = "FILE", required = true) Path to,
      @Option(
              names = "--part",
              description =
                  "generator, generator_ema, discriminator, …, or backbone: the one within the"
                      + " discriminator or assessor (default: generator_ema, else generator).")
          @Nullable String part,
      @Option(
              names = "--store",
              paramLabel = "DIR|s3://…",
              description = "Where ids are looked up (default: the configured store).")
          @Nullable String store,
      @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings.")
          @Nullable Path config)
      throws IOException {
    try {
      Exported exported =
          CheckpointExport.run(open(checkpoint, store, config), part, GivenFile.toWrite(to));
      spec.commandLine()
          .getOut()
          .printf(
              "%s: %s%s, %d tensors%n",
              to,
              exported.part(),
              exported.structure() == null ? "" : " " + exported.structure(),
              exported.tensors());
      return 0;
    } catch (IllegalArgumentException | UnknownCheckpointException | DamagedCheckpointException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }

  @Command(
      name = "gc",
      description =
          "Remove from the store what is old and no run, study or report refers to; workers do so"
              + " by themselves from time to time.")
  int gc(
      @Option(names = "--dry-run", description = "List what would go; remove nothing.")
          boolean dryRun,
      @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings.")
          @Nullable Path config,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description = "A setting, such as kafka.bootstrap.servers; may be repeated.")
          @Nullable Map<String, String> settings) {
    ChiralConfig read = ChiralConfig.load(config, settings == null ? Map.of() : settings);
    if (!read.kafka().common().containsKey("bootstrap.servers")) {
      throw new UserException(
          "what refers to checkpoints stands in Kafka: set kafka.bootstrap.servers to where the"
              + " service says that it is");
    }
    try (CheckpointStore store = StorePlace.open(read.store(), "nothing was removed")) {
      AnsweringBroker.require(read.kafka());
      Codec codec = new Codec();
      String by = read.worker().id();
      StoreIdentity identity =
          new StoreIdentity(read.kafka(), read.topics(), codec, store, read.store().place(), by);
      Sweeper sweeper =
          new Sweeper(read.kafka(), read.topics(), codec, store, identity, read.retention(), by);
      Instant now = Clock.systemUTC().instant();
      new SweepReport(spec.commandLine().getOut())
          .print(dryRun ? sweeper.plan(now) : sweeper.sweep(now), dryRun);
      return 0;
    }
  }

  private static StoredCheckpoint open(
      String checkpoint, @Nullable String store, @Nullable Path config) {
    Path directory = Path.of(checkpoint);
    if (CheckpointFolder.isOne(directory)) {
      return CheckpointFolder.open(directory);
    }
    try (CheckpointStore from =
        StorePlace.open(store, config, checkpoint + " is no checkpoint's directory")) {
      return from.open(checkpoint);
    }
  }
}
