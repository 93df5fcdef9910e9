package io.chiral.service.gateway.view;

import io.chiral.messages.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * The topic partitions that a view is folded from, numbered from 0 in an order that is the same at
 * every gateway: by topic as listed here, then by partition.
 */
public final class Slots {

  private final List<Topics.Definition> topics;

  public Slots(Topics names) {
    List<String> read =
        List.of(
            names.studies(),
            names.runs(),
            names.metrics(),
            names.checkpoints(),
            names.asymmetry(),
            names.rejections());
    topics = new ArrayList<>();
    for (String name : read) {
      names.definitions().stream().filter(d -> d.name().equals(name)).forEach(topics::add);
    }
  }

  /** The topics, each to be read whole. */
  public List<Topics.Definition> topics() {
    return List.copyOf(topics);
  }

  /** How many partitions there are. */
  public int count() {
    return topics.stream().mapToInt(Topics.Definition::partitions).sum();
  }

  /**
   * The number of a partition.
   *
   * @throws IllegalArgumentException if the topic is not read here, or has fewer partitions
   */
  public int of(String topic, int partition) {
    int first = 0;
    for (Topics.Definition candidate : topics) {
      if (candidate.name().equals(topic) && partition < candidate.partitions()) {
        return first + partition;
      }
      first += candidate.partitions();
    }
    throw new IllegalArgumentException(
        "%s/%d is not a partition that the view reads".formatted(topic, partition));
  }
}
