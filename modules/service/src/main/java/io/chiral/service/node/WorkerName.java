package io.chiral.service.node;

import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The name of this process where none is configured: the host's, four digits that stand for the
 * data directory, and the lowest number of it that no other process has. The number is a locked
 * file: it is free again when the process ends, however it does, so that its successor has the same
 * name and ends what it left open.
 */
final class WorkerName implements AutoCloseable {
  private static final int MOST = 1000;

  private final String id;
  private final FileChannel lock;

  private WorkerName(String id, FileChannel lock) {
    this.id = id;
    this.lock = lock;
  }

  /**
   * Takes a name; null where one is configured.
   *
   * @throws ConfigException if the directory takes no locks
   */
  static @Nullable WorkerName claim(ChiralConfig config) {
    return config.worker().numbered() ? claim(config.worker().id(), config.dataDir()) : null;
  }

  static WorkerName claim(String host, Path directory) {
    try {
      Path real = Files.createDirectories(directory).toRealPath();
      String stem = "%s-%04x".formatted(host, real.toString().hashCode() & 0xffff);
      for (int number = 1; number <= MOST; number++) {
        FileChannel lock = lock(real.resolve("worker-" + number + ".lock"));
        if (lock != null) {
          return new WorkerName(stem + "-" + number, lock);
        }
      }
      throw new ConfigException(
          "worker.id: %d processes have a name from %s; set it".formatted(MOST, directory));
    } catch (IOException e) {
      throw new ConfigException(
          "worker.id: no file in %s can be locked (%s); set it".formatted(directory, e), e);
    }
  }

  /** Null where another process, or another service of this one, has it. */
  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? channel : null;
  }

  String id() {
    return id;
  }

  /** The file stays: to delete it could part two processes that both hold "it". */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
