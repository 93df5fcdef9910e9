package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.training.ImpossibleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Images as assessors see them: (1, 3, h, w), reduced where the specification says so, as DISTS as
 * a metric does ({@code DISTS_pt.py}, 1267d8c), then the square of a view.
 */
final class Sight {

  /** An image and its reference, of which several squares may be looked at. */
  private static final int KEPT = 2;

  private final LearningSpec spec;
  private final TorchKernels kernels;
  private final Map<String, Image> last = new LinkedHashMap<>();

  Sight(LearningSpec spec, TorchKernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
  }

  LearningSpec spec() {
    return spec;
  }

  private Image image(ImageEntry entry) {
    Image known = last.remove(entry.sha256());
    Image image = known == null ? entry.load().toRgb() : known;
    last.put(entry.sha256(), image);
    if (last.size() > KEPT) {
      last.remove(last.keySet().iterator().next());
    }
    return image;
  }

  NDArray see(ImageEntry entry, View view, NDManager manager) {
    return see(image(entry), entry.name(), view, manager);
  }

  /**
   * @param name of the image, for people
   */
  NDArray see(Image image, String name, View view, NDManager manager) {
    try (NDManager passing = manager.newSubManager()) {
      NDArray whole =
          passing.create(image.toArray(), new Shape(1, 3, image.height(), image.width()));
      NDArray reduced = reduced(whole, passing);
      long height = reduced.getShape().get(2);
      long width = reduced.getShape().get(3);
      Integer crop = spec.crop();
      if (crop != null && Math.min(height, width) < crop) {
        throw new ImpossibleException(
            "%s has %d×%d pixels where it is cropped: a crop of %d is too large"
                .formatted(name, width, height, crop));
      }
      long high = crop == null ? height : crop;
      long wide = crop == null ? width : crop;
      // The copy is in PyTorch's own memory: a recorded graph may read it later.
      return kernels
          .call("looked_at")
          .tensor(reduced)
          .one(
              manager,
              View.place(view.down(), (int) (height - high)),
              View.place(view.across(), (int) (width - wide)),
              high,
              wide,
              view.mirrored() ? 1 : 0);
    }
  }

  private NDArray reduced(NDArray whole, NDManager manager) {
    long height = whole.getShape().get(2);
    long width = whole.getShape().get(3);
    long shorter = Math.min(height, width);
    int side = spec.shortSide();
    return side == 0 || shorter <= side
        ? whole
        // torchvision truncates the longer side.
        : kernels
            .call("resized")
            .tensor(whole)
            .one(manager, height * side / shorter, width * side / shorter);
  }

  /** Images of one size as one batch; null where sizes differ. */
  @Nullable NDArray batch(List<NDArray> images, NDManager manager) {
    Shape shape = images.get(0).getShape();
    boolean alike = images.stream().allMatch(image -> image.getShape().equals(shape));
    return alike ? kernels.call("joined").list(images).one(manager) : null;
  }

  String policy() {
    String reduction =
        spec.shortSide() == 0
            ? "none"
            : "shorter side reduced to %d by bilinear interpolation with antialiasing"
                .formatted(spec.shortSide());
    return spec.crop() == null
        ? reduction
        : reduction + "; mean over %1$d crops of %2$d×%2$d".formatted(spec.crops(), spec.crop());
  }
}
