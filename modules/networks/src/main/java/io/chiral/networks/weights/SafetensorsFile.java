package io.chiral.networks.weights;

import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tensors of a safetensors file, mapped when they are read. */
final class SafetensorsFile implements TensorFile {

  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SafetensorsFile(FileChannel channel, SafetensorsHeader header) {
    this.channel = channel;
    this.header = header;
    header.entries().forEach(entry -> entries.put(entry.name(), entry));
  }

  static SafetensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(channel, SafetensorsHeader.read(channel, file.toString()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public Shape shape(String name) {
    return entry(name).shape();
  }

  @Override
  public ElementType type(String name) {
    return entry(name).type();
  }

  @Override
  public ByteBuffer read(String name) throws IOException {
    Entry entry = entry(name);
    return channel
        .map(MapMode.READ_ONLY, header.dataStart() + entry.begin(), entry.length())
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no tensor named " + name + " among " + entries.size());
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
