package io.chiral.messages.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assessor's scores of a split's test part.
 *
 * @param study study id
 * @param run the assessing run
 * @param metric metric id
 * @param seed run seed (initialisation); null for a metric that has none
 * @param benchmark label table id
 * @param proxy whether the opinions are distortion levels, not people's
 * @param split split number, from 0
 * @param part number of this part within the split, from 0
 * @param parts how many there are
 * @param items scored items
 * @param protocol how the scores were made: training, resize policy, weight digests
 */
public record ItemsScored(
    String study,
    String run,
    String metric,
    @Nullable Long seed,
    String benchmark,
    boolean proxy,
    int split,
    int part,
    int parts,
    List<Item> items,
    Map<String, String> protocol)
    implements MetricEvent {

  public ItemsScored {
    items = List.copyOf(items);
    protocol = Map.copyOf(protocol);
  }

  /**
   * One distorted image.
   *
   * @param item name, unique within the benchmark
   * @param content reference content, the unit of resampling
   * @param distortion type; empty where the table names none
   * @param opinion oriented so that more is better
   * @param score oriented so that more is better
   */
  public record Item(
      String item, String content, String distortion, double opinion, double score) {}
}
