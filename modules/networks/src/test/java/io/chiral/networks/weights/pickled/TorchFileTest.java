package io.chiral.networks.weights.pickled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.ElementType;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the files of {@code tools/pickled_fixtures.py}, which says what is in them. */
class TorchFileTest {

  private static final float[] RAMP = {-0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f};

  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth"})
  void readsEveryTypeAndEveryWayToLieInAStorage(String file) throws IOException {
    try (TensorFile opened = open(file)) {
      assertThat(opened.names()).startsWith("float", "half").endsWith("column", "odd").hasSize(16);
      assertThat(opened.shape("float")).isEqualTo(new Shape(2, 3));
      for (String real : new String[] {"float", "half", "bfloat16", "double"}) {
        assertThat(floats(opened, real)).containsExactly(RAMP);
      }
      assertThat(opened.type("bfloat16")).isEqualTo(ElementType.BF16);
      ByteBuffer longs = opened.read("long");
      assertThat(new long[] {longs.getLong(), longs.getLong()}).containsExactly(7, -8);
      ByteBuffer ints = opened.read("int");
      assertThat(new int[] {ints.getInt(), ints.getInt()}).containsExactly(1, 2);
      assertThat(bytes(opened, "byte")).containsExactly(0, -1);
      assertThat(bytes(opened, "bool")).containsExactly(1, 0, 1);
      assertThat(opened.shape("scalar")).isEqualTo(new Shape());
      assertThat(floats(opened, "scalar")).containsExactly(0.5f);
      assertThat(floats(opened, "empty")).isEmpty();
      assertThat(floats(opened, "parameter")).containsExactly(1.5f, -2.5f);
      assertThat(opened.shape("transposed")).isEqualTo(new Shape(4, 3));
      assertThat(floats(opened, "transposed"))
          .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
      assertThat(floats(opened, "row")).containsExactly(4, 5, 6, 7);
      assertThat(floats(opened, "column")).containsExactly(2, 6, 10);
      assertThat(floats(opened, "odd")).containsExactly(1, 3, 5, 7, 9, 11);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrapped.pth", "wrapped-legacy.pth"})
  void findsAWrappedStateDict(String file) throws IOException {
    try (TensorFile opened = open(file)) {
      assertThat(opened.names())
          .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    }
  }

  @Test
  void readsTensorsOfCudaDevices() throws IOException {
    try (TensorFile opened = open("cuda-legacy.pth")) {
      assertThat(floats(opened, "a")).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evil-reduce.pth | asks for posix.system, which a state dict does not need
          evil-reduce-legacy.pth | asks for posix.system
          evil-nested.pth | asks for posix.system
          evil-build.pth | asks for posix.system
          evil-persistent.pth | asks for posix.system
          evil-state.pth | sets the state of a Global
          torchscript.pt | TorchScript program, not a state dict
          """)
  void refusesWhatIsMoreThanTensors(String file, String problem) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(problem);
    assertThat(Path.of("pwned")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip.pth", "legacy.pth", "wrapped-legacy.pth"})
  void saysSoWhereverAFileIsCutOff(String name, @TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(path(name));
    Path cut = folder.resolve("cut.pth");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> readAll(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.pth");
    }
  }

  /** Whatever single byte is wrong: tensors or an IOException, never anything else. */
  @ParameterizedTest
  @ValueSource(strings = {"legacy.pth", "wrapped.pth"})
  void survivesAnyChangedByte(String name, @TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(path(name));
    Path changed = folder.resolve("changed.pth");
    for (int at = 0; at < whole.length; at += 7) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) (1 + at % 255);
      Files.write(changed, bytes);
      try {
        readAll(changed);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("changed.pth");
      }
    }
  }

  @Test
  void namesTheKeysWhereThereIsNoStateDict() {
    assertThatThrownBy(() -> TorchFile.open(path("wrapped.pth"), "ema"))
        .hasMessageContaining("its \"ema\" holds None, not a state dict");
    assertThatThrownBy(() -> TorchFile.open(path("wrapped.pth"), "epoch"))
        .hasMessageContaining("its \"epoch\" holds the value 3, not a state dict");
  }

  private static void readAll(Path file) throws IOException {
    try (TensorFile opened = TorchFile.open(file, null)) {
      for (String name : opened.names()) {
        opened.read(name);
      }
    }
  }

  private static float[] floats(TensorFile file, String name) throws IOException {
    ByteBuffer elements = file.type(name).toFloat32(file.read(name));
    float[] floats = new float[elements.remaining() / 4];
    elements.asFloatBuffer().get(floats);
    return floats;
  }

  private static byte[] bytes(TensorFile file, String name) throws IOException {
    ByteBuffer elements = file.read(name);
    byte[] bytes = new byte[elements.remaining()];
    elements.get(bytes);
    return bytes;
  }

  private static TorchFile open(String name) throws IOException {
    return TorchFile.open(path(name), null);
  }

  static Path path(String name) {
    try {
      return Path.of(Objects.requireNonNull(TorchFileTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
