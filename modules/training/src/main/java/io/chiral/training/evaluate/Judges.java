package io.chiral.training.evaluate;

import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.metric.ColourSpace;
import io.chiral.imagery.metric.Fsim;
import io.chiral.imagery.metric.Gmsd;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.Niqe;
import io.chiral.imagery.metric.NiqeModel;
import io.chiral.imagery.metric.Psnr;
import io.chiral.imagery.metric.Ssim;
import io.chiral.imagery.metric.Vif;
import io.chiral.training.ImpossibleException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Judges by id. NIQE's model is fitted once a training set and block size and kept. One thread at a
 * time.
 */
final class Judges {

  private static final List<String> KNOWN =
      List.of("psnr-y", "psnr-rgb", "ssim-y", "ssim-rgb", "gmsd", "fsim", "fsimc", "vif", "niqe");

  /** The paper's block, and smaller ones for crops that hold too few of it. */
  private static final List<Integer> NIQE_BLOCKS = List.of(NiqeModel.PUBLISHED_BLOCK, 48, 32, 24);

  private final Map<String, NiqeModel> models = new HashMap<>();

  /**
   * The judges of an evaluation.
   *
   * @param border pixels shaved from each side before an image is judged
   * @param smallestSide of the images to be judged, before that
   * @param trainSet photographs that NIQE's model is fitted on
   * @throws ImpossibleException naming a judge that isn't at hand
   */
  List<Judge> of(List<String> ids, int border, int smallestSide, ImageSet trainSet) {
    return ids.stream().map(id -> judge(id, border, smallestSide, trainSet)).toList();
  }

  private Judge judge(String id, int border, int smallestSide, ImageSet trainSet) {
    return switch (id) {
      case "psnr-y" -> new Psnr(ColourSpace.Y, border);
      case "psnr-rgb" -> new Psnr(ColourSpace.RGB, border);
      case "ssim-y" -> new Ssim(ColourSpace.Y, border);
      case "ssim-rgb" -> new Ssim(ColourSpace.RGB, border);
      case "gmsd" -> new Gmsd(border);
      case "fsim" -> new Fsim(false, border);
      case "fsimc" -> new Fsim(true, border);
      case "vif" -> new Vif(border);
      case "niqe" -> new Niqe(model(smallestSide - 2 * border, trainSet), border);
      default ->
          throw new ImpossibleException(
              "judge \"%s\" is not available here; available: %s"
                  .formatted(id, String.join(", ", KNOWN)));
    };
  }

  private NiqeModel model(int side, ImageSet trainSet) {
    int block = block(side);
    return models.computeIfAbsent(
        trainSet.digest() + "/" + block,
        absent -> {
          Iterator<ImageEntry> entries = trainSet.entries().iterator();
          return NiqeModel.fit(() -> new Loading(entries), block, NiqeModel.PUBLISHED_SHARPNESS);
        });
  }

  /** The largest block of which an image holds two by two. */
  private static int block(int side) {
    return NIQE_BLOCKS.stream()
        .filter(block -> 2 * block <= side)
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleException(
                    "niqe needs images of at least %d pixels inside the border, got %d"
                        .formatted(2 * NIQE_BLOCKS.get(NIQE_BLOCKS.size() - 1), side)));
  }
}
