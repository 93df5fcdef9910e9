package io.chiral.kafka;

/**
 * A group's committed offset is gone although its partition has records. To begin anew would do
 * again, and tell twice, whatever was done: only an operator can say where to go on.
 */
public final class OffsetsLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OffsetsLostException(TopicProblem lost) {
    super("%s %s. %s".formatted(lost.topic(), lost.what(), lost.remedy()));
  }
}
