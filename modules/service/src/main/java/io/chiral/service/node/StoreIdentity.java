package io.chiral.service.node;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaIo;
import io.chiral.kafka.TopicScan;
import io.chiral.kafka.TopicWrite;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.StoreNamed;
import io.chiral.service.config.KafkaSettings;
import io.chiral.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store is the installation's, and not another one or an empty mount point.
 *
 * <p>Each store has a random id. The first worker of an installation says on the topic {@code
 * stores} which one it has: the topic is a log of one partition that forgets nothing, so of several
 * that do so at once all see the same one first, and that is the answer for ever. A store that was
 * copied elsewhere is the same store. Blocks; thread-safe.
 */
public final class StoreIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(StoreIdentity.class);
  private static final String CLIENT = "store-identity";

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final CheckpointStore store;
  private final String place;
  private final String worker;
  private volatile @Nullable String known;

  /**
   * @param place of the store, for people
   * @param worker who asks
   */
  public StoreIdentity(
      KafkaSettings kafka,
      Topics topics,
      Codec codec,
      CheckpointStore store,
      String place,
      String worker) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
    this.store = store;
    this.place = place;
    this.worker = worker;
  }

  /**
   * Looks whether it is the installation's; makes it so where there is none yet.
   *
   * @throws UncheckedIOException when it is another one, or that can't be told
   */
  public void require() {
    String expected = expected();
    compare(expected == null ? name() : expected);
  }

  /**
   * The same, but names none.
   *
   * @throws UncheckedIOException as above
   */
  public void requireIfNamed() {
    String expected = expected();
    if (expected != null) {
      compare(expected);
    }
  }

  private @Nullable String expected() {
    if (known == null) {
      known = asking(this::first);
    }
    return known;
  }

  /** Null: nobody has named one. */
  private @Nullable String first() {
    AtomicReference<@Nullable String> first = new AtomicReference<>();
    TopicScan.read(
        kafka.readers(),
        CLIENT,
        List.of(topics.stores()),
        record -> first.compareAndSet(null, store(record)));
    return first.get();
  }

  private @Nullable String store(InRecord record) {
    byte[] body = record.body();
    try {
      return body == null ? null : codec.read(StoreNamed.class, body).store();
    } catch (UnreadableMessageException e) {
      LOG.warn("not a store's name place={} error={}", record.place(), e.getMessage());
      return null;
    }
  }

  /** Names this one, after giving it an id if it has none; returns the one that was named first. */
  private String name() {
    Optional<String> own = store.identity();
    if (own.isEmpty() && asking(this::anyCheckpoint) && isEmpty()) {
      throw unusable("holds nothing, but checkpoints were published: is it mounted?");
    }
    String id = own.orElseGet(() -> store.identify(UUID.randomUUID().toString()));
    Clock clock = Clock.systemUTC();
    Outbox outbox = new Outbox(topics, codec, "/workers/" + worker, clock);
    StoreNamed named = new StoreNamed(id, place, worker, clock.instant());
    String first =
        asking(
            () -> {
              TopicWrite.write(kafka.writers(), CLIENT, List.of(outbox.store(named)));
              return first();
            });
    LOG.info("store named store={} directory={} status={}", id, place, first);
    known = first;
    return first == null ? id : first;
  }

  private boolean anyCheckpoint() {
    AtomicBoolean any = new AtomicBoolean();
    TopicScan.read(kafka.readers(), CLIENT, List.of(topics.checkpoints()), record -> any.set(true));
    return any.get();
  }

  private boolean isEmpty() {
    try {
      return store.list().isEmpty();
    } catch (UncheckedIOException e) {
      return true; // a directory that is not there holds nothing, either
    }
  }

  private void compare(String expected) {
    String found = store.identity().orElse(null);
    if (found == null) {
      throw unusable(
          "has no identity, that of this installation's store is %s: is it mounted?"
              .formatted(expected));
    }
    if (!found.equals(expected)) {
      throw unusable("is another one, %s, than this installation's, %s".formatted(found, expected));
    }
  }

  private UncheckedIOException unusable(String why) {
    return new UncheckedIOException(
        "the checkpoint store %s %s".formatted(place, why), new IOException("not used"));
  }

  private static <T extends @Nullable Object> T asking(Supplier<T> question) {
    return KafkaIo.call("which store this installation has can't be told", question);
  }
}
