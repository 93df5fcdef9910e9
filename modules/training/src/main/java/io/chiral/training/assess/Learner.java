package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.model.Tensors;
import io.chiral.training.optimiser.Adam;
import io.chiral.training.random.Draws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model that learns from opinions: its own weights, and the backbone unless that is frozen. With
 * a frozen backbone features are computed once and all that follows works on them; else every look
 * is computed anew, where it falls by chance.
 */
final class Learner implements Assessor {

  static final String FILE = "metric.safetensors";
  static final String SELECTED_FILE = "metric_selected.safetensors";

  private static final String BACKBONE = "backbone.";
  private static final String OPTIMISER_FILE = "optimiser_m.safetensors";
  private static final String UPDATES = "optimiser_m_updates";
  private static final int SCORED_AT_ONCE = 32;

  private final Torch torch;
  private final QualityModel model;
  private final AssessSpec spec;
  private final AssessorLoss loss;
  private final Views views;
  private final VectorTable firstFeatures;
  private final Map<String, String> protocol;
  private final Map<String, NDArray> learnt;
  private final Map<String, NDArray> changing;
  private final Weights first;
  private final Draws draws;
  private @Nullable Learning learning;
  private @Nullable Weights selected;

  /** The optimiser of one split and the owner of its moments. */
  private record Learning(NDManager manager, Adam adam) {}

  /**
   * @param model at its first values
   * @param firstFeatures computed so far at the first values, by item and view
   */
  Learner(
      Torch torch,
      QualityModel model,
      AssessSpec spec,
      VectorTable firstFeatures,
      Map<String, String> protocol) {
    this.torch = torch;
    this.model = model;
    this.spec = spec;
    this.firstFeatures = firstFeatures;
    this.protocol = Map.copyOf(protocol);
    loss = AssessorLoss.of(spec.learning().loss());
    views = new Views(spec.learning());
    draws = new Draws(spec.seed(), "looks");
    learnt = new LinkedHashMap<>(model.weights().trainable());
    changing = new LinkedHashMap<>(model.weights().asMap());
    if (spec.backboneFrozen()) {
      learnt.keySet().removeIf(name -> name.startsWith(BACKBONE));
    }
    changing.keySet().removeIf(name -> name.startsWith(BACKBONE) && !learnt.containsKey(name));
    first = copy();
    learnt.values().forEach(array -> array.setRequiresGradient(true));
  }

  private Weights copy() {
    return Weights.of(torch.manager().newSubManager(), changing).copy(torch.manager());
  }

  @Override
  public boolean prepare(List<BenchmarkItem> items, BooleanSupplier stopRequested) {
    if (!spec.backboneFrozen() && !model.fits()) {
      return true;
    }
    List<View> looks = spec.backboneFrozen() ? views.learnt() : List.of(View.CENTRE);
    try (QualityModel.Features features = model.features()) {
      for (BenchmarkItem item : items) {
        for (View view : looks) {
          String key = key(item, view);
          if (firstFeatures.has(key)) {
            continue;
          }
          if (stopRequested.getAsBoolean()) {
            return false;
          }
          float[] found = features.of(item, view);
          requireRoom(found.length, (long) items.size() * looks.size());
          firstFeatures.put(key, found);
        }
      }
    }
    return true;
  }

