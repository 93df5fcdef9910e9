package io.chiral.kafka;

/**
 * A {@link Reporter} has lost what it knew of a partition before the record at hand: it is released
 * and assigned once more.
 */
public final class StateLostException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Partition partition;

  public StateLostException(Partition partition, Throwable cause) {
    super("what was known of %s is lost".formatted(partition), cause);
    this.partition = partition;
  }

  /** To be assigned once more. */
  public Partition partition() {
    return partition;
  }
}
