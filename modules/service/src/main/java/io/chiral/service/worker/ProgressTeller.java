package io.chiral.service.worker;

import io.chiral.messages.Codec;
import io.chiral.messages.work.Slice;
import io.chiral.service.node.Bus;
import io.chiral.service.node.Node;
import io.chiral.service.node.Progress;
import io.chiral.training.slice.SliceProgress;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** Tells monitors how far a slice is, at most four times a second. Runs on the torch lane. */
final class ProgressTeller {
  private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

  private final Bus bus;
  private final Codec codec;
  private final String worker;
  private long lastNanos = System.nanoTime() - INTERVAL_NANOS;

  ProgressTeller(Bus bus, Codec codec, String worker) {
    this.bus = bus;
    this.codec = codec;
    this.worker = worker;
  }

  void tell(Slice slice, SliceProgress at) {
    long now = System.nanoTime();
    if (now - lastNanos < INTERVAL_NANOS && at.step() < at.maxStep()) {
      return;
    }
    lastNanos = now;
    Progress progress =
        new Progress(
            worker,
            slice.study(),
            slice.run(),
            at.step(),
            at.maxStep(),
            at.steps(),
            at.stepMillis());
    bus.publish(Node.PROGRESS_ADDRESS, Buffer.buffer(codec.write(progress)));
  }
}
