package io.chiral.networks.weights.pickled;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's zip format (since 1.6): {@code NAME/data.pkl} and {@code NAME/data/KEY}, uncompressed.
 *
 * @param prefix {@code NAME/}
 */
record ZipStorages(ZipFile zip, String prefix) implements Storages {

  private static final String PICKLE = "data.pkl";

  /**
   * @throws IOException unless it holds one pickle and no program
   */
  static ZipStorages of(ZipFile zip) throws IOException {
    List<String> pickles =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(
                name -> name.endsWith("/" + PICKLE) && name.indexOf('/') == name.lastIndexOf('/'))
            .toList();
    if (pickles.size() != 1) {
      throw new IOException(
          "it is a zip archive with %d entries named NAME/data.pkl, PyTorch's have one"
              .formatted(pickles.size()));
    }
    String prefix = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    if (zip.getEntry(prefix + "constants.pkl") != null) {
      throw new IOException(
          "it is a TorchScript program, not a state dict; in Python:"
              + " torch.save(torch.jit.load(FILE, 'cpu').state_dict(), OTHER), then import OTHER");
    }
    ZipStorages storages = new ZipStorages(zip, prefix);
    storages.requireLittleEndian();
    return storages;
  }

  private void requireLittleEndian() throws IOException {
    ZipEntry order = zip.getEntry(prefix + "byteorder");
    if (order == null) {
      return; // older files, all of them little endian
    }
    String name = new String(read(order, 0, 16), StandardCharsets.US_ASCII);
    if (!name.equals("little")) {
      throw new IOException("its byte order is \"%s\", only little is read".formatted(name));
    }
  }

  /** The pickle's bytes, {@code most} of them at most. */
  byte[] pickle(int most) throws IOException {
    byte[] bytes = read(present(prefix + PICKLE), 0, most + 1);
    if (bytes.length > most) {
      throw new IOException("its pickle is longer than %d bytes".formatted(most));
    }
    return bytes;
  }

  @Override
  public void require(StorageRef storage) throws IOException {
    ZipEntry entry = entry(storage);
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != storage.bytes()) {
      throw new IOException(
          "storage %s is stored as %d bytes%s, its pickle says %d"
              .formatted(
                  storage.key(),
                  entry.getSize(),
                  entry.getMethod() == ZipEntry.STORED ? "" : ", compressed",
                  storage.bytes()));
    }
  }

  @Override
  public ByteBuffer read(StorageRef storage, long from, int length) throws IOException {
    byte[] bytes = read(entry(storage), from, length);
    if (bytes.length < length) {
      throw new IOException(
          "storage %s ends after %d bytes".formatted(storage.key(), from + bytes.length));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ZipEntry entry(StorageRef storage) throws IOException {
    return present(prefix + "data/" + storage.key());
  }

  private ZipEntry present(String name) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no entry " + Global.shortened(name));
    }
    return entry;
  }

  private byte[] read(ZipEntry entry, long from, int most) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      in.skipNBytes(from);
      return in.readNBytes(most);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
