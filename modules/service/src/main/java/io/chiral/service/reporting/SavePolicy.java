package io.chiral.service.reporting;

import java.time.Duration;

/**
 * When a study is made durable, and when it goes from memory.
 *
 * @param bytes a study is saved when so much has come to its partition since its first event that
 *     is not; and is idle when so much has come since its last
 * @param idle it is idle, too, when nothing came for it for so long
 */
record SavePolicy(long bytes, Duration idle) {

  /** What a restart folds again at most, a partition: some 12,000 records, half a second. */
  static final SavePolicy STANDARD = new SavePolicy(16 << 20, Duration.ofMinutes(5));
}
