package io.chiral.service.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.metric.Judge;
import io.chiral.messages.schema.Nearest;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.cli.ChiralCommand;
import io.chiral.service.cli.StorePlace;
import io.chiral.service.cli.UserException;
import io.chiral.service.config.ChiralConfig;
import io.chiral.training.ImpossibleException;
import io.chiral.training.judge.Judges;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chiral judge}: scores of images. */
@Command(
    name = "judge",
    description = "Score images, with or without their references.",
    footer = {
      "",
      "Folders are matched by file name without its ending. --json prints a list of",
      "{reference, distorted, scores: {metric: value}}; a metric that has no score for an image is",
      "null, and 'notes' says why. PSNR of equal images is 120 in place of infinity.",
      "Exit status: 0 all scored, 2 something was not (see standard error and notes)."
    })
public final class JudgeCommand implements Callable<Integer> {
  private static final String NIQE_TRAIN = "niqe-train";

  @Spec private CommandSpec spec;

  @Option(names = "--reference", paramLabel = "PATH", description = "Undistorted image or folder.")
  private @Nullable Path reference;

  @Option(
      names = "--distorted",
      required = true,
      paramLabel = "PATH",
      description = "Image or folder to be judged.")
  private Path distorted;

  @Option(
      names = "--metric",
      required = true,
      split = ",",
      paramLabel = "ID",
      description = "Metrics with commas between; an unknown one lists what there is.")
  private List<String> metrics;

  @Option(
      names = "--border",
      defaultValue = "0",
      paramLabel = "PIXELS",
      description =
          "Shaved from each side first; published super-resolution figures shave the scale (default: ${DEFAULT-VALUE}).")
  private int border;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "Imported network weights (default: the setting weights.dir).")
  private @Nullable Path weights;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Where trained assessors' checkpoints are looked up (default: the configured store).")
  private @Nullable String store;

  @Option(
      names = "--niqe-train",
      paramLabel = "DIR",
      description =
          "Undistorted photographs that NIQE's model is fitted on (default: those that come with the program).")
  private @Nullable Path niqeTrain;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads of networks; 0: all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--json", description = "Print JSON for programs.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  JudgeCommand() {}

  @Override
  public Integer call() {
    // Once each: a second column of the same scores would tell nothing.
    metrics = metrics.stream().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
    requireKnown();
    Pairs pairs = Pairs.of(reference, distorted);
    PrintWriter err = spec.commandLine().getErr();
    pairs.unmatched().forEach(line -> err.println("chiral: skipped " + line));
    List<Judged> judged = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (TorchOnDemand torch = new TorchOnDemand(threads)) {
      Scoring scoring = new Scoring(panel(pairs, torch));
      Progress.each("judge", pairs.pairs(), pair -> score(scoring, pair, judged, failures));
    } catch (ImpossibleException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
    failures.forEach(line -> err.println("chiral: " + line));
    print(judged);
    boolean all =
        failures.isEmpty() && judged.stream().noneMatch(row -> row.scores().containsValue(null));
    return all ? 0 : ChiralCommand.USER_ERROR;
  }

  private void requireKnown() {
    if (metrics.isEmpty()) {
      throw new UserException("--metric: name at least one of " + String.join(", ", Judges.ids()));
    }
    for (String metric : metrics) {
      if (!Judges.ids().contains(metric) && TrainedJudge.parse(metric).isEmpty()) {
        List<String> near = Nearest.names(metric, Judges.ids(), 1);
        throw new UserException(
            "--metric: '%s' is not known%s; known are %s"
                .formatted(
                    metric,
                    near.isEmpty() ? "" : ", did you mean '%s'?".formatted(near.get(0)),
                    String.join(", ", Judges.ids())));
      }
      if (reference == null && Judges.needsReference(metric)) {
        throw new UserException("metric %s compares: give --reference".formatted(metric));
      }
    }
    Range.require("--threads", threads, 0, Range.MOST_THREADS);
    if (border < 0) {
      throw new UserException("--border: at least 0, got " + border);
    }
  }

  private List<Judge> panel(Pairs pairs, TorchOnDemand torch) {
    Map<String, String> overrides = new HashMap<>();
    if (weights != null) {
      overrides.put("weights.dir", weights.toString());
    }
    ChiralConfig config = ChiralConfig.load(null, overrides);
    WeightsFolder folder = new WeightsFolder(config.weightsDir());
    boolean niqe = metrics.stream().anyMatch(metric -> !Judges.needsReference(metric));
    return new Judges(
            torch, folder, () -> StorePlace.open(store, null, "a trained judge was asked for"))
        .of(metrics, border, niqe ? smallestSide(pairs) : Integer.MAX_VALUE, niqeTrainSet());
  }

  /** NIQE's blocks have one size in all images, or their scores would not compare. */
  private static int smallestSide(Pairs pairs) {
    return pairs.pairs().stream().mapToInt(JudgeCommand::shorterSide).min().orElseThrow();
  }

  private static int shorterSide(Pairs.Pair pair) {
    try {
      Image image = ImageFiles.read(pair.distorted());
      return Math.min(image.width(), image.height());
    } catch (IOException e) {
      throw new UserException("can't read %s".formatted(e.getMessage()), e);
    }
  }

  private ImageSet niqeTrainSet() {
    try {
      return niqeTrain == null
          ? DataSets.builtIn().get("cc0-photographs/train")
          : DataSets.builtIn().with(NIQE_TRAIN, niqeTrain).get(NIQE_TRAIN);
    } catch (IOException e) {
      throw new UserException("--niqe-train: " + e.getMessage(), e);
    }
  }

  private static void score(
      Scoring scoring, Pairs.Pair pair, List<Judged> judged, List<String> failures) {
    try {
      judged.add(scoring.score(pair));
    } catch (UserException e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  private void print(List<Judged> judged) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      try {
        out.println(
            JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(judged));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("scores are always JSON", e);
      }
    } else if (!judged.isEmpty()) {
      new ScoreTable(metrics, judged).print(out);
    }
    out.flush();
  }
}
