package io.chiral.kafka;

import java.util.List;

/**
 * A pure fold over small records: the state changes by what is read, and what it says goes out in
 * the same transaction as the offsets of what it read.
 *
 * <p>All methods run on the loop's thread, one at a time. An exception from any of them is a defect
 * and ends the loop; only {@link #activated} may throw a {@link
 * org.apache.kafka.common.KafkaException}, and is called again then.
 */
public interface Fold {

  /**
   * This process is the active one from now on. What any predecessor wrote is decided: its last
   * transaction is committed or aborted. The fold reads its state here (see {@link TopicScan}); it
   * may block.
   */
  void activated();

  /** Applies a batch, in the order of each partition, and says what follows. */
  List<OutRecord> apply(List<InRecord> batch);

  /** Called every {@link LoopOptions#interval} while active; says what is due now. */
  List<OutRecord> tick();

  /** Another process is, or may be, active: the state in memory is worth nothing any more. */
  void deactivated();
}
