package io.chiral.kafka;

/** Does one record's work at a time, outside of the loop's thread. */
@FunctionalInterface
public interface Worker {

  /**
   * Starts the work that a record asks for and returns at once; runs on the loop's thread.
   *
   * @param attempt 1, or 1 more for every time that a process which had begun this record died
   *     before it could commit. Beyond its limit a worker returns a job that is done already and
   *     says so
   */
  Job start(InRecord record, int attempt);
}
