package io.chiral.service.command;

import java.util.List;

/**
 * A live worker, as the consumer group says.
 *
 * @param id its name
 * @param partitions of the work topic that it owns, ascending
 */
record WorkerView(String id, List<Integer> partitions) {
  WorkerView {
    partitions = partitions.stream().sorted().toList();
  }
}
