package io.chiral.networks.weights.pickled;

import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.ElementType;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A state dict that PyTorch saved ({@code .pth}, {@code .pt}, {@code .ckpt}), in its zip format or
 * in the one before 1.6. Nothing is run: the pickle may make tensors and plain containers only, and
 * any other name in it is an error. Tensors of CUDA devices are read like others.
 */
public final class TorchFile implements TensorFile {

  /** Pickles of state dicts take some hundred bytes a tensor. */
  private static final int LONGEST_PICKLE = 16 << 20;

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Path file;
  private final Storages storages;
  private final Map<String, TensorRef> tensors;

  private TorchFile(Path file, Storages storages, Map<String, TensorRef> tensors) {
    this.file = file;
    this.storages = storages;
    this.tensors = tensors;
  }

  /** Whether a file begins as PyTorch's do. */
  public static boolean isOne(Path file) throws IOException {
    byte[] head = head(file);
    return begins(head, ZIP) || begins(head, LegacyStorages.BEGINNING);
  }

  /**
   * Opens a file.
   *
   * @param wrapper key that holds the state dict; null: {@code params_ema}, {@code params}, {@code
   *     state_dict} or {@code model} where there is one, else the whole is the state dict
   * @throws IOException if it is not sound, asks for what it may not, or is no state dict; says
   *     what is wrong
   */
  public static TorchFile open(Path file, @Nullable String wrapper) throws IOException {
    try {
      byte[] head = head(file);
      if (begins(head, ZIP)) {
        return zip(file, wrapper);
      }
      if (begins(head, LegacyStorages.BEGINNING)) {
        return legacy(file, wrapper);
      }
      throw new IOException("it begins neither as PyTorch's zip archives nor as its older files");
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private static TorchFile zip(Path file, @Nullable String wrapper) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      ZipStorages storages = ZipStorages.of(zip);
      PickleBytes pickle = new PickleBytes(storages.pickle(LONGEST_PICKLE));
      return checked(file, storages, RestrictedUnpickler.value(pickle), wrapper);
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  private static TorchFile legacy(Path file, @Nullable String wrapper) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      int length = (int) Math.min(channel.size(), LONGEST_PICKLE);
      ByteBuffer head = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
        // until it is full
      }
      LegacyStorages.Content content =
          LegacyStorages.read(
              channel, new PickleBytes(Arrays.copyOf(head.array(), head.position())));
      return checked(file, content.storages(), content.value(), wrapper);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static TorchFile checked(
      Path file, Storages storages, @Nullable Object value, @Nullable String wrapper)
      throws IOException {
    Map<String, TensorRef> tensors = StateDict.of(value, wrapper);
    for (TensorRef tensor : tensors.values()) {
      storages.require(tensor.storage());
    }
    return new TorchFile(file, storages, tensors);
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LegacyStorages.BEGINNING.length);
    }
  }

  private static boolean begins(byte[] head, byte[] beginning) {
    return head.length >= beginning.length
        && Arrays.equals(head, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static IOException named(Path file, IOException e) {
    return new IOException(file + ": " + e.getMessage(), e);
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public Shape shape(String name) {
    return tensor(name).shape();
  }

  @Override
  public ElementType type(String name) {
    return tensor(name).storage().type();
  }

  @Override
  public ByteBuffer read(String name) throws IOException {
    TensorRef tensor = tensor(name);
    long width = tensor.storage().type().bytes();
    try {
      // Strided tensors are read with what lies between their elements, never more than a storage.
      int length = Math.toIntExact(Math.multiplyExact(tensor.span(), width));
      return tensor.rowMajor(storages.read(tensor.storage(), tensor.offset() * width, length));
    } catch (ArithmeticException e) {
      throw new IOException("%s: %s spans more than 2 GiB".formatted(file, name), e);
    } catch (IOException e) {
      throw new IOException("%s: %s: %s".formatted(file, name, e.getMessage()), e);
    }
  }

  private TensorRef tensor(String name) {
    TensorRef tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor named " + name + " among " + tensors.size());
    }
    return tensor;
  }

  @Override
  public void close() throws IOException {
    storages.close();
  }
}
