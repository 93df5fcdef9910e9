package io.chiral.service.worker;

import io.chiral.kafka.Job;
import io.chiral.kafka.OutRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One slice in progress; stopping means ending at the next step boundary. */
final class SliceJob implements Job {
  private final CompletableFuture<List<OutRecord>> outputs = new CompletableFuture<>();
  private volatile boolean stopping;

  /** A job that is done already. */
  static SliceJob done(List<OutRecord> outputs) {
    SliceJob job = new SliceJob();
    job.outputs.complete(outputs);
    return job;
  }

  void complete(List<OutRecord> records) {
    outputs.complete(records);
  }

  void fail(Throwable defect) {
    outputs.completeExceptionally(defect);
  }

  boolean stopping() {
    return stopping;
  }

  @Override
  public CompletionStage<List<OutRecord>> outputs() {
    return outputs;
  }

  @Override
  public void finishSoon() {
    stopping = true;
  }

  @Override
  public void abandon() {
    stopping = true;
  }
}
