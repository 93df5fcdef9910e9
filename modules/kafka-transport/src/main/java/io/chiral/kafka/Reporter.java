package io.chiral.kafka;

import java.util.List;
import java.util.Set;

/**
 * A fold with outputs at its own pace: it reads everything from a place of its own choosing, and
 * speaks only of what is new.
 *
 * <p>All methods run on the loop's thread, one at a time. An exception from any of them is a defect
 * and ends the loop.
 */
public interface Reporter {

  /**
   * A partition is this process's now. What its last owner published is decided.
   *
   * @param published the offset up to which that owner has published; 0 at first
   * @return where to read from, at most {@code published}
   */
  long assigned(Partition partition, long published);

  /**
   * Takes a record into the state.
   *
   * @param silent its consequences have been published by an earlier owner or before a restart
   */
  void fold(InRecord record, boolean silent);

  /**
   * Says what has changed; called at most once an {@link LoopOptions#interval}, only when a record
   * that is not silent was folded since, and only while no partition of {@code caughtUp} has silent
   * records left. It may compute for seconds.
   *
   * @param caughtUp the partitions whose news may be told now; the others' turn comes later
   */
  List<OutRecord> publish(Set<Partition> caughtUp);

  /**
   * The state of these partitions is to be forgotten: they belong to another member, or a
   * publication that also concerned others was lost and they will be {@link #assigned} anew.
   */
  void released(Set<Partition> partitions);
}
