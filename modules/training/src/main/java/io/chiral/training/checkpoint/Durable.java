package io.chiral.training.checkpoint;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** File operations whose effect survives a crash once they return. */
final class Durable {

  private Durable() {}

  /** Writes a new file and waits for the disk. */
  static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE_NEW);
    sync(file);
  }

  /** Writes a file, in place of what may be there, at once or not at all. */
  static void replace(Path file, Draft.Part content) throws IOException {
    Path directory = requireNonNull(file.toAbsolutePath().getParent());
    Path building = Files.createTempFile(directory, ".", ".unfinished");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(building))) {
        content.writeTo(out);
      }
      sync(building);
      Files.move(building, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(building);
    }
  }

  /** Waits until a file's content is on the disk. */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Waits until a directory's entries are on the disk, where the system can. */
  static void syncDirectory(Path directory) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // directories can't be opened there, and renames are journalled
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Gives a finished file or directory its name at once and for good.
   *
   * @return false when another writer was first; {@code from} is still there then
   */
  static boolean publish(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return false;
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("%s can't rename atomically".formatted(to.getParent()), e);
    } catch (FileSystemException e) {
      if (Files.isDirectory(from) && Files.isDirectory(to)) {
        return false; // ENOTEMPTY, which has no exception of its own here
      }
      throw e;
    }
    syncDirectory(requireNonNull(to.getParent()));
    return true;
  }

  /** Removes a file or a directory with all in it; absent: nothing happens. */
  static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + path, e);
    }
  }
}
