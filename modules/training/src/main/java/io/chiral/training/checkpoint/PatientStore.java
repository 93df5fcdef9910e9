package io.chiral.training.checkpoint;

import io.chiral.messages.work.CheckpointRef;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is waited for. Storage that can't be reached, or is full, is no fault of a run: the
 * caller's thread tries again, ever less often, until the storage answers or {@link #close} is
 * called. {@link #trouble} says meanwhile what is wrong. The probe alone doesn't wait.
 */
public final class PatientStore implements CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final CheckpointStore store;
  private final Duration first;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

  /** Begins with a second between two tries. */
  public PatientStore(CheckpointStore store) {
    this(store, Duration.ofSeconds(1));
  }

  /**
   * @param first pause; each further one is twice as long, up to 30 s
   */
  public PatientStore(CheckpointStore store, Duration first) {
    this.store = store;
    this.first = first;
  }

  /** Why somebody waits now; empty: nobody does. Any thread. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  private <T> T patiently(Supplier<T> call) {
    for (Duration pause = first; ; pause = longer(pause)) {
      try {
        T result = call.get();
        trouble.set(null);
        return result;
      } catch (UncheckedIOException e) {
        String why = "%s (%s)".formatted(e.getMessage(), e.getCause());
        trouble.set(why);
        LOG.warn("waiting for the store nextTryMillis={} error={}", pause.toMillis(), why);
        if (isClosedWithin(pause)) {
          throw e;
        }
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whoever waits fails now with what it waits for; later calls try once. */
  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public CheckpointRef write(Draft draft) {
    return patiently(() -> store.write(draft));
  }

  @Override
  public StoredCheckpoint open(String id) {
    return patiently(() -> store.open(id));
  }

  @Override
  public Manifest manifest(String id) {
    return patiently(() -> store.manifest(id));
  }

  @Override
  public InputStream read(String id, String file, long from) {
    return patiently(() -> store.read(id, file, from));
  }

  @Override
  public boolean exists(String id) {
    return patiently(() -> store.exists(id));
  }

  @Override
  public List<Listed> list(String digits) {
    return patiently(() -> store.list(digits));
  }

  @Override
  public void delete(String id) {
    store.delete(id);
  }

  @Override
  public String uri(String id) {
    return store.uri(id);
  }

  @Override
  public String putFile(byte[] content) {
    return patiently(() -> store.putFile(content));
  }

  @Override
  public byte[] readFile(String digest) {
    return patiently(() -> store.readFile(digest));
  }

  @Override
  public List<Listed> files(String digits) {
    return patiently(() -> store.files(digits));
  }

  @Override
  public void deleteFile(String digest) {
    store.deleteFile(digest);
  }

  @Override
  public List<Leftover> leftovers() {
    return patiently(store::leftovers);
  }

  @Override
  public void discard(Leftover leftover) {
    store.discard(leftover);
  }

  @Override
  public void probe() {
    store.probe();
  }
}
