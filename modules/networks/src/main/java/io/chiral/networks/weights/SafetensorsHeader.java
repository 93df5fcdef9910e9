package io.chiral.networks.weights;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Header of a safetensors file: eight bytes of length, then JSON from names to type, shape and
 * place.
 *
 * @param entries tensors in the header's order
 * @param dataStart where the tensors' bytes begin in the file
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {

  /** The format's own limit, 100 MB. */
  private static final long LONGEST = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** A tensor and its bytes, [begin, begin + length) from the data's start. */
  record Entry(String name, ElementType type, Shape shape, long begin, long length) {}

  /** What the JSON holds of a tensor. */
  private record Described(
      @Nullable String dtype,
      long @Nullable [] shape,
      @JsonProperty("data_offsets") long @Nullable [] dataOffsets) {}

  static SafetensorsHeader of(List<StoredTensor> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (StoredTensor tensor : tensors) {
      entries.add(new Entry(tensor.name(), tensor.type(), tensor.shape(), begin, tensor.bytes()));
      begin += tensor.bytes();
    }
    return new SafetensorsHeader(entries, new TreeMap<>(metadata), 0);
  }

  byte[] encode() throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put(METADATA, metadata);
    }
    for (Entry e : entries) {
      long[] offsets = {e.begin(), e.begin() + e.length()};
      json.put(e.name(), new Described(e.type().name(), e.shape().getShape(), offsets));
    }
    byte[] text = JSON.writeValueAsBytes(json);
    int padding = Math.floorMod(-text.length, 8); // data begins at a multiple of eight
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length + padding)
            .array());
    bytes.write(text);
    bytes.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  /**
   * @param source what messages call the file
   */
  static SafetensorsHeader read(FileChannel channel, String source) throws IOException {
    long size = channel.size();
    check(size >= 8, source, "is too short to be safetensors: " + size + " bytes");
    long length = readFully(channel, 0, 8).getLong();
    check(length > 1 && length <= LONGEST, source, "is neither safetensors nor PyTorch's (.pth)");
    check(length <= size - 8, source, "has a header of " + length + " bytes in a file of " + size);
    String text =
        StandardCharsets.UTF_8.decode(readFully(channel, 8, Math.toIntExact(length))).toString();
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new TreeMap<>();
    try {
      Map<String, Object> json = JSON.readValue(text, new TypeReference<>() {});
      for (Map.Entry<String, Object> named : json.entrySet()) {
        if (named.getKey().equals(METADATA)) {
          metadata.putAll(JSON.convertValue(named.getValue(), new TypeReference<>() {}));
        } else {
          Described described = JSON.convertValue(named.getValue(), Described.class);
          entries.add(entry(named.getKey(), described, size - 8 - length, source));
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(source + " has a header that is not safetensors'", e);
    }
    requireGapless(entries, size - 8 - length, source);
    return new SafetensorsHeader(entries, metadata, 8 + length);
  }

  private static Entry entry(String name, Described d, long dataSize, String source)
      throws IOException {
    ElementType type =
        ElementType.named(String.valueOf(d.dtype()))
            .orElseThrow(
                () -> new IOException(source + ": " + name + " has the unknown type " + d.dtype()));
    if (d.shape() == null || d.dataOffsets() == null || d.dataOffsets().length != 2) {
      throw new IOException(source + ": " + name + " lacks a shape or its offsets");
    }
    long begin = d.dataOffsets()[0];
    long end = d.dataOffsets()[1];
    check(
        begin >= 0 && begin <= end && end <= dataSize,
        source,
        name + " lies at " + begin + " to " + end + " in " + dataSize + " bytes of data");
    long bytes = type.bytes();
    for (long side : d.shape()) {
      check(side >= 0, source, name + " has a negative side in " + Arrays.toString(d.shape()));
      try {
        bytes = Math.multiplyExact(bytes, side);
      } catch (ArithmeticException e) {
        throw new IOException(source + ": " + name + " is larger than any memory", e);
      }
    }
    check(
        bytes == end - begin,
        source,
        name + " has " + (end - begin) + " bytes, its shape asks for " + bytes);
    check(bytes <= Integer.MAX_VALUE, source, name + " is a tensor of more than 2 GiB");
    return new Entry(name, type, new Shape(d.shape()), begin, bytes);
  }

  private static void requireGapless(List<Entry> entries, long dataSize, String source)
      throws IOException {
    long at = 0;
    for (Entry e : entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
      check(e.begin() == at, source, e.name() + " begins at " + e.begin() + ", not at " + at);
      at += e.length();
    }
    check(at == dataSize, source, "holds " + dataSize + " bytes of data, described are " + at);
  }

  private static ByteBuffer readFully(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the file ended at " + (position + bytes.position()));
      }
    }
    return bytes.flip();
  }

  private static void check(boolean sound, String source, String problem) throws IOException {
    if (!sound) {
      throw new IOException(source + ": " + problem);
    }
  }
}
