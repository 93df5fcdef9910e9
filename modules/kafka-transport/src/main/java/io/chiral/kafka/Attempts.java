package io.chiral.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How often a record has been begun, kept as the metadata of its partition's committed offset:
 * {@code attempt=K;by=LOOP}, with the offset itself unchanged.
 *
 * <p>A mark that is still there when the partition is assigned means that its writer did not come
 * to commit: it died. Unless the writer is this very loop, which has merely lost the partition in
 * between and lives; that does not count. Neither does a hand-over: who lets go alive takes its
 * mark back.
 */
final class Attempts {

  private static final Pattern MARK = Pattern.compile("attempt=(\\d{1,9});by=(.+)");

  private static final String NOBODY = "nobody";

  private final String loop = UUID.randomUUID().toString();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  void assigned(TopicPartition partition, OffsetAndMetadata offset) {
    committed.put(partition, offset);
  }

  void released(Set<TopicPartition> gone) {
    committed.keySet().removeAll(gone);
  }

  /** The number of the attempt that would begin now; 1 for a record that nobody has begun. */
  int next(TopicPartition partition, long offset) {
    @Nullable OffsetAndMetadata last = committed.get(partition);
    if (last == null || last.offset() != offset) {
      return 1;
    }
    Matcher mark = MARK.matcher(last.metadata());
    if (!mark.matches()) {
      return 1;
    }
    int attempt = Integer.parseInt(mark.group(1));
    return mark.group(2).equals(loop) ? attempt : attempt + 1;
  }

  /** What to commit before attempt {@code attempt} of the record at {@code offset} begins. */
  OffsetAndMetadata mark(long offset, int attempt) {
    return mark(offset, attempt, loop);
  }

  /**
   * What to commit when that attempt is given up by a loop that lives: whoever comes next begins
   * the same attempt.
   */
  OffsetAndMetadata released(long offset, int attempt) {
    return mark(offset, attempt - 1, NOBODY);
  }

  private static OffsetAndMetadata mark(long offset, int attempt, String by) {
    return new OffsetAndMetadata(offset, "attempt=" + attempt + ";by=" + by);
  }
}
