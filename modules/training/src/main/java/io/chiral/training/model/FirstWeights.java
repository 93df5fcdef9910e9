package io.chiral.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.fidelity.Lpips;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.checkpoint.Manifest;
import io.chiral.training.checkpoint.StoredCheckpoint;
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
  private static final String DISCRIMINATOR = "discriminator.safetensors";
  private static final String RANDOM = "random";
  private static final String PUBLISHED = "published";

  /** α and β of DISTS among installed weights. */
  private static final String DISTS = "dists";

  /**
   * Of a metric: a backbone's as specified, none of a formula. With a published backbone come the
   * published weights of what is compared, where there are any.
   */
  public Weights of(FidelityMetric metric, MetricSpec spec, long seed) {
    String initialisation = spec.initialisation() == null ? RANDOM : spec.initialisation();
    Weights first = of(metric.parameters(), initialisation, String.valueOf(spec.backbone()), seed);
    return initialisation.equals(PUBLISHED) ? withHeads(metric, first) : first;
  }

  /**
   * Of a metric as published: its backbone's weights and, where there are any, its own.
   *
   * @throws ImpossibleException when weights aren't installed, or don't fit
   */
  public Weights published(FidelityMetric metric, String backbone) {
    return withHeads(metric, of(metric.parameters(), PUBLISHED, backbone, 0));
  }

  private Weights withHeads(FidelityMetric metric, Weights first) {
    if (metric instanceof Lpips lpips) {
      return with(metric.parameters(), first, "", lpips.heads(), lpips.id());
    }
    return metric instanceof Dists dists && dists.isPublished()
        ? with(metric.parameters(), first, "", dists.heads(), DISTS)
        : first;
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
      case RANDOM -> random;
      case PUBLISHED -> with(table, random, BACKBONE, table.view(BACKBONE), backbone);
      default ->
          throw new ImpossibleException(
              "initialisation is random or published, got \"%s\"".formatted(initialisation));
    };
  }

  /**
   * The values with a part of them replaced by installed ones.
   *
   * @param first taken over
   * @param prefix before the part's names in the table
   */
  private Weights with(
      ParameterTable table, Weights first, String prefix, ParameterTable part, String id) {
    try (Weights published = folder.load(id, part, parent)) {
      return replaced(table, first, prefix, published.asMap());
    } catch (IllegalArgumentException e) {
      first.close();
      throw new ImpossibleException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Random values, with the backbone that a run's discriminator has in its checkpoint, buffers
   * included. A network that ends earlier than the discriminator takes its part.
   *
   * @param table of the whole network
   * @throws ImpossibleException when the checkpoint has no discriminator, or one of another
   *     backbone or cut too early
   */
  public Weights ofDiscriminator(ParameterTable table, StoredCheckpoint checkpoint, long seed) {
    try (Weights all = Tensors.read(checkpoint, DISCRIMINATOR, parent)) {
      Map<String, NDArray> found = all.under(BACKBONE);
      found.keySet().retainAll(table.view(BACKBONE).names());
      requireAll(table.view(BACKBONE), found, checkpoint);
      return replaced(table, table.initialise(parent, seed), BACKBONE, found);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException(discriminator(checkpoint) + ": " + e.getMessage(), e);
    }
  }

  private static void requireAll(
      ParameterTable wanted, Map<String, NDArray> found, StoredCheckpoint checkpoint) {
    for (String name : wanted.names()) {
      if (!found.containsKey(name)) {
        throw new ImpossibleException(
            "%s has no %s: choose its backbone, and stages before its cut"
                .formatted(discriminator(checkpoint), BACKBONE + name));
      }
    }
  }

  /** For people: {@code discriminator patch-alexnet of checkpoint ID (run R, step 200)}. */
  public static String discriminator(StoredCheckpoint checkpoint) {
    Manifest manifest = checkpoint.manifest();
    return "discriminator %s of checkpoint %s (run %s, step %d)"
        .formatted(
            manifest.structure().getOrDefault("discriminator", "(none)"),
            manifest.id(),
            manifest.run(),
            manifest.step());
  }

  private static Weights replaced(
      ParameterTable table, Weights first, String prefix, Map<String, NDArray> values) {
    Map<String, NDArray> all = new LinkedHashMap<>(first.asMap());
    values.forEach(
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
  }
}
