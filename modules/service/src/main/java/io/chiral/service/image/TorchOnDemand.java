package io.chiral.service.image;

import io.chiral.training.Torch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PyTorch on the calling thread, started when it is first asked for: formulas need none of it. */
final class TorchOnDemand implements Supplier<Torch>, AutoCloseable {
  private final int threads;
  private @Nullable Torch started;

  /**
   * @param threads of an operation; 0: all cores
   */
  TorchOnDemand(int threads) {
    this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  @Override
  public Torch get() {
    if (started == null) {
      started = Torch.start(threads);
    }
    return started;
  }

  @Override
  public void close() {
    if (started != null) {
      started.close();
    }
  }
}
