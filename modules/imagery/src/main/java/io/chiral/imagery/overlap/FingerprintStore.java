package io.chiral.imagery.overlap;

import io.chiral.imagery.dataset.ImageEntry;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fingerprints by digest of the image, kept in a folder: some 22 KB for a 2K photograph. */
final class FingerprintStore {
  /** Raised when the numbers of a fingerprint change their meaning. */
  private static final int VERSION = 1;

  private final Path folder;

  FingerprintStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The image's fingerprint, made if it is not kept yet.
   *
   * @throws UncheckedIOException if image or folder cannot be read or written
   */
  Fingerprint of(ImageEntry entry) {
    Path file = folder.resolve(entry.sha256() + ".v" + VERSION);
    try {
      if (Files.isRegularFile(file)) {
        return read(file);
      }
      Fingerprint made = Fingerprint.of(entry.load());
      write(file, made);
      // What is kept is rounded; the first comparison shall not differ from the next.
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file, Fingerprint fingerprint) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "fingerprint-", ".part");
    try (var out = new DataOutputStream(Files.newOutputStream(part))) {
      write(out, fingerprint.band());
      write(out, fingerprint.whole());
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(DataOutputStream out, Band band) throws IOException {
    float largest = 1e-6f;
    for (float value : band.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * band.values().length);
    for (float value : band.values()) {
      bytes.putShort((short) Math.round(value / largest * Short.MAX_VALUE));
    }
    out.writeInt(band.width());
    out.writeInt(band.height());
    out.writeFloat(largest);
    out.write(bytes.array());
  }

  private static Fingerprint read(Path file) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      return new Fingerprint(readBand(in), readBand(in));
    }
  }

  private static Band readBand(DataInputStream in) throws IOException {
    int width = in.readInt();
    int height = in.readInt();
    float largest = in.readFloat();
    ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(Short.BYTES * width * height));
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getShort() * largest / Short.MAX_VALUE;
    }
    return new Band(width, height, values);
  }
}
