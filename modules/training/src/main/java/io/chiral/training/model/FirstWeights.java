package io.chiral.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * First values of networks that hold a backbone under {@code backbone.}: random all over, or with
 * the backbone's published values.
 *
 * @param folder of installed weights
 * @param parent owner of what is made
 */
public record FirstWeights(WeightsFolder folder, NDManager parent) {

  private static final String BACKBONE = "backbone.";

  /** Of a metric: a backbone's as specified, none of a formula. */
  public Weights of(FidelityMetric metric, MetricSpec spec, long seed) {
    String initialisation = spec.initialisation() == null ? "random" : spec.initialisation();
    return of(metric.parameters(), initialisation, String.valueOf(spec.backbone()), seed);
  }

  /**
   * @param table of the whole network
   * @param initialisation {@code random} or {@code published}
   * @param backbone id of the backbone, whose weights have the same id
   * @throws ImpossibleException when the weights aren't installed, or don't fit
   */
  public Weights of(ParameterTable table, String initialisation, String backbone, long seed) {
    Weights random = table.initialise(parent, seed);
    return switch (initialisation) {
      case "random" -> random;
      case "published" -> with(table, random, BACKBONE, backbone);
      default ->
          throw new ImpossibleException(
              "initialisation is random or published, got \"%s\"".formatted(initialisation));
    };
  }

  /**
   * The values with those under a prefix replaced by installed ones.
   *
   * @param first taken over
   */
  public Weights with(ParameterTable table, Weights first, String prefix, String id) {
    try (Weights published = folder.load(id, table.view(prefix), parent)) {
      Map<String, NDArray> all = new LinkedHashMap<>(first.asMap());
      published
          .asMap()
          .forEach(
              (name, array) -> {
                // A copy in PyTorch's own memory: what was read may be mapped from the file.
                NDArray copy = array.duplicate();
                copy.attach(first.manager());
                NDArray replaced = all.put(prefix + name, copy);
                if (replaced != null) {
                  replaced.close();
                }
              });
      return table.strict(Weights.of(first.manager(), all));
    } catch (IllegalArgumentException e) {
      first.close();
      throw new ImpossibleException(String.valueOf(e.getMessage()), e);
    }
  }
}
