package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.networks.generator.Generator;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunInMemory;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.optimiser.LearningRate;
import io.chiral.training.optimiser.MovingAverage;
import io.chiral.training.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Training of a generator with {@code pixel + fidelity + adversarial} in BasicSR's step order
 * ({@code basicsr/models/srgan_model.py}, 8d56e3a): the generator with the discriminator frozen,
 * then the discriminator on real and on detached generated images, then the moving average.
 *
 * <p>Logged losses are weighted as they enter the generator's loss, as BasicSR's are; {@code
 * skipped} counts the steps so far whose update was left out because something was not finite. The
 * norm's bound holds for both networks.
 */
final class OptimiseRun implements RunInMemory {

  private final OptimiseSpec spec;
  private final Torch torch;
  private final Generator network;
  private final Trained generator;
  private final @Nullable MovingAverage average;
  private final @Nullable Critic critic;
  private final @Nullable Fidelity fidelity;
  private final double fidelityWeight;
  private final Objective objective;
  private final LearningRate rate;
  private final Prefetch patches;
  private final Seeds seeds;
  private final SortedMap<String, String> inputs;
  private final SortedMap<String, Double> constants;
  private final DivergenceGuard guard;
  private final Curves curves;
  private final Diagnoser diagnoser;
  private final Curves diagnoses;
  private final List<MetricEvent> events = new ArrayList<>();
  private final double clipNorm;
  private int done;

  /** Everything native in {@code made} belongs to its {@code torch}, which this closes. */
  OptimiseRun(OptimiseParts made) {
    spec = made.spec();
    torch = made.torch();
    network = made.network();
    generator = made.generator();
    average = made.average();
    critic = made.critic();
    fidelity = made.fidelity();
    fidelityWeight = made.fidelityWeight();
    objective = new Objective(spec.pixelWeight(), fidelity, fidelityWeight, critic, torch);
    rate = new LearningRate(spec.schedule(), spec.steps());
    patches = new Prefetch(made.patches());
    seeds = new Seeds(spec.seed());
    inputs = made.inputs();
    constants = made.constants();
    guard = made.guard();
    curves = new Curves(made.study(), made.run(), TrainingScalars::new);
    diagnoser = new Diagnoser(objective, fidelity, critic, network.scale(), torch);
    diagnoses = new Curves(made.study(), made.run(), TrainingDiagnosed::new);
    events.addAll(made.events());
    clipNorm = spec.clipNorm() == null ? -1 : spec.clipNorm();
    done = made.done();
  }

  @Override
  public int step() {
    return done;
  }

  @Override
  public boolean advance(BooleanSupplier stopRequested) {
    long begin = System.nanoTime();
    Row row = new Row();
    boolean finite = train(row);
    done++;
    guard.step(done, finite);
    if (done % spec.logEvery() == 0 || done == spec.steps()) {
      row.put("skipped", guard.skipped());
      row.put("step_seconds", (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1));
      curves.add(done, row);
    }
    return true;
  }

  private boolean train(Row row) {
    try (NDManager scope = torch.manager().newSubManager()) {
      Batch batch = patches.at(scope, done);
      double factor = rate.factor(done);
      NDArray fake = trainGenerator(batch, factor, row);
      if (fake == null) {
        return false;
      }
      Row why = diagnosed(done + 1) ? diagnoser.of(fake, batch.hr(), done) : null;
      boolean finite =
          critic == null || critic.learn(batch.hr(), fake, done, factor, clipNorm, row);
      if (why != null) {
        diagnoses.add(done + 1, Diagnoser.withCritic(why, row));
      }
      if (average != null) {
        average.follow(generator.weights());
      }
      return finite;
    }
  }

  private boolean diagnosed(int step) {
    Integer every = spec.diagnoseEvery();
    return every != null && (step % every == 0 || step == spec.steps());
  }

  /** The output, without history; null when the update was skipped. */
  private @Nullable NDArray trainGenerator(Batch batch, double factor, Row row) {
    NDArray fake;
    NDList gradients;
    double total;
    try (GradientScope scope = GradientScope.open(torch.kernels())) {
      NDArray output = network.forward(generator.weights(), batch.lr(), true, seeds.dropPath(done));
      NDArray loss = objective.of(output, batch.hr(), done, row);
      total = row.put("l_g_total", loss);
      gradients = scope.gradients(loss, generator.weights().trainableList());
      fake = output.stopGradient();
    }
    row.put("learning_rate", spec.optimiser().learningRate() * factor);
    if (!Double.isFinite(total)) {
      return null;
    }
    double norm = row.put("gradient_norm", generator.update(gradients, factor, clipNorm));
    return Double.isFinite(norm) ? fake : null;
  }

  @Override
  public List<MetricEvent> takeEvents() {
    List<MetricEvent> taken = new ArrayList<>(events);
    events.clear();
    taken.addAll(curves.take());
    taken.addAll(diagnoses.take());
    return taken;
  }

  @Override
  public RunState state() {
    RunState state =
        new RunState(
            new TreeMap<>(), new TreeMap<>(inputs), new TreeMap<>(constants), new TreeMap<>());
    state.structure().put("generator", Models.structure(spec.generator()));
    generator.save(state);
    guard.save(state.numbers());
    if (average != null) {
      Weights values = average.average();
      state.parts().put(Trained.file("generator_ema"), Tensors.part(values.asMap()));
    }
    if (critic != null) {
      critic.save(state);
    }
    return state;
  }

  @Override
  public void close() {
    patches.close();
    torch.close();
  }
}
