package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tensors of a network in published order. */
public final class ParameterTable implements Iterable<ParameterSpec> {

  private static final int DIFFERENCES_SHOWN = 10;

  private final Map<String, ParameterSpec> specs;

  private ParameterTable(Map<String, ParameterSpec> specs) {
    this.specs = specs;
  }

  /**
   * @throws IllegalArgumentException if two tensors have one name
   */
  public static ParameterTable of(List<ParameterSpec> specs) {
    Map<String, ParameterSpec> byName = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      if (byName.put(spec.name(), spec) != null) {
        throw new IllegalArgumentException("two tensors are named " + spec.name());
      }
    }
    return new ParameterTable(byName);
  }

  /** This table with {@code prefix} before every name, followed by {@code others}. */
  public ParameterTable under(String prefix, ParameterSpec... others) {
    List<ParameterSpec> all = new ArrayList<>();
    specs.values().forEach(spec -> all.add(spec.under(prefix)));
    all.addAll(List.of(others));
    return of(all);
  }

  /** The tensors whose name starts with {@code prefix}, by the rest of their name. */
  public ParameterTable view(String prefix) {
    return of(
        specs.values().stream()
            .filter(spec -> spec.name().startsWith(prefix))
            .map(spec -> spec.without(prefix))
            .toList());
  }

  /** Number of trainable values; buffers do not count. */
  public long count() {
    return specs.values().stream().filter(s -> !s.buffer()).mapToLong(s -> s.shape().size()).sum();
  }

  public int size() {
    return specs.size();
  }

  public Set<String> names() {
    return specs.keySet();
  }

  /** Names of the trainable tensors, in published order. */
  public List<String> trainable() {
    return specs.values().stream().filter(s -> !s.buffer()).map(ParameterSpec::name).toList();
  }

  /**
   * First values. Each tensor depends on (seed, name, shape) alone.
   *
   * @param parent the values live in a sub-manager of it
   */
  public Weights initialise(NDManager parent, long seed) {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : this) {
      CounterRandom random = CounterRandom.of(seed, spec.name());
      arrays.put(spec.name(), spec.initialisation().create(manager, spec.shape(), random));
    }
    return new Weights(manager, arrays, buffers());
  }

  /**
   * The loaded values in this table's order, knowing what is a buffer. The result takes over the
   * arrays; {@code loaded} is not to be used again.
   *
   * @throws IllegalArgumentException if the names or shapes differ; shows the first ten differences
   *     by name and leaves {@code loaded} open
   */
  public Weights strict(Weights loaded) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    loaded.asMap().forEach((name, array) -> shapes.put(name, array.getShape()));
    require(shapes);
    Map<String, NDArray> ordered = new LinkedHashMap<>();
    names().forEach(name -> ordered.put(name, loaded.get(name)));
    return new Weights(loaded.manager(), ordered, buffers());
  }

  /**
   * Holds names and shapes against this table.
   *
   * @throws IllegalArgumentException if they differ; shows the first ten differences by name
   */
  public void require(Map<String, Shape> found) {
    List<String> differences = differences(found);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          differences.stream()
              .limit(DIFFERENCES_SHOWN)
              .collect(
                  Collectors.joining(
                      "; ", differences.size() + " tensors are not as published: ", "")));
    }
  }

  private List<String> differences(Map<String, Shape> found) {
    Set<String> all = new TreeSet<>(names());
    all.addAll(found.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : all) {
      ParameterSpec spec = specs.get(name);
      Shape shape = found.get(name);
      if (spec == null) {
        differences.add(name + " is unknown");
      } else if (shape == null) {
        differences.add(name + " " + spec.shape() + " is missing");
      } else if (!shape.equals(spec.shape())) {
        differences.add(name + " has shape " + shape + ", expected " + spec.shape());
      }
    }
    return differences;
  }

  private Set<String> buffers() {
    return specs.values().stream()
        .filter(ParameterSpec::buffer)
        .map(ParameterSpec::name)
        .collect(Collectors.toSet());
  }

  @Override
  public Iterator<ParameterSpec> iterator() {
    return specs.values().iterator();
  }
}
