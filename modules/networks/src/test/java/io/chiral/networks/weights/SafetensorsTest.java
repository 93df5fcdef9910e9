package io.chiral.networks.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.torch.Torch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  @Test
  void whatIsWrittenIsReadInOrderWithTypesAndMetadata(@TempDir Path folder) throws IOException {
    Map<String, NDArray> arrays = arrays();
    Path file = folder.resolve("all.safetensors");

    Safetensors.write(file, arrays, Map.of("step", "400"));
    Weights read = Safetensors.read(file, TORCH.manager());

    assertThat(read.names()).containsExactlyElementsOf(arrays.keySet());
    arrays.forEach(
        (name, array) -> {
          assertThat(read.get(name).getDataType()).isEqualTo(array.getDataType());
          assertThat(read.get(name)).isEqualTo(array);
        });
    assertThat(Safetensors.metadata(file)).containsExactly(Map.entry("step", "400"));
  }

  @Test
  void equalTensorsGiveEqualBytes() throws IOException {
    assertThat(bytes(arrays())).isEqualTo(bytes(arrays()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 4 | lies at 0 to 8
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | 8 | its shape asks for 12
          {"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}} | 8 | unknown type F31
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | 8 | negative side
          {"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}} | 8 | memory
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | begins at 4, not at 0
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 8 | described are 4
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | 12 | b begins at 4, not at 8
          {"a":{"dtype":"F32","shape":[1]}} | 4 | lacks a shape or its offsets
          {"a":{"dtype":"F32"},"a":{"dtype":"F32"}} | 0 | header that is not safetensors
          [1] | 0 | header that is not safetensors
          """)
  void namesWhatIsUnsound(String header, int dataBytes, String problem, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("broken.safetensors");
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Files.write(
        file,
        ByteBuffer.allocate(8 + text.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array());

    assertThatThrownBy(() -> Safetensors.read(file, TORCH.manager()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.safetensors")
        .hasMessageContaining(problem);
  }

  @Test
  void readsBfloat16AsFloat32AndLetsNanPass(@TempDir Path folder) throws IOException {
    byte[] header =
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]}}"
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("bfloat16.safetensors");
    Files.write(
        file,
        ByteBuffer.allocate(14 + header.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .putShort((short) 0x3f80)
            .putShort((short) 0xc020)
            .putShort((short) 0x7fc0)
            .array());

    NDArray read = Safetensors.read(file, TORCH.manager()).get("a");

    assertThat(read.getDataType()).isEqualTo(DataType.FLOAT32);
    assertThat(read.toFloatArray()).containsExactly(1, -2.5f, Float.NaN);
  }

  @Test
  void refusesAHeaderLongerThanTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("short.safetensors");
    Files.write(file, new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'});

    assertThatThrownBy(() -> Safetensors.read(file, TORCH.manager()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has a header of 9 bytes in a file of 10");
  }

  /** The first eight bytes of a text are a length that no header has. */
  @Test
  void saysThatATextIsNoWeights(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("scores.csv"), "reference,distorted");

    assertThatThrownBy(() -> Safetensors.read(file, TORCH.manager()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("scores.csv: is neither safetensors nor PyTorch's (.pth)");
  }

  private static byte[] bytes(Map<String, NDArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Safetensors.write(bytes, arrays, Map.of("b", "2", "a", "1"));
    return bytes.toByteArray();
  }

  private static Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "z.weight", TORCH.manager().create(new float[] {1, -2, 3, 4, 5, 6}, new Shape(2, 3)));
    arrays.put("a.index", TORCH.manager().create(new long[] {7, 8}));
    arrays.put("scalar", TORCH.manager().create(0.5f));
    for (DataType type :
        new DataType[] {
          DataType.FLOAT64, DataType.FLOAT16, DataType.INT32, DataType.UINT8, DataType.BOOLEAN
        }) {
      arrays.put(type.name(), TORCH.manager().create(new float[] {1, 0}).toType(type, false));
    }
    return arrays;
  }
}
