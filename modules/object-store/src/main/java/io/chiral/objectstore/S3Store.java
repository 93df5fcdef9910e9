package io.chiral.objectstore;

import static java.util.stream.Collectors.groupingBy;

import io.chiral.messages.work.CheckpointRef;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.Digests;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.Manifest;
import io.chiral.training.checkpoint.ManifestJson;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket of S3 or of anything that speaks its protocol.
 *
 * <pre>
 *   PREFIX/checkpoints/ID/{*.safetensors, then manifest.json}   PREFIX/files/DIGEST   PREFIX/identity
 * </pre>
 *
 * A checkpoint is there once its manifest is, which is written last, only if there is none, and
 * removed first. Objects carry their SHA-256 as metadata; what is opened is copied to the local
 * disk and verified there.
 */
public final class S3Store implements CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);
  private static final String CHECKPOINTS = "checkpoints/";
  private static final String FILES = "files/";
  private static final String PROBES = "probes/";
  private static final String IDENTITY = "identity";
  private static final String MANIFEST = "/" + ManifestJson.FILE;

  private final S3Settings settings;
  private final S3Objects objects;
  private final LocalCopies copies;

  /** Found so here: what their objects say of themselves is not true. */
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  /**
   * Asks nothing of the service yet.
   *
   * @param copies local directory for what is being written and read
   * @param copiesBytes what may lie there for longer
   */
  public S3Store(S3Settings settings, Path copies, long copiesBytes) {
    this.settings = settings;
    this.objects = new S3Objects(settings);
    this.copies = new LocalCopies(copies, copiesBytes);
  }

  @Override
  public Optional<String> identity() {
    return objects.bytes(IDENTITY).map(id -> new String(id, StandardCharsets.UTF_8).strip());
  }

  @Override
  public String identify(String id) {
    byte[] content = id.getBytes(StandardCharsets.UTF_8);
    if (identity().isEmpty()) {
      objects.putIfAbsent(IDENTITY, content, Digests.of(content));
    }
    return identity().orElse(id);
  }

  @Override
  public CheckpointRef write(Draft draft) {
    StoredCheckpoint made = copies.write(draft);
    Manifest manifest = made.manifest();
    byte[] json = read(made.directory().resolve(ManifestJson.FILE));
    // One that is there becomes young again before its files are looked at: from then on no
    // collection takes them.
    boolean known = rejuvenate(manifest.id()) && !damaged.contains(manifest.id());
    for (Manifest.Entry entry : manifest.files()) {
      if (!known || !isThere(manifest.id(), entry)) {
        new Upload(objects, key(manifest.id(), entry.name()), entry).from(made.file(entry.name()));
      }
    }
    if (!known) {
      objects.putIfAbsent(key(manifest.id(), ManifestJson.FILE), json, Digests.of(json));
      damaged.remove(manifest.id());
    }
    long bytes = json.length + manifest.files().stream().mapToLong(Manifest.Entry::bytes).sum();
    return new CheckpointRef(manifest.id(), manifest.step(), bytes, manifest.milestone());
  }

  private boolean rejuvenate(String id) {
    String key = key(id, ManifestJson.FILE);
    byte[] json = objects.bytes(key).orElse(null);
    if (json == null) {
      return false;
    }
    try {
      ManifestJson.decode(id, json);
      objects.put(key, json, Digests.of(json));
      return true;
    } catch (DamagedCheckpointException damaged) {
      LOG.warn("a damaged checkpoint is replaced checkpoint={}", id, damaged);
      objects.delete(key);
      return false;
    }
  }

  private boolean isThere(String id, Manifest.Entry entry) {
    return objects
        .head(key(id, entry.name()))
        .filter(head -> head.contentLength() == entry.bytes())
        .filter(head -> entry.sha256().equals(head.metadata().get(S3Objects.SHA256)))
        .isPresent();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the local copy " + file, e);
    }
  }

  @Override
  public StoredCheckpoint open(String id) {
    Manifest manifest = manifest(id);
    return copies.find(id).orElseGet(() -> fetch(manifest));
  }

  private StoredCheckpoint fetch(Manifest manifest) {
    try {
      return copies.write(new Fetched(objects, manifest).draft());
    } catch (DamagedCheckpointException e) {
      damaged.add(manifest.id());
      throw e;
    }
  }

  @Override
  public Manifest manifest(String id) {
    byte[] json =
        objects
            .bytes(key(Digests.require(id), ManifestJson.FILE))
            .orElseThrow(() -> new UnknownCheckpointException("checkpoint " + id, uri()));
    return ManifestJson.decode(id, json);
  }

  @Override
  public InputStream read(String id, String file, long from) {
    boolean named =
        file.equals(ManifestJson.FILE)
            || manifest(id).files().stream().anyMatch(entry -> entry.name().equals(file));
    return Stream.of(named)
        .filter(known -> known)
        .flatMap(known -> objects.stream(key(id, file), from).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownCheckpointException(
                    "file %s of checkpoint %s".formatted(file, id), uri()));
  }

  @Override
  public boolean exists(String id) {
    return objects.head(key(Digests.require(id), ManifestJson.FILE)).isPresent();
  }

  @Override
  public List<Listed> list(String digits) {
    return objects.list(CHECKPOINTS + digits).stream()
        .filter(object -> object.key().endsWith(MANIFEST))
        .map(object -> new Listed(idOf(object), object.lastModified()))
        .filter(listed -> Digests.isOne(listed.id()))
        .toList();
  }

  /** The manifest first, so that nobody sees a half of it. */
  @Override
  public void delete(String id) {
    objects.delete(key(Digests.require(id), ManifestJson.FILE));
    deleteAll(CHECKPOINTS + id + "/");
  }

  private void deleteAll(String prefix) {
    objects.list(prefix).forEach(object -> objects.delete(objects.below(object.key())));
  }

  @Override
  public String uri(String id) {
    return settings.uri(CHECKPOINTS + id + "/");
  }

  private String uri() {
    return settings.uri("");
  }

  /** Equal content is written again rather than looked for: one request instead of two. */
  @Override
  public String putFile(byte[] content) {
    String digest = Digests.of(content);
    objects.put(FILES + digest, content, digest);
    return digest;
  }

  @Override
  public byte[] readFile(String digest) {
    byte[] content =
        objects
            .bytes(FILES + Digests.require(digest))
            .orElseThrow(() -> new UnknownCheckpointException("file " + digest, uri()));
    String found = Digests.of(content);
    if (!found.equals(digest)) {
      throw new DamagedCheckpointException("file " + digest, "its content has sha256 " + found);
    }
    return content;
  }

  @Override
  public List<Listed> files(String digits) {
    return objects.list(FILES + digits).stream()
        .map(
            object ->
                new Listed(
                    objects.below(object.key()).substring(FILES.length()), object.lastModified()))
        .filter(listed -> Digests.isOne(listed.id()))
        .toList();
  }

  @Override
  public void deleteFile(String digest) {
    objects.delete(FILES + Digests.require(digest));
  }

  /** Checkpoints without a manifest, uploads in parts that have no end, probes. */
  @Override
  public List<Leftover> leftovers() {
    List<Leftover> found = new ArrayList<>(new PartialUploads(objects).list());
    for (S3Object probe : objects.list(PROBES)) {
      found.add(new Leftover(objects.below(probe.key()), probe.lastModified()));
    }
    Map<String, List<S3Object>> byCheckpoint =
        objects.list(CHECKPOINTS).stream().collect(groupingBy(this::idOf));
    byCheckpoint.forEach(
        (id, parts) -> {
          if (parts.stream().noneMatch(part -> part.key().endsWith(MANIFEST))) {
            found.add(new Leftover(CHECKPOINTS + id + "/", newest(parts)));
          }
        });
    return List.copyOf(found);
  }

  private static Instant newest(List<S3Object> parts) {
    return parts.stream().map(S3Object::lastModified).max(Comparator.naturalOrder()).orElseThrow();
  }

  private String idOf(S3Object object) {
    String below = objects.below(object.key()).substring(CHECKPOINTS.length());
    return below.substring(0, Math.max(0, below.indexOf('/')));
  }

  @Override
  public void discard(Leftover leftover) {
    String place = leftover.place();
    if (PartialUploads.isOne(leftover)) {
      new PartialUploads(objects).discard(leftover);
    } else if (place.startsWith(PROBES)) {
      objects.delete(place);
    } else if (objects.head(place + ManifestJson.FILE).isEmpty()) {
      deleteAll(place);
    }
  }

  /** The local copies' directory first: a checkpoint is made there, and its disk may be full. */
  @Override
  public void probe() {
    copies.probe();
    String key = PROBES + UUID.randomUUID();
    byte[] content = key.getBytes(StandardCharsets.UTF_8);
    objects.put(key, content, Digests.of(content));
    byte[] back = objects.bytes(key).orElseGet(() -> new byte[0]);
    objects.delete(key);
    if (!Arrays.equals(content, back)) {
      throw new UncheckedIOException(
          "the checkpoint store %s is not usable".formatted(uri()),
          new IOException("what was written did not come back"));
    }
  }

  private static String key(String id, String file) {
    return CHECKPOINTS + id + "/" + file;
  }

  @Override
  public void close() {
    objects.close();
  }
}
