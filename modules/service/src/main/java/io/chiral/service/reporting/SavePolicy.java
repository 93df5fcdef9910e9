package io.chiral.service.reporting;

import java.time.Duration;

/**
 * When a study is made durable, and when it goes from memory.
 *
 * @param bytes a study is saved when so much has come to its partition since its first event that
 *     is not, or ten times its file if that is more; it is idle when so much has come since its
 *     last event
 * @param idle it is idle, too, when nothing came for it for so long
 */
record SavePolicy(long bytes, Duration idle) {

  /** What a restart folds again at most, a partition, of studies of a usual size: 8,000 records. */
  static final SavePolicy STANDARD = new SavePolicy(16 << 20, Duration.ofMinutes(5));

  /** To save a study takes as long as to fold some ten times what its file has. */
  private static final int FILES = 10;

  /** What has to come until it is worth the saving of a file of that size. */
  long worth(int fileBytes) {
    return Math.max(bytes, (long) FILES * fileBytes);
  }
}
