package io.chiral.training.optimise;

import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.degradation.Degradation;
import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.Slice;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.optimiser.MovingAverage;
import io.chiral.training.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes up optimise runs: from a checkpoint of their own, from another run's, or from nothing. */
public final class OptimiseRuns {

  private static final String FIDELITY_WEIGHT = "fidelity_weight";
  private static final String GENERATOR = Trained.file("generator");
  private static final String AVERAGE = Trained.file("generator_ema");
  private static final String DISCRIMINATOR = Trained.file("discriminator");

  private final Desk desk;
  private final PairCache cache;

  /**
   * @param cache of training photographs, shared by all runs
   */
  public OptimiseRuns(Desk desk, PairCache cache) {
    this.desk = desk;
    this.cache = cache;
  }

  /**
   * The run in memory at the checkpoint's step.
   *
   * @param own the run's checkpoint; null: it begins
   * @param source the start that the specification names; null: the generator's initialisation
   * @throws ImpossibleException when specification, data and checkpoints don't go together
   */
  public RunInMemory take(
      Slice slice,
      OptimiseSpec spec,
      @Nullable StoredCheckpoint own,
      @Nullable StoredCheckpoint source) {
    require(spec);
    Torch torch = desk.torch().part();
    try {
      return new OptimiseRun(new Taking(slice, spec, own, source, torch).parts());
    } catch (RuntimeException | OutOfMemoryError e) {
      torch.close();
      throw e;
    }
  }

  private static void require(OptimiseSpec spec) {
    boolean positive = spec.patch() > 0 && spec.batch() > 0 && spec.logEvery() > 0;
    if (!positive || !(spec.emaDecay() >= 0 && spec.emaDecay() < 1)) {
      throw new ImpossibleException(
          "patch %d, batch %d and logEvery %d must be positive, emaDecay %s from 0 to below 1"
              .formatted(spec.patch(), spec.batch(), spec.logEvery(), spec.emaDecay()));
    }
  }

  /** One taking up, with what its parts share. */
  private final class Taking {

    private final Slice slice;
    private final OptimiseSpec spec;
    private final @Nullable StoredCheckpoint own;
    private final @Nullable StoredCheckpoint source;
    private final Torch torch;
    private final Precision precision;
    private final Seeds seeds;
    private final FirstWeights first;
    private final SwinIr network;
    private final SortedMap<String, String> inputs = new TreeMap<>();
    private final SortedMap<String, Double> constants = new TreeMap<>();
    private final List<MetricEvent> events = new ArrayList<>();

    Taking(
        Slice slice,
        OptimiseSpec spec,
        @Nullable StoredCheckpoint own,
        @Nullable StoredCheckpoint source,
        Torch torch) {
      this.slice = slice;
      this.spec = spec;
      this.own = own;
      this.source = source;
      this.torch = torch;
      precision = Models.precision(spec.precision());
      seeds = new Seeds(spec.seed());
      first = new FirstWeights(desk.weights(), torch.manager());
      network = Models.generator(spec.generator(), torch.kernels(), precision);
    }

    OptimiseParts parts() {
      Patches patches = patches();
      Trained generator = generator();
      MovingAverage average = spec.emaDecay() == 0 ? null : average(generator.weights());
      Critic critic = spec.discriminator() == null ? null : critic(spec.discriminator());
      Fidelity fidelity = spec.fidelity() == null ? null : fidelity(spec.fidelity());
      double weight = fidelity == null ? 0 : fidelityWeight(generator, fidelity, patches);
      DivergenceGuard guard = new DivergenceGuard();
      if (own != null) {
        guard.restore(own.manifest().numbers());
      }
      return new OptimiseParts(
          slice.study(),
          slice.run(),
          spec,
          torch,
          network,
          generator,
          average,
          critic,
          fidelity,
          weight,
          patches,
          inputs,
          constants,
          guard,
          events,
          own == null ? 0 : own.manifest().step());
    }

    private Patches patches() {
      ImageSet images = desk.dataSets().get(spec.trainSet());
      inputs.put("train-set", images.digest());
      Patches patches =
          new Patches(
              images,
              Degradation.named(spec.degradation()),
              network.scale(),
              spec.patch(),
              spec.batch(),
              spec.seed(),
              cache);
      if (own == null) {
        patches.requireFit();
      }
      return patches;
    }

    private Trained generator() {
      Weights weights;
      if (own != null) {
        weights = load(own, GENERATOR, network.parameters());
      } else if (source != null) {
        weights = load(source, GENERATOR, network.parameters());
      } else if (spec.generator().start().equals("interpolating")) {
        weights = network.interpolatingStart(torch.manager(), seeds.generator());
      } else {
        weights = network.parameters().initialise(torch.manager(), seeds.generator());
      }
      Trained trained = new Trained("generator", weights, spec.optimiser(), torch);
      restoreOptimiser(trained);
      if (source != null) {
        inputs.put("start", source.manifest().id());
      }
      return trained;
    }

    private MovingAverage average(Weights weights) {
      NDManager manager = torch.manager();
      Weights values =
          own == null ? weights.copy(manager) : load(own, AVERAGE, network.parameters());
      return new MovingAverage(torch.kernels(), spec.emaDecay(), values);
    }

    private Critic critic(DiscriminatorSpec adversary) {
      Discriminator judge = Models.discriminator(adversary, torch.kernels(), precision);
      Weights weights =
          own == null
              ? first.of(
                  judge.parameters(),
                  adversary.initialisation(),
                  adversary.backbone(),
                  seeds.discriminator())
              : load(own, DISCRIMINATOR, judge.parameters());
      Critic critic = new Critic(adversary, judge, weights, seeds, torch);
      restoreOptimiser(critic.trained());
      return critic;
    }

    private Fidelity fidelity(MetricSpec metric) {
      Fidelity fidelity = new Fidelity(metric, seeds, torch, first, precision);
      inputs.put("fidelity-weights", fidelity.digest());
      return fidelity;
    }

    private double fidelityWeight(Trained generator, Fidelity fidelity, Patches patches) {
      Double weight = spec.fidelityWeight();
      if (weight == null && own != null) {
        weight = own.manifest().numbers().getOrDefault(FIDELITY_WEIGHT, Double.NaN);
      }
      if (weight == null) {
        weight = measured(generator, fidelity, patches);
      }
      constants.put(FIDELITY_WEIGHT, weight);
      return weight;
    }

    private double measured(Trained generator, Fidelity fidelity, Patches patches) {
      FairWeight fair =
          FairWeight.measure(spec, torch, network, generator.weights(), fidelity, patches);
      String metric = spec.fidelity() == null ? "" : spec.fidelity().id();
      events.add(
          new FairWeightMeasured(
              slice.study(),
              slice.run(),
              metric,
              spec.seed(),
              fair.pixelNorm(),
              fair.fidelityNorm(),
              fair.weight()));
      return fair.weight();
    }

    private void restoreOptimiser(Trained trained) {
      if (own != null) {
        trained.restoreOptimiser(own, torch.manager());
      }
    }

    private Weights load(StoredCheckpoint from, String file, ParameterTable table) {
      return Tensors.load(from, file, table, torch.manager());
    }
  }
}
