package io.chiral.messages.report;

import io.chiral.messages.spec.Registration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the figures came about.
 *
 * @param title of the study; null before its expansion was folded
 * @param notice what every page says beside the figures; null: nothing
 * @param specDigest sha256 of the declared grid, fixed before the first run; null as title
 * @param registration what the study was fixed to, weights and kin included; null as title, and in
 *     studies that an earlier version expanded
 * @param studyVersion of the software that expanded the study; null as title
 * @param headline family of judges that comes first; null as title
 * @param proxy what stands in for opinions; null where people's opinions are used
 * @param generator architecture, configuration, scale and start; null as title
 * @param finalStep the declared last step; null as title
 * @param steps evaluated steps
 * @param seeds run seeds
 * @param replicates of the bootstrap
 * @param splits how benchmarks are split; null where nothing is assessed
 * @param fairWeights w_fid by metric, seed and factor of the fidelity weight
 * @param judges the panel
 * @param benchmarks label tables, with how the metrics' scores were made
 * @param rules how figures are computed, by name of the figure
 * @param missing what can't be told, and why
 */
public record Protocol(
    @Nullable String title,
    @Nullable String notice,
    @Nullable String specDigest,
    @Nullable Registration registration,
    @Nullable String studyVersion,
    @Nullable String headline,
    @Nullable String proxy,
    @Nullable String generator,
    @Nullable Integer finalStep,
    List<Integer> steps,
    List<Long> seeds,
    int replicates,
    @Nullable Splits splits,
    List<FairWeight> fairWeights,
    List<JudgeProtocol> judges,
    List<BenchmarkProtocol> benchmarks,
    Map<String, String> rules,
    List<String> missing) {

  public Protocol {
    steps = List.copyOf(steps);
    seeds = List.copyOf(seeds);
    fairWeights = List.copyOf(fairWeights);
    judges = List.copyOf(judges);
    benchmarks = List.copyOf(benchmarks);
    rules = Map.copyOf(rules);
    missing = List.copyOf(missing);
  }

  /**
   * Random splits by reference content, the same for every metric.
   *
   * @param count how many
   * @param testShare share of contents held out
   * @param seed that they depend on alone
   */
  public record Splits(int count, double testShare, long seed) {}

  /**
   * A fair weight as measured at the shared start.
   *
   * @param metric metric id
   * @param seed run seed
   * @param pixelNorm ‖∂L1/∂ŷ‖
   * @param fidelityNorm ‖∂f/∂ŷ‖
   * @param weight w_fid
   * @param fidelityScale factor of the training's fidelity weight in the settings that it was
   *     measured for; null in what was stored before it was told
   */
  public record FairWeight(
      String metric,
      long seed,
      double pixelNorm,
      double fidelityNorm,
      double weight,
      @Nullable Double fidelityScale) {}

  /**
   * A judge.
   *
   * @param id judge id
   * @param family {@code perceptual}, {@code distortion}, {@code reference-perceptual} or {@code
   *     artefact}; null: not known, hence left out
   * @param higherIsBetter direction of its scores
   * @param scores how it was computed: colour space, crop, rounding, weight digests
   * @param deviation SD_j of its centred scores in its own unit; null: not yet, or dropped
   */
  public record JudgeProtocol(
      String id,
      @Nullable String family,
      boolean higherIsBetter,
      String scores,
      @Nullable Double deviation) {}

  /**
   * A benchmark.
   *
   * @param id label table id
   * @param proxy whether people's opinions are replaced by distortion levels
   * @param scores metric id to how its scores were made
   */
  public record BenchmarkProtocol(String id, boolean proxy, Map<String, String> scores) {
    public BenchmarkProtocol {
      scores = Map.copyOf(scores);
    }
  }
}
