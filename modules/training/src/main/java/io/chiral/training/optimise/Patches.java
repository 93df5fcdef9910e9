package io.chiral.training.optimise;

import ai.djl.ndarray.NDManager;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.degradation.Degradation;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.sample.Orientation;
import io.chiral.imagery.sample.PairedImage;
import io.chiral.training.ImpossibleException;
import io.chiral.training.random.Draws;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Random patches of a set of photographs, each image, place and orientation equally likely; a
 * function of (seed, step, item) alone.
 *
 * @param images where they are cut from
 * @param degradation how low-resolution patches are made; of {@link Degradation#BICUBIC} they are
 *     cut from whole low-resolution images
 * @param scale high over low resolution
 * @param side of a patch in low-resolution pixels
 * @param batch patches a step
 * @param seed of the run
 * @param cache of decoded images
 */
record Patches(
    ImageSet images,
    Degradation degradation,
    int scale,
    int side,
    int batch,
    long seed,
    PairCache cache) {

  private static final int DRAWS_A_PATCH = 4;

  /** The stream of random numbers that pipelines use. */
  private static final long DEGRADING = 0xDE62ADEL;

  /** The patches of the step after {@code done} steps; any thread may draw. */
  List<PairedImage> drawn(int done) {
    return drawn(new Draws(seed, "patches"), done);
  }

  /** The batch that fair weights are measured on, the same for all runs of a seed. */
  Batch calibration(NDManager manager) {
    return Batch.of(manager, drawn(new Draws(seed, "calibration"), 0));
  }

  /**
   * @throws ImpossibleException when an image is smaller than a patch, or there is none
   */
  void requireFit() {
    if (images.entries().isEmpty()) {
      throw new ImpossibleException("data set %s has no images".formatted(images.id()));
    }
    for (ImageEntry entry : images.entries()) {
      PairedImage pair = cache.get(entry, scale);
      if (Math.min(pair.lr().width(), pair.lr().height()) < side) {
        throw new ImpossibleException(
            "%s of data set %s has %d×%d pixels; a patch of %d low-resolution pixels at ×%d needs"
                    .formatted(
                        entry.name(),
                        images.id(),
                        pair.hr().width(),
                        pair.hr().height(),
                        side,
                        scale)
                + " %1$d×%1$d: take a smaller patch or larger images".formatted(side * scale));
      }
    }
  }

  private List<PairedImage> drawn(Draws draws, int step) {
    IntStream items = IntStream.range(0, batch);
    // Pipelines take a hundred times as long as a crop; their random numbers don't mind the order.
    return (degradation == Degradation.BICUBIC ? items : items.parallel())
        .mapToObj(item -> patch(draws, (long) step * batch + item))
        .toList();
  }

  private PairedImage patch(Draws draws, long number) {
    long first = DRAWS_A_PATCH * number;
    List<ImageEntry> entries = images.entries();
    PairedImage pair = cache.get(entries.get(draws.below(entries.size(), first)), scale);
    int x = draws.below(pair.columns(side), first + 1);
    int y = draws.below(pair.rows(side), first + 2);
    Orientation orientation = Orientation.of(draws.below(Orientation.COUNT, first + 3));
    return degradation == Degradation.BICUBIC
        ? pair.patch(x, y, side, orientation)
        : pair.degradedPatch(
            x, y, side, orientation, degradation, new CounterRandom(seed, DEGRADING).part(number));
  }
}
