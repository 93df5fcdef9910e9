package io.chiral.kafka;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Work in progress for one record. */
public interface Job {

  /**
   * What to publish, in one transaction with the record's offset. Failures that belong to the work
   * are outputs too; an exceptional completion is a defect and ends the loop.
   */
  CompletionStage<List<OutRecord>> outputs();

  /**
   * The record's partition goes to another member, or the loop closes: end at the next boundary and
   * complete {@link #outputs} with what has been done. Any thread; at once; more than once.
   */
  void finishSoon();

  /**
   * The record belongs to another member already: stop, what it would say is not published. Any
   * thread; at once; more than once. {@link #outputs} need not complete, but the next {@link
   * Worker#start} may come before this job has stopped.
   */
  void abandon();
}
