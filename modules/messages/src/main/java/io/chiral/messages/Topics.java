package io.chiral.messages;

import java.util.List;
import java.util.Map;

/**
 * The topics of one installation. Every name in the program comes from here.
 *
 * @param prefix what all names begin with, by default {@code "chiral."}
 */
public record Topics(String prefix) {

  /** The prefix of an installation that sets none. */
  public static final String DEFAULT_PREFIX = "chiral.";

  /** No record of ours is larger: larger batches are split into numbered parts. */
  public static final int MAX_RECORD_BYTES = 512 * 1024;

  private static final int WORK_PARTITIONS = 64;
  private static final int METRICS_PARTITIONS = 16;
  private static final int CHECKPOINT_PARTITIONS = 4;
  private static final int ASYMMETRY_PARTITIONS = 4;

  public Topics {
    if (!prefix.matches("[a-z0-9][a-z0-9._-]{0,48}")) {
      throw new IllegalArgumentException(
          "topic prefix '%s' must be 1 to 49 of a-z 0-9 . _ - and begin with a letter or digit"
              .formatted(prefix));
    }
  }

  /** Topics with the default prefix. */
  public static Topics standard() {
    return new Topics(DEFAULT_PREFIX);
  }

  /** Key: study id. What producers ask. */
  public String commands() {
    return prefix + "commands";
  }

  /** Key: command id, else topic/partition/offset. What could not be accepted. */
  public String rejections() {
    return prefix + "rejections";
  }

  /** Key: run id; the partition is chosen by the command role. Slices to be computed. */
  public String work() {
    return prefix + "work";
  }

  /** Key: run id. How slices ended. */
  public String outcomes() {
    return prefix + "outcomes";
  }

  /** Key: study id, and one that is none for the whole installation; compacted. */
  public String studies() {
    return prefix + "studies";
  }

  /** Key: run id; compacted. */
  public String runs() {
    return prefix + "runs";
  }

  /** Key: study id. Everything the report needs. */
  public String metrics() {
    return prefix + "metrics";
  }

  /** Key: checkpoint id; compacted. */
  public String checkpoints() {
    return prefix + "checkpoints";
  }

  /** Key: study id; compacted. The newest report of each study. */
  public String asymmetry() {
    return prefix + "asymmetry";
  }

  /** Key: number of a metrics partition; compacted. What of its reports' state is in the store. */
  public String snapshots() {
    return prefix + "snapshots";
  }

  /** Key: {@code store}. Which checkpoint store is the installation's: the first record counts. */
  public String stores() {
    return prefix + "stores";
  }

  /** All topics with the settings that they must have. */
  public List<Definition> definitions() {
    return List.of(
        Definition.log(commands(), 1),
        Definition.log(rejections(), 1),
        Definition.log(work(), WORK_PARTITIONS),
        Definition.log(outcomes(), 1),
        Definition.compacted(studies(), 1),
        Definition.compacted(runs(), 1),
        Definition.log(metrics(), METRICS_PARTITIONS),
        Definition.compacted(checkpoints(), CHECKPOINT_PARTITIONS),
        Definition.log(stores(), 1),
        Definition.compacted(asymmetry(), ASYMMETRY_PARTITIONS),
        Definition.compacted(snapshots(), 1));
  }

  /**
   * One topic as it must be.
   *
   * @param name full name
   * @param partitions number of partitions, fixed for ever
   * @param settings topic settings by Kafka's names
   */
  public record Definition(String name, int partitions, Map<String, String> settings) {
    public Definition {
      settings = Map.copyOf(settings);
    }

    static Definition log(String name, int partitions) {
      return new Definition(
          name,
          partitions,
          Map.of(
              "cleanup.policy", "delete",
              // Kafka's default forgets after a week; nothing may be forgotten while needed.
              "retention.ms", "-1",
              "retention.bytes", "-1",
              "max.message.bytes", String.valueOf(1024 * 1024)));
    }

    static Definition compacted(String name, int partitions) {
      return new Definition(
          name,
          partitions,
          Map.of(
              "cleanup.policy", "compact",
              "segment.bytes", String.valueOf(64 * 1024 * 1024),
              "max.message.bytes", String.valueOf(1024 * 1024)));
    }
  }
}
