package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one study. Adding is idempotent and commutes: the same events in any order,
 * any number of times, make the same evidence. Not thread-safe.
 */
public final class Evidence {

  private final String study;
  private final Grid grid = new Grid();
  private final ImageScores images = new ImageScores();
  private final ItemScores items = new ItemScores();
  private final Once<String, RunEnded> ended = new Once<>("end of run");
  private final Once<String, FairWeightMeasured> weights = new Once<>("fair weight of run");
  private final Opinions opinions = new Opinions();
  private final Map<String, Curve> curves = new TreeMap<>();
  private final Map<String, Diagnosed> diagnosed = new TreeMap<>();
  private final Faults faults = new Faults();

  /** Nothing is known yet of that study. */
  public Evidence(String study) {
    this.study = study;
  }

  /** Takes one event in. */
  public void add(MetricEvent event) {
    if (event instanceof StudyExpanded expanded) {
      grid.add(expanded, faults);
    } else if (event instanceof ImagesScored scored) {
      images.add(scored, faults);
    } else if (event instanceof ItemsScored scored) {
      items.add(scored, faults);
    } else if (event instanceof RunEnded end) {
      ended.put(end.run(), end, faults);
    } else if (event instanceof FairWeightMeasured weight) {
      weights.put(weight.run(), weight, faults);
    } else if (event instanceof TrainingScalars scalars) {
      curves.computeIfAbsent(scalars.run(), run -> new Curve()).add(scalars, faults);
    } else if (event instanceof TrainingDiagnosed told) {
      diagnosed.computeIfAbsent(told.run(), run -> new Diagnosed()).add(told, faults);
    } else if (event instanceof OpinionRecorded opinion) {
      opinions.add(opinion, faults);
    }
    // TilesStored tells the report nothing.
  }

  /** Takes all in that another fold of the same study knows. */
  public void addAll(Evidence other) {
    other.events().forEach(this::add);
    faults.addAll(other.faults);
  }

  /** Events that make the same evidence, apart from its faults; in a fixed order. */
  public Stream<MetricEvent> events() {
    return Stream.of(
            grid.events().stream(),
            weights.all().stream(),
            images.events(study),
            items.events(study),
            curves.entrySet().stream()
                .flatMap(curve -> curve.getValue().events(study, curve.getKey())),
            diagnosed.entrySet().stream()
                .flatMap(run -> run.getValue().events(study, run.getKey()).stream()),
            ended.all().stream(),
            opinions.all().stream())
        .flatMap(events -> events);
  }

  public String study() {
    return study;
  }

  public Grid grid() {
    return grid;
  }

  public ImageScores images() {
    return images;
  }

  public ItemScores items() {
    return items;
  }

  public Faults faults() {
    return faults;
  }

  public Opinions opinions() {
    return opinions;
  }

  /** How the run ended; null while it has not. */
  public @Nullable RunEnded end(String run) {
    return ended.get(run);
  }

  /** All fair weights, by run id. */
  public Collection<FairWeightMeasured> fairWeights() {
    return weights.all();
  }

  /** The run's curves; empty ones where none came. */
  public Curve curve(String run) {
    return curves.getOrDefault(run, new Curve());
  }

  /** Why the run trained as it did; nothing where it has not told. */
  public Diagnosed diagnosed(String run) {
    return diagnosed.getOrDefault(run, new Diagnosed());
  }
}
