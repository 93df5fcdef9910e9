package io.chiral.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A broker's directory, held by this process while it is open.
 *
 * <p>The hold is the operating system's lock on a file in it, so it ends with the process however
 * that ends: what a killed broker left behind needs no clearing up.
 *
 * <p>That lock belongs to the process, and closing <em>any</em> channel to the file gives it up. So
 * a second broker of this JVM must not even open the file, and asks {@link #HELD_HERE} first.
 */
final class DataDirectory implements AutoCloseable {

  /** What Kafka leaves when it was shut down, and removes when it starts. */
  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /** Creates the directory where absent, takes hold of it and formats it the first time. */
  static DataDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      Path real = root.toRealPath();
      if (!HELD_HERE.add(real)) {
        throw inUse(root);
      }
      try {
        return new DataDirectory(real, lock(real)).formatted();
      } catch (IOException | RuntimeException e) {
        HELD_HERE.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new BrokerStartException(
          "The broker directory "
              + root
              + " cannot be written ("
              + e
              + "). Mend its permissions or choose another directory.",
          e);
    }
  }

  /** Where Kafka keeps its logs. */
  Path logs() {
    return root.resolve("kafka");
  }

  /** Whether a broker ran here and was not shut down: it was killed, or the machine went off. */
  boolean wasLeftRunning() {
    boolean ran = Files.isDirectory(logs().resolve("__cluster_metadata-0"));
    return ran && !Files.exists(logs().resolve(CLEAN_SHUTDOWN));
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(root);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel file =
        FileChannel.open(
            root.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = file.tryLock();
    } finally {
      if (lock == null) {
        file.close();
      }
    }
    if (lock == null) {
      throw inUse(root);
    }
    return file;
  }

  private static BrokerStartException inUse(Path root) {
    return new BrokerStartException(
        "The broker directory "
            + root
            + " is in use by another running broker."
            + " Stop that one or choose another directory.",
        null);
  }

  private DataDirectory formatted() throws IOException {
    try {
      formatOnce();
      return this;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /** Formats beside and renames, so that a kill in the middle leaves nothing half formatted. */
  private void formatOnce() throws IOException {
    if (Files.exists(logs())) {
      return;
    }
    Path fresh = root.resolve("kafka.new");
    deleteTree(fresh);
    Files.createDirectories(fresh);
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(BrokerProperties.NODE_ID)
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
            .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
            .setMetadataLogDirectory(fresh.toString())
            .setDirectories(List.of(fresh.toString()));
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("formatting failed: " + e.getMessage(), e);
    }
    Files.move(fresh, logs(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
