package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.quality.NoReference;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.random.Seeds;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run's assessor at its first values.
 *
 * @param source whose discriminator's backbone it begins with; null: none
 * @param torch owner of everything native made here
 * @param vectors what earlier runs computed of items
 */
record Assessors(
    AssessSpec spec,
    @Nullable StoredCheckpoint source,
    WeightsFolder folder,
    Torch torch,
    ItemVectors vectors) {

  private static final String BACKBONE = "backbone.";

  /**
   * @param inputs gains the digests of what the assessor is made from
   */
  Assessor of(Benchmark benchmark, SortedMap<String, String> inputs) {
    MetricSpec metric = spec.metric();
    Sight sight = new Sight(spec.learning(), torch.kernels());
    if (source != null) {
      inputs.put("initialisation", source.manifest().id());
    }
    return switch (metric.kind()) {
      case "dists" -> {
        Dists dists = Models.dists(metric, torch.kernels(), Precision.FLOAT32);
        Weights weights =
            source == null
                ? new FirstWeights(folder, torch.manager())
                    .of(dists, metric, new Seeds(spec.seed()).metric())
                : first(dists.parameters());
        yield learner(
            benchmark, dists.id(), new DistsModel(dists, weights, torch, sight), sight, inputs);
      }
      case MetricSpec.NO_REFERENCE -> {
        NoReference network = Models.noReference(metric, torch.kernels(), Precision.FLOAT32);
        Weights weights = first(network.parameters());
        QualityModel model = new NoReferenceModel(network, weights, torch, sight);
        yield learner(benchmark, network.id(), model, sight, inputs);
      }
      default -> fixed(benchmark, sight, inputs);
    };
  }

  private Weights first(ParameterTable table) {
    long seed = new Seeds(spec.seed()).metric();
    FirstWeights first = new FirstWeights(folder, torch.manager());
    return source != null
        ? first.ofDiscriminator(table, source, seed)
        : first.of(
            table,
            String.valueOf(spec.metric().initialisation()),
            String.valueOf(spec.metric().backbone()),
            seed);
  }

  private Assessor fixed(Benchmark benchmark, Sight sight, SortedMap<String, String> inputs) {
    FidelityMetric metric = Models.metric(spec.metric(), torch.kernels(), Precision.FLOAT32);
    Weights weights =
        new FirstWeights(folder, torch.manager())
            .of(metric, spec.metric(), new Seeds(spec.seed()).metric());
    String digest = metric.parameters().size() == 0 ? "" : Tensors.digest(weights);
    if (!digest.isEmpty()) {
      inputs.put("metric-weights", digest);
    }
    VectorTable known =
        vectors.table(String.join("/", metric.id(), digest, sight.policy(), benchmark.digest()));
    return new FixedAssessor(metric, weights, torch, sight, known);
  }

  private Learner learner(
      Benchmark benchmark,
      String structure,
      QualityModel model,
      Sight sight,
      SortedMap<String, String> inputs) {
    String digest = Tensors.digest(model.weights());
    inputs.put("metric-weights", digest);
    String backbone = Tensors.digest(model.weights().view(BACKBONE));
    VectorTable known =
        vectors.table(String.join("/", structure, backbone, sight.policy(), benchmark.digest()));
    return new Learner(torch, model, spec, known, protocol(digest, sight));
  }

  private Map<String, String> protocol(String digest, Sight sight) {
    LearningSpec learning = spec.learning();
    Map<String, String> protocol = new TreeMap<>();
    protocol.put(
        "training",
        "%d steps of Adam on %d items, rate %s, loss %s, backbone %s"
            .formatted(
                spec.stepsPerSplit(),
                spec.batch(),
                spec.optimiser().learningRate(),
                AssessorLoss.of(learning.loss()).words(),
                spec.backboneFrozen() ? "frozen" : "trained"));
    protocol.put("looks", looks(learning));
    protocol.put("resize", sight.policy());
    protocol.put("weights", "first values sha256 " + digest);
    protocol.put(
        "initialisation",
        source == null
            ? String.valueOf(spec.metric().initialisation())
            : FirstWeights.discriminator(source)
                + ", statistics of its batch norms as it left them");
    protocol.put("batch norm", "by running statistics, which stay as they began");
    protocol.put(
        "selection",
        learning.validationShare() > 0
            ? "the weights of highest SRCC on %s of the contents, looked at every %d steps"
                .formatted(learning.validationShare(), learning.validateEvery())
            : "the last step's weights");
    return protocol;
  }

  private String looks(LearningSpec learning) {
    String places =
        learning.crop() == null
            ? "whole images"
            : spec.backboneFrozen() ? "the crops that are scored" : "random crops";
    return "learns from " + places + (learning.flips() ? ", half of them mirrored" : "");
  }
}
