package io.chiral.training.evaluate;

import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.metric.Judge;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.work.Slice;
import io.chiral.networks.generator.Generator;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.judge.Judges;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.upscale.NetworkUpscaler;
import io.chiral.training.upscale.Tiling;
import io.chiral.training.upscale.Upscaler;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes up evaluations. */
public final class EvaluateRuns {

  private final Desk desk;
  private final Judges judges;

  public EvaluateRuns(Desk desk) {
    this.desk = desk;
    this.judges = new Judges(desk::torch, desk.weights(), desk::store);
  }

  /**
   * The run in memory.
   *
   * @param own its checkpoint; null: it begins
   * @param source whose generator is evaluated; null: bicubic interpolation
   * @throws ImpossibleException when specification, data and checkpoint don't go together
   */
  public RunInMemory take(
      Slice slice,
      EvaluateSpec spec,
      @Nullable StoredCheckpoint own,
      @Nullable StoredCheckpoint source) {
    Torch torch = desk.torch().part();
    try {
      List<ImageEntry> images = images(spec);
      ImageSet judgeTrainSet = desk.dataSets().get(spec.judgeTrainSet());
      SortedMap<String, String> inputs = new TreeMap<>();
      inputs.put("test-set", new ImageSet(spec.testSet(), images, List.of()).digest());
      inputs.put("judge-train-set", judgeTrainSet.digest());
      Extent extent = Extent.of(images, spec.scale());
      List<Judge> panel =
          judges.of(spec.judges(), spec.scale(), extent.smallestSide(), judgeTrainSet);
      panel.forEach(judge -> inputs.put("judge-" + judge.id(), judge.protocol()));
      Upscaler upscaler = new Upscaler.Interpolation(spec.scale());
      String note = "; low resolution: " + lowResolution(images, spec.scale());
      if (source != null) {
        NetworkUpscaler network = network(spec, source, torch);
        upscaler = network;
        note += extent.note(network.generator());
        inputs.put("generator", source.manifest().id());
      }
      Tiles tiles = new Tiles(desk.store(), spec.scale());
      int done = own == null ? 0 : own.manifest().step();
      return new EvaluateRun(
          slice, spec, torch, images, upscaler, panel, note, tiles, inputs, done);
    } catch (RuntimeException | OutOfMemoryError e) {
      torch.close();
      throw e;
    }
  }

  private static String lowResolution(List<ImageEntry> images, int scale) {
    long stored =
        images.stream().filter(image -> image.lowResolutions().containsKey(scale)).count();
    if (stored == 0) {
      return "MATLAB bicubic";
    }
    return stored == images.size()
        ? "as stored with the set"
        : "%d of %d as stored with the set, else MATLAB bicubic".formatted(stored, images.size());
  }

  private List<ImageEntry> images(EvaluateSpec spec) {
    List<ImageEntry> all = desk.dataSets().get(spec.testSet()).entries();
    if (spec.images() < 1 || all.size() < spec.images()) {
      throw new ImpossibleException(
          "%d test images are asked for, data set %s has %d"
              .formatted(spec.images(), spec.testSet(), all.size()));
    }
    List<ImageEntry> chosen = all.subList(0, spec.images());
    Integer crop = spec.crop();
    return crop == null ? chosen : chosen.stream().map(entry -> entry.crop(crop)).toList();
  }

  private static NetworkUpscaler network(EvaluateSpec spec, StoredCheckpoint source, Torch torch) {
    String structure = source.manifest().structure().get("generator");
    String id = source.manifest().id();
    if (structure == null) {
      throw new ImpossibleException("checkpoint %s holds no generator".formatted(id));
    }
    GeneratorSpec generator = Models.generatorOf(structure);
    if (generator.scale() != spec.scale()) {
      throw new ImpossibleException(
          "checkpoint %s upscales ×%d, the evaluation is of ×%d"
              .formatted(id, generator.scale(), spec.scale()));
    }
    Generator network = Models.generator(generator, torch.kernels(), Precision.FLOAT32);
    String file = spec.ema() ? "generator_ema.safetensors" : "generator.safetensors";
    Weights weights = Tensors.load(source, file, network.parameters(), torch.manager());
    return new NetworkUpscaler(
        network,
        weights,
        lr -> Tiling.fitting(network, (long) lr.width() * lr.height(), Tiling.EVALUATION_BYTES));
  }
}