  /** What is computed once stays in Java's heap; more than half of it would end the worker. */
  private static void requireRoom(long floats, long looks) {
    long bytes = floats * looks * Float.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new ImpossibleException(
          "%d looks at images with %d features each would take %d MiB, more than half of the heap:"
                  .formatted(looks, floats, bytes >> 20)
              + " take fewer crops, no flips or fewer stages, or give the worker more");
    }
  }

  private static String key(BenchmarkItem item, View view) {
    return item.id() + " " + view;
  }

  @Override
  public void begin(List<BenchmarkItem> train) {
    changing.forEach((name, array) -> overwrite(array, first.get(name)));
    if (model.fits()) {
      List<float[]> features =
          train.stream().map(item -> firstFeatures.get(key(item, View.CENTRE))).toList();
      model.fitted(features).forEach(this::fit);
    }
    forget();
    fresh();
  }

  private void fit(String name, float[] values) {
    NDArray array = model.weights().get(name);
    try (NDArray found = torch.manager().create(values, array.getShape())) {
      overwrite(array, found);
    }
  }

  private void forget() {
    if (selected != null) {
      selected.close();
      selected = null;
    }
  }

  private Learning fresh() {
    if (learning != null) {
      learning.manager().close();
    }
    NDManager manager = torch.manager().newSubManager();
    learning = new Learning(manager, new Adam(torch.kernels(), spec.optimiser(), learnt, manager));
    return learning;
  }

  private void overwrite(NDArray array, NDArray value) {
    torch.kernels().call("overwrite").tensor(array).tensor(value).run(torch.manager());
  }

  @Override
  public void learn(List<BenchmarkItem> items, float[] targets, int step) {
    Learning now = learning == null ? fresh() : learning;
    try (NDManager scope = torch.manager().newSubManager()) {
      NDList gradients;
      try (GradientScope gradientScope = GradientScope.open(torch.kernels())) {
        NDArray scores = looks(items, step, scope);
        NDArray opinions = scope.create(targets, new Shape(targets.length)).duplicate();
        NDArray value = loss.of(torch.kernels(), scores, opinions);
        gradients = gradientScope.gradients(value, List.copyOf(learnt.values()));
      }
      now.adam().update(gradients, 1, -1);
      model.project(scope);
    }
  }

  /** Scores of a look at each item, drawn for this step. */
  private NDArray looks(List<BenchmarkItem> items, int step, NDManager scope) {
    long from = (long) step * items.size() * Views.DRAWS;
    if (!spec.backboneFrozen()) {
      List<View> drawn =
          IntStream.range(0, items.size())
              .mapToObj(i -> views.drawn(draws, from + (long) i * Views.DRAWS))
              .toList();
      return model.scores(items, drawn, scope);
    }
    List<View> known = views.learnt();
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      View view = known.get(draws.below(known.size(), from + (long) i * Views.DRAWS));
      rows.add(firstFeatures.get(key(items.get(i), view)));
    }
    try (NDArray packed = model.packed(rows, scope)) {
      return model.scores(packed.duplicate());
    }
  }

  @Override
  public double[] scores(List<BenchmarkItem> items) {
    double[] all = new double[items.size()];
    List<View> looks = views.scored();
    for (View view : looks) {
      for (int from = 0; from < all.length; from += SCORED_AT_ONCE) {
        int to = Math.min(from + SCORED_AT_ONCE, all.length);
        float[] some = scores(items.subList(from, to), view);
        for (int i = from; i < to; i++) {
          all[i] += some[i - from] / looks.size();
        }
      }
    }
    return all;
  }

  private float[] scores(List<BenchmarkItem> items, View view) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray scores =
          spec.backboneFrozen()
              ? model.scores(
                  model.packed(
                      items.stream().map(item -> firstFeatures.get(key(item, view))).toList(),
                      scope))
              : model.scores(items, items.stream().map(item -> view).toList(), scope);
      return scores.toFloatArray();
    }
  }

  @Override
  public void select() {
    forget();
    selected = copy();
  }

  @Override
  public double[] selectedScores(List<BenchmarkItem> items) {
    Weights chosen = selected;
    if (chosen == null) {
      return scores(items);
    }
    try (Weights last = copy()) {
      changing.forEach((name, array) -> overwrite(array, chosen.get(name)));
      double[] scores = scores(items);
      changing.forEach((name, array) -> overwrite(array, last.get(name)));
      return scores;
    }
  }

  @Override
  public Map<String, String> protocol() {
    return protocol;
  }

  @Override
  public void save(RunState state) {
    Learning now = learning == null ? fresh() : learning;
    state.parts().put(FILE, Tensors.part(changing));
    state.parts().put(OPTIMISER_FILE, Tensors.part(now.adam().moments()));
    state.numbers().put(UPDATES, (double) now.adam().updates());
    if (selected != null) {
      state.parts().put(SELECTED_FILE, Tensors.part(selected.asMap()));
    }
  }

  @Override
  public void saveWhole(RunState state) {
    Map<String, NDArray> whole = new LinkedHashMap<>(model.weights().asMap());
    if (selected != null) {
      whole.putAll(selected.asMap());
    }
    state.parts().put(TrainedJudges.FILE, Tensors.part(whole));
    TrainedJudges.describe(spec, state.structure());
  }

  @Override
  public void restore(StoredCheckpoint from) {
    try (Weights values = Tensors.read(from, FILE, torch.manager());
        Weights moments = Tensors.read(from, OPTIMISER_FILE, torch.manager())) {
      changing.forEach((name, array) -> overwrite(array, values.get(name)));
      Double updates = from.manifest().numbers().getOrDefault(UPDATES, 0.0);
      fresh().adam().restore(moments, updates.intValue());
    }
    if (from.has(SELECTED_FILE)) {
      try (Weights values = Tensors.read(from, SELECTED_FILE, torch.manager())) {
        selected = values.copy(torch.manager());
      }
    }
  }
}
