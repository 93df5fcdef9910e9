package io.chiral.training.evaluate;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.sample.PairedImage;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ImagesScored.Score;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.work.Slice;
import io.chiral.training.RunInMemory;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.upscale.Upscaler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Scores of an upscaler on test photographs, one image a step. Each image's scores are one part of
 * the run's {@link ImagesScored}. The reference is mod-cropped to the scale; the low-resolution
 * image is the one stored with the set or else its MATLAB bicubic reduction, the output is clamped,
 * both are rounded to 8 bits.
 */
final class EvaluateRun implements RunInMemory {

  private final Slice slice;
  private final EvaluateSpec spec;
  private final Torch torch;
  private final List<ImageEntry> images;
  private final Upscaler upscaler;
  private final List<Judge> judges;
  private final Tiles tiles;
  private final SortedMap<String, String> inputs;
  private final Map<String, String> protocol = new LinkedHashMap<>();
  private final List<MetricEvent> events = new ArrayList<>();
  private int done;

  /**
   * @param torch owner of the upscaler's values, closed with this
   * @param note how outputs are made, behind every judge's protocol
   * @param done images already scored
   */
  EvaluateRun(
      Slice slice,
      EvaluateSpec spec,
      Torch torch,
      List<ImageEntry> images,
      Upscaler upscaler,
      List<Judge> judges,
      String note,
      Tiles tiles,
      SortedMap<String, String> inputs,
      int done) {
    this.slice = slice;
    this.spec = spec;
    this.torch = torch;
    this.images = images;
    this.upscaler = upscaler;
    this.judges = judges;
    this.tiles = tiles;
    this.inputs = inputs;
    this.done = done;
    judges.forEach(judge -> protocol.put(judge.id(), judge.protocol() + note));
  }

  @Override
  public int step() {
    return done;
  }

  @Override
  public boolean advance(BooleanSupplier stopRequested) {
    ImageEntry entry = images.get(done);
    PairedImage pair = PairedImage.of(entry, spec.scale());
    Image hr = pair.hr();
    Image lr = pair.lr();
    Image made = upscaler.upscale(lr, () -> !stopRequested.getAsBoolean());
    if (made == null) {
      return false;
    }
    Image output = made.quantised();
    List<Score> scores =
        judges.stream().map(judge -> score(entry.name(), judge, hr, output)).toList();
    events.add(
        new ImagesScored(
            slice.study(), slice.run(), slice.cell(), done, images.size(), scores, protocol));
    if (done < spec.tiles()) {
      events.add(
          new TilesStored(
              slice.study(), slice.run(), slice.cell(), tiles.store(entry.name(), lr, hr, output)));
    }
    done++;
    return true;
  }

  private static Score score(String image, Judge judge, Image hr, Image output) {
    double value = judge.score(judge.needsReference() ? hr : null, output);
    return new Score(image, judge.id(), Double.isFinite(value) ? value : null);
  }

  @Override
  public List<MetricEvent> takeEvents() {
    List<MetricEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** Nothing but the place: what was scored is published already. */
  @Override
  public RunState state() {
    return new RunState(new TreeMap<>(), new TreeMap<>(inputs), new TreeMap<>(), new TreeMap<>());
  }

  @Override
  public void close() {
    torch.close();
  }
}
