package io.chiral.messages.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where the reports of one metrics partition can be made again without its beginning; the
 * value of its key on the snapshots topic. It is published in a transaction with the reports that
 * tell everything it holds.
 *
 * @param partition number of the metrics partition
 * @param offset the partition is to be read from here; everything before it is in the files
 * @param studies every study that had an event before {@code offset}, each once
 */
public record Snapshot(int partition, long offset, List<SavedStudy> studies) {

  public Snapshot {
    studies = List.copyOf(studies);
  }

  /**
   * One study.
   *
   * @param study study id
   * @param file sha256 of a file in the checkpoint store, in hex: the fold of the study's events
   * @param upTo that fold holds every event of the study before this offset, and no other
   * @param trace W3C {@code traceparent} of what asked for the study; null: none
   */
  public record SavedStudy(String study, String file, long upTo, @Nullable String trace) {}
}
