package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other names under which a network's tensors are published, and how the official ones are made of
 * them. A table is text, a line for a name or a family of names, the first that fits holds:
 *
 * <pre>
 * conv1.weight     patch_embed.proj.weight      the official name, then theirs
 * blocks.#.fc.*    layers.#.linear.*            # is a number, * the rest
 * cls              token          reshaped      the same values in another shape
 * proj             head.weight    transposed    (n, m) of (m, n)
 * mask_token       -                            they have none: first values, which must be fixed
 * -                head.bias                    they have it, the network has not
 * </pre>
 */
public final class KeyTable {

  private static final String NONE = "-";

  private final String name;
  private final List<KeyRule> rules;

  private KeyTable(String name, List<KeyRule> rules) {
    this.name = name;
    this.rules = List.copyOf(rules);
  }

  /**
   * @param name whose names they are
   * @param text lines as above; blank ones are left out
   */
  public static KeyTable parse(String name, String text) {
    List<KeyRule> rules =
        text.lines().map(String::strip).filter(l -> !l.isEmpty()).map(KeyRule::parse).toList();
    return new KeyTable(name, rules);
  }

  public String name() {
    return name;
  }

  /**
   * Loaded tensors by their official names, strictly: of the names in {@code others} and the
   * official ones, those are taken of which fewest are missing. The result takes over the arrays;
   * {@code loaded} is not to be used again.
   *
   * @throws IllegalArgumentException if names or shapes differ from the table's
   */
  public static Weights official(ParameterTable table, List<KeyTable> others, Weights loaded) {
    long fewest = table.names().stream().filter(n -> !loaded.names().contains(n)).count();
    KeyTable best = null;
    for (KeyTable other : others) {
      long missing = other.missing(table, loaded.names());
      if (missing < fewest) {
        fewest = missing;
        best = other;
      }
    }
    return table.strict(best == null ? loaded : best.renamed(table, loaded));
  }

  private long missing(ParameterTable table, Set<String> names) {
    return table.names().stream()
        .map(this::theirs)
        .filter(theirs -> !theirs.equals(NONE) && !names.contains(theirs))
        .count();
  }

  /** Their name of an official one, "-" for none; names that no line has are kept. */
  private String theirs(String official) {
    KeyRule rule = ruleOf(official);
    return rule == null ? official : rule.theirs(official);
  }

  private @Nullable KeyRule ruleOf(String official) {
    return rules.stream().filter(rule -> rule.gives(official)).findFirst().orElse(null);
  }

  /** What is missing stays out and what is unknown stays in, for the strict comparison to tell. */
  private Weights renamed(ParameterTable table, Weights loaded) {
    NDManager manager = loaded.manager();
    Map<String, NDArray> rest = new LinkedHashMap<>(loaded.asMap());
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : table) {
      KeyRule rule = ruleOf(spec.name());
      String theirs = theirs(spec.name());
      if (theirs.equals(NONE)) {
        CounterRandom fixed = CounterRandom.of(0, spec.name());
        arrays.put(spec.name(), spec.initialisation().create(manager, spec.shape(), fixed));
      } else if (rest.containsKey(theirs)) {
        NDArray array = rest.remove(theirs);
        arrays.put(spec.name(), rule == null ? array : rule.converted(array, spec.shape()));
      }
    }
    rest.forEach(
        (theirs, array) -> {
          if (rules.stream().anyMatch(rule -> rule.ignores(theirs))) {
            array.close();
          } else {
            arrays.putIfAbsent(theirs, array);
          }
        });
    return Weights.of(manager, arrays);
  }
}
