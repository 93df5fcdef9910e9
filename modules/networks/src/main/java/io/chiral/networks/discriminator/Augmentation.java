package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.CounterRandom;

/**
 * What discriminators see in place of images: differentiable augmentation (Zhao et al. 2020, <a
 * href="https://arxiv.org/abs/2006.10738">arXiv 2006.10738</a>, {@code DiffAugment_pytorch.py} of
 * github.com/mit-han-lab/data-efficient-gans at 0b63395), carried over from images in [−1, 1] to
 * ours in [0, 1]: brightness moves half as far, and what is cut out or comes into sight is grey.
 */
public enum Augmentation {
  /**
   * Brightness ±0.25, then saturation by a factor in [0, 2), then contrast by one in [0.5, 1.5).
   */
  COLOUR("color", "augmented_colour") {
    @Override
    void draw(CounterRandom random, long first, int height, int width, double[] how, int at) {
      how[at] = 0.5 * (random.uniform(first) - 0.5);
      how[at + 1] = 2 * random.uniform(first + 1);
      how[at + 2] = 0.5 + random.uniform(first + 2);
    }

    @Override
    int numbers() {
      return 3;
    }
  },
  /** Up to an eighth of the sides in both directions. */
  TRANSLATION("translation", "augmented_translation") {
    @Override
    void draw(CounterRandom random, long first, int height, int width, double[] how, int at) {
      how[at] = shift(random.uniform(first), height);
      how[at + 1] = shift(random.uniform(first + 1), width);
    }

    private static int shift(double uniform, int side) {
      int largest = (int) (0.125 * side + 0.5);
      return (int) (uniform * (2 * largest + 1)) - largest;
    }

    @Override
    int numbers() {
      return 2;
    }
  },
  /** A rectangle of half the sides, its centre anywhere, what lies outside left out. */
  CUTOUT("cutout", "augmented_cutout") {
    @Override
    void draw(CounterRandom random, long first, int height, int width, double[] how, int at) {
      edges(random.uniform(first), height, how, at);
      edges(random.uniform(first + 1), width, how, at + 2);
    }

    private static void edges(double uniform, int side, double[] how, int at) {
      int size = (int) (0.5 * side + 0.5);
      int begin = (int) (uniform * (side + 1 - size % 2)) - size / 2;
      how[at] = begin;
      how[at + 1] = begin + size;
    }

    @Override
    int numbers() {
      return 4;
    }
  };

  private static final int DRAWS_AN_IMAGE = 4;

  private final String label;
  private final String kernel;

  Augmentation(String label, String kernel) {
    this.label = label;
    this.kernel = kernel;
  }

  /** As in the published code and in specifications. */
  public String label() {
    return label;
  }

  /**
   * The images augmented, each by draws of its own; a function of (images, seed), differentiable by
   * the images.
   *
   * @param images (B, 3, H, W), RGB in [0, 1]
   */
  public NDArray of(TorchKernels kernels, NDArray images, long seed) {
    Shape shape = images.getShape();
    int batch = (int) shape.get(0);
    CounterRandom random = CounterRandom.of(seed, label);
    double[] how = new double[batch * numbers()];
    for (int i = 0; i < batch; i++) {
      long first = (long) DRAWS_AN_IMAGE * i;
      draw(random, first, (int) shape.get(2), (int) shape.get(3), how, i * numbers());
    }
    return by(kernels, images, how);
  }

  /** Augments by given numbers, those of an image after those of the one before. */
  NDArray by(TorchKernels kernels, NDArray images, double... how) {
    Shape table = new Shape(images.getShape().get(0), numbers());
    try (NDArray numbers = images.getManager().create(how, table)) {
      return kernels.call(kernel).tensor(images).tensor(numbers).one(images.getManager());
    }
  }

  /** How many the kernel takes for an image. */
  abstract int numbers();

  /** Writes an image's numbers to {@code how} from {@code at} on. */
  abstract void draw(CounterRandom random, long first, int height, int width, double[] how, int at);
}
