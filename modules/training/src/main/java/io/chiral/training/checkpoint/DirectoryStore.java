package io.chiral.training.checkpoint;

import io.chiral.messages.work.CheckpointRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a directory, on one machine or on a file system that all workers mount.
 *
 * <pre>
 *   checkpoints/ID/{manifest.json, *.safetensors}   files/DIGEST   unfinished/UUID   identity/id
 * </pre>
 *
 * Something is unknown only where the directory that it would lie in can be listed: a file system
 * that is away, or answers with an error, knows nothing of what it holds.
 *
 * <p>What is being written lies under {@code unfinished}, is synced and then renamed, so that what
 * has a name is whole. A crash leaves unfinished entries behind: {@link #leftovers}.
 */
public final class DirectoryStore implements CheckpointStore {

  /** A probe asks for so much more than a write had got done when it failed. */
  private static final int MARGIN = 1 << 16;

  /** A directory and the file in it. */
  private static final String IDENTITY = "identity";

  private static final String ID = "id";

  private final Path root;
  private final Path checkpoints;
  private final Path files;
  private final Path unfinished;

  /** Bytes that there must be room for before a write makes sense; 0: nothing has failed. */
  private volatile long wanted;

  /**
   * Opens the store, making its directories.
   *
   * @throws UncheckedIOException when they can't be made
   */
  public DirectoryStore(Path root) {
    this(root.toAbsolutePath().normalize(), true);
  }

  private DirectoryStore(Path root, boolean make) {
    this.root = root;
    checkpoints = root.resolve("checkpoints");
    files = root.resolve("files");
    unfinished = root.resolve("unfinished");
    if (make) {
      makeDirectories();
    }
  }

  /**
   * Opens the store that is there; makes nothing, so that an empty mount point stays empty. What is
   * not there is made by {@link #identify}.
   */
  public static DirectoryStore at(Path root) {
    return new DirectoryStore(root.toAbsolutePath().normalize(), false);
  }

  private void makeDirectories() {
    try {
      for (Path directory : List.of(checkpoints, files, unfinished)) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't make the checkpoint store in " + root, e);
    }
  }

  @Override
  public Optional<String> identity() {
    try {
      return Optional.of(Files.readString(root.resolve(IDENTITY).resolve(ID)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the identity of the store " + root, e);
    }
  }

  /** By renaming a directory onto one that must not have anything in it: the first stays. */
  @Override
  public String identify(String id) {
    makeDirectories();
    Path building = unfinished.resolve(UUID.randomUUID().toString());
    try {
      if (identity().isEmpty()) {
        Files.createDirectory(building);
        Durable.write(building.resolve(ID), id.getBytes(StandardCharsets.UTF_8));
        Durable.syncDirectory(building);
        Durable.publish(building, root.resolve(IDENTITY));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the identity of the store " + root, e);
    } finally {
      Durable.remove(building);
    }
    return identity().orElse(id);
  }

  @Override
  public CheckpointRef write(Draft draft) {
    Path building = unfinished.resolve(UUID.randomUUID().toString());
    PartWriter writer = new PartWriter();
    try {
      Files.createDirectory(building);
      List<Manifest.Entry> entries = new ArrayList<>();
      for (Map.Entry<String, Draft.Part> part : draft.parts().entrySet()) {
        entries.add(writer.write(building.resolve(part.getKey()), part.getValue()));
      }
      Manifest manifest = draft.manifest(entries);
      byte[] json = ManifestJson.encode(manifest);
      Durable.write(building.resolve(ManifestJson.FILE), json);
      Durable.syncDirectory(building);
      publish(building, manifest.id());
      wanted = 0;
      long bytes = json.length + writer.written();
      return new CheckpointRef(manifest.id(), manifest.step(), bytes, manifest.milestone());
    } catch (IOException e) {
      wanted = writer.written() + MARGIN;
      throw new UncheckedIOException("can't write a checkpoint in " + root, e);
    } finally {
      Durable.remove(building);
    }
  }

  /** A sound checkpoint of that name stays; a damaged one gives way. */
  private void publish(Path building, String id) throws IOException {
    Path place = checkpoints.resolve(id);
    if (exists(id)) {
      try {
        open(id);
        rejuvenate(place);
        return;
      } catch (DamagedCheckpointException damaged) {
        delete(id);
      }
    }
    Durable.publish(building, place); // false: another worker wrote the same state first
  }

  /** Marks as written now what somebody wrote again. */
  private static void rejuvenate(Path place) throws IOException {
    Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
  }

  @Override
  public StoredCheckpoint open(String id) {
    Manifest manifest = manifest(id);
    for (Manifest.Entry entry : manifest.files()) {
      verify(id, entry);
    }
    return new StoredCheckpoint(manifest, place(id));
  }

  private void verify(String id, Manifest.Entry entry) {
    Path file = place(id).resolve(entry.name());
    String found = digestOf("checkpoint " + id, file);
    if (!found.equals(entry.sha256())) {
      throw new DamagedCheckpointException(
          "checkpoint " + id,
          "%s has sha256 %s, its manifest says %s".formatted(entry.name(), found, entry.sha256()));
    }
  }

  private String digestOf(String what, Path file) {
    try {
      return Digests.ofFile(file);
    } catch (NoSuchFileException e) {
      requireReadable(checkpoints);
      throw new DamagedCheckpointException(what, file.getFileName() + " is absent", e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  /** What is absent may be said to be so only where one can see what is there. */
  private void requireReadable(Path directory) {
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      throw new UncheckedIOException(
          "the checkpoint store %s can't be read".formatted(root),
          new NoSuchFileException(directory.toString(), null, "no such directory, or closed"));
    }
  }

  @Override
  public Manifest manifest(String id) {
    Path place = place(id);
    if (!exists(id)) {
      throw new UnknownCheckpointException("checkpoint " + id, root.toString());
    }
    try {
      return ManifestJson.decode(id, Files.readAllBytes(place.resolve(ManifestJson.FILE)));
    } catch (NoSuchFileException e) {
      requireReadable(checkpoints);
      throw new DamagedCheckpointException("checkpoint " + id, ManifestJson.FILE + " is absent", e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the manifest of checkpoint " + id, e);
    }
  }

  @Override
  public InputStream read(String id, String file, long from) {
    Manifest manifest = manifest(id);
    boolean named = manifest.files().stream().anyMatch(entry -> entry.name().equals(file));
    if (!named && !file.equals(ManifestJson.FILE)) {
      throw new UnknownCheckpointException(
          "file " + file + " of checkpoint " + id, root.toString());
    }
    try {
      InputStream in = Files.newInputStream(place(id).resolve(file));
      in.skipNBytes(from);
      return in;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file + " of checkpoint " + id, e);
    }
  }

  @Override
  public boolean exists(String id) {
    try {
      Files.readAttributes(place(id), BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      requireReadable(checkpoints);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("can't look up checkpoint " + id, e);
    }
  }

  @Override
  public List<Listed> list(String digits) {
    return digests(checkpoints, digits);
  }

  /** What people put there is not ours. */
  private static List<Listed> digests(Path directory, String digits) {
    return named(directory, digits).stream().filter(each -> Digests.isOne(each.id())).toList();
  }

  private static List<Listed> named(Path directory, String digits) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Listed> found = new ArrayList<>();
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(digits)) {
          age(entry).ifPresent(age -> found.add(new Listed(name, age)));
        }
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException("can't list " + directory, e);
    }
  }

  /** Empty: it is gone meanwhile. */
  private static Optional<Instant> age(Path entry) {
    try {
      return Optional.of(Files.getLastModifiedTime(entry).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the age of " + entry, e);
    }
  }

  /** Takes the name away first, so that nobody sees a half of it. */
  @Override
  public void delete(String id) {
    Path leaving = unfinished.resolve(UUID.randomUUID().toString());
    try {
      Files.move(place(id), leaving);
      Durable.syncDirectory(checkpoints);
    } catch (NoSuchFileException e) {
      requireReadable(checkpoints);
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("can't delete checkpoint " + id, e);
    }
    Durable.remove(leaving);
  }

  @Override
  public String uri(String id) {
    return place(id).toUri().toString();
  }

  @Override
  public String putFile(byte[] content) {
    String digest = Digests.of(content);
    Path place = files.resolve(digest);
    Path building = unfinished.resolve(UUID.randomUUID().toString());
    try {
      if (Files.exists(place) && digestOf("file " + digest, place).equals(digest)) {
        rejuvenate(place);
      } else {
        Durable.write(building, content);
        Durable.publish(building, place);
      }
      return digest;
    } catch (IOException e) {
      wanted = (long) content.length + MARGIN;
      throw new UncheckedIOException("can't write a file in " + root, e);
    } finally {
      Durable.remove(building);
    }
  }

  @Override
  public byte[] readFile(String digest) {
    Path place = files.resolve(Digests.require(digest));
    byte[] content;
    try {
      content = Files.readAllBytes(place);
    } catch (NoSuchFileException e) {
      requireReadable(files);
      throw new UnknownCheckpointException("file " + digest, root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("can't read file " + digest, e);
    }
    String found = Digests.of(content);
    if (!found.equals(digest)) {
      throw new DamagedCheckpointException("file " + digest, "its content has sha256 " + found);
    }
    return content;
  }

  @Override
  public List<Listed> files(String digits) {
    return digests(files, digits);
  }

  @Override
  public void deleteFile(String digest) {
    Durable.remove(files.resolve(Digests.require(digest)));
  }

  @Override
  public List<Leftover> leftovers() {
    return named(unfinished, "").stream()
        .map(each -> new Leftover(each.id(), each.writtenAt()))
        .toList();
  }

  @Override
  public void discard(Leftover leftover) {
    Path place = unfinished.resolve(leftover.place()).normalize();
    if (!unfinished.equals(place.getParent())) {
      throw new IllegalArgumentException(leftover.place() + " is no leftover of this store");
    }
    Durable.remove(place);
  }

  /** After a write that failed with as much as it had written, and some more: a few bytes fit. */
  @Override
  public void probe() {
    Path file = unfinished.resolve("probe-" + UUID.randomUUID());
    byte[] content = file.toString().getBytes(StandardCharsets.UTF_8);
    try {
      Durable.write(file, content);
      if (!Arrays.equals(content, Files.readAllBytes(file))) {
        throw new IOException("what was written to " + file + " did not come back");
      }
      fill(file, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint store %s is not usable".formatted(root), e);
    } finally {
      Durable.remove(file);
    }
  }

  private static void fill(Path file, long bytes) throws IOException {
    byte[] piece = new byte[MARGIN];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= piece.length) {
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
      Durable.sync(file);
    }
  }

  private Path place(String id) {
    return checkpoints.resolve(Digests.require(id));
  }
}
