package io.chiral.training.checkpoint;

import io.chiral.messages.work.CheckpointRef;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoints and small files (tiles), named by their content's SHA-256 and shared by all workers.
 * What a write returned is durable. Safe for use by several threads and processes.
 *
 * <p>A write of what is there already makes it young again, so that a collection which thinks it
 * old and unused passes it by.
 *
 * <p>All methods block, and throw {@link java.io.UncheckedIOException} when the storage fails: it
 * can't be reached, is full or refuses. The same call may succeed later.
 */
public interface CheckpointStore extends AutoCloseable {

  /**
   * The random id that this store was given once, the same for all who use it; empty: it has none,
   * because it is new, was made by a version that gave none, or is only the place where a store
   * would be.
   */
  Optional<String> identity();

  /**
   * Makes the store where there is none yet, and gives it this id unless it has one.
   *
   * @return the id that it has
   */
  String identify(String id);

  /** Makes a checkpoint durable; one that is there already and sound is left as it is. */
  CheckpointRef write(Draft draft);

  /**
   * The checkpoint of that id, every file verified.
   *
   * @throws UnknownCheckpointException when there is none in a store that can be read
   * @throws DamagedCheckpointException when a file is absent or not what the manifest says
   */
  StoredCheckpoint open(String id);

  /**
   * What the checkpoint of that id is, its files not verified.
   *
   * @throws UnknownCheckpointException when there is none
   * @throws DamagedCheckpointException when the manifest can't be read
   */
  Manifest manifest(String id);

  /**
   * Content of one file of a checkpoint as it lies there, not verified, for downloads.
   *
   * @param file a name from the manifest, or {@code manifest.json}
   * @param from the first byte wanted, from 0, not beyond the file's size
   * @throws UnknownCheckpointException when there is no such checkpoint or file
   */
  InputStream read(String id, String file, long from);

  /** Whether a checkpoint of that id is there; it may be damaged. */
  boolean exists(String id);

  /** All checkpoints, in no order. */
  default List<Listed> list() {
    return list("");
  }

  /** Checkpoints whose ids begin with these digits, in no order. */
  List<Listed> list(String digits);

  /** Removes a checkpoint; absent: nothing happens. */
  void delete(String id);

  /** Where a checkpoint lies, for people and for other systems. */
  String uri(String id);

  /** Makes a file durable and returns its name, the SHA-256 of its content in hex. */
  String putFile(byte[] content);

  /**
   * The file of that digest, verified.
   *
   * @throws UnknownCheckpointException when there is none
   * @throws DamagedCheckpointException when its content has another digest
   */
  byte[] readFile(String digest);

  /** Files whose digests begin with these digits, in no order. */
  List<Listed> files(String digits);

  /** Removes a file; absent: nothing happens. */
  void deleteFile(String digest);

  /** What writes and removals that were cut off have left; no other method shows it. */
  List<Leftover> leftovers();

  /** Removes one of {@link #leftovers}, unless it was finished meanwhile. */
  void discard(Leftover leftover);

  /**
   * Writes, reads back and removes a file.
   *
   * @throws java.io.UncheckedIOException saying what can't be done where
   */
  void probe();

  /** Gives connections back; what is stored stays. */
  @Override
  default void close() {}

  /**
   * One among others.
   *
   * @param id its name
   * @param writtenAt when it became durable here, or was last written again
   */
  record Listed(String id, Instant writtenAt) {}

  /**
   * Something unfinished.
   *
   * @param place its name within the store
   * @param since when it was last written to
   */
  record Leftover(String place, Instant since) {}
}
