package io.chiral.networks.published;

import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.ElementType;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.StoredTensor;
import io.chiral.networks.weights.TensorFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the names in a published file to those of a network, as an entry of the catalogue says. */
record KeyTable(Entry entry) {

  /** What distributed training puts before every name. */
  private static final String PARALLEL = "module.";

  /**
   * The file's tensors in the table's order: real numbers as float32, classifiers left out, others'
   * names translated. A renamed tensor may have sides of 1 more or less than the table's.
   *
   * @throws IllegalArgumentException if names or shapes aren't those of the table; shows the first
   *     ten differences
   */
  List<StoredTensor> apply(TensorFile file, ParameterTable table) {
    Map<String, StoredTensor> found = translated(file);
    for (ParameterSpec spec : table) {
      found.computeIfPresent(spec.name(), (name, tensor) -> squeezed(tensor, spec.shape()));
      if (!found.containsKey(spec.name())) {
        zeros(spec).ifPresent(zeros -> found.put(spec.name(), zeros));
      }
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    found.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    table.require(shapes);
    List<StoredTensor> ordered = new ArrayList<>();
    for (ParameterSpec spec : table) {
      StoredTensor tensor = Objects.requireNonNull(found.get(spec.name()));
      if (!spec.buffer() && !tensor.type().real()) {
        throw new IllegalArgumentException(
            "%s holds %s, expected real numbers".formatted(spec.name(), tensor.type()));
      }
      ordered.add(tensor.asFloat32());
    }
    return ordered;
  }

  private Map<String, StoredTensor> translated(TensorFile file) {
    String prefix = prefix(file);
    Map<String, StoredTensor> translated = new LinkedHashMap<>();
    for (String there : file.names()) {
      String name = there.startsWith(prefix) ? there.substring(prefix.length()) : null;
      if (name == null || entry.drop().stream().anyMatch(name::matches)) {
        continue;
      }
      String here = renamed(name);
      StoredTensor tensor = StoredTensor.of(here, file, there).asFloat32();
      if (entry.transposed().contains(name)) {
        tensor = transposed(tensor);
      }
      if (translated.put(here, tensor) != null) {
        throw new IllegalArgumentException("two tensors of the file become " + here);
      }
    }
    return translated;
  }

  private String prefix(TensorFile file) {
    String parallel = file.names().stream().allMatch(n -> n.startsWith(PARALLEL)) ? PARALLEL : "";
    String whole = parallel + (entry.under() == null ? "" : entry.under());
    return file.names().stream().anyMatch(name -> name.startsWith(whole)) ? whole : parallel;
  }

  private String renamed(String name) {
    String renamed = name;
    for (Map.Entry<String, String> rule : entry.rename().entrySet()) {
      renamed = Pattern.compile(rule.getKey()).matcher(renamed).replaceAll(rule.getValue());
    }
    return renamed;
  }

  /** The tensor in the wanted shape, if both differ by sides of 1 only and a rule is about it. */
  private StoredTensor squeezed(StoredTensor tensor, Shape wanted) {
    boolean mine = entry.rename().containsValue(tensor.name());
    return mine && withoutOnes(tensor.shape()).equals(withoutOnes(wanted))
        ? new StoredTensor(tensor.name(), tensor.type(), wanted, tensor.elements())
        : tensor;
  }

  private static Shape withoutOnes(Shape shape) {
    return new Shape(Arrays.stream(shape.getShape()).filter(side -> side != 1).toArray());
  }

  private Optional<StoredTensor> zeros(ParameterSpec spec) {
    return entry.zeros().entrySet().stream()
        .filter(rule -> spec.name().matches(rule.getKey()))
        .map(rule -> zeros(spec, ElementType.valueOf(rule.getValue())))
        .findFirst();
  }

  private static StoredTensor zeros(ParameterSpec spec, ElementType type) {
    int bytes = Math.toIntExact(spec.shape().size() * type.bytes());
    return new StoredTensor(
        spec.name(),
        type,
        spec.shape(),
        () -> ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** A float32 matrix (R, C) as (C, R). */
  private static StoredTensor transposed(StoredTensor tensor) {
    long[] sides = tensor.shape().getShape();
    if (sides.length != 2 || tensor.type() != ElementType.F32) {
      return tensor; // its shape won't be the table's, which says so better
    }
    int rows = Math.toIntExact(sides[0]);
    int columns = Math.toIntExact(sides[1]);
    return new StoredTensor(
        tensor.name(),
        tensor.type(),
        new Shape(columns, rows),
        () -> {
          ByteBuffer from = tensor.elements().read().order(ByteOrder.LITTLE_ENDIAN);
          ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
          int start = from.position();
          for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
              to.putFloat(from.getFloat(start + 4 * (row * columns + column)));
            }
          }
          return to.flip();
        });
  }
}
