package io.chiral.imagery.metric;

import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The published preparation before any judge: clamp, round to 8 bits, shave borders. */
public final class Prepared {
  private Prepared() {}

  /**
   * The image as a judge sees it.
   *
   * @throws IllegalArgumentException if nothing is left inside the border
   */
  public static Image image(Image image, int border) {
    if (image.width() <= 2 * border || image.height() <= 2 * border) {
      throw new IllegalArgumentException(
          "%s has nothing left inside a border of %d".formatted(image, border));
    }
    return image.quantised().shave(border);
  }

  /**
   * The reference, which the judge needs.
   *
   * @throws IllegalArgumentException if there is none or it has another shape
   */
  public static Image reference(String judge, @Nullable Image reference, Image distorted) {
    if (reference == null) {
      throw new IllegalArgumentException(judge + " needs a reference, got none");
    }
    if (!reference.hasShapeOf(distorted)) {
      throw new IllegalArgumentException(
          "%s needs images of one shape, got %s and %s".formatted(judge, reference, distorted));
    }
    return reference;
  }

  /** Planes in 8-bit units: Y, or each of the channels. */
  static List<Plane> planes(Image prepared, ColourSpace colours) {
    if (colours == ColourSpace.Y) {
      return List.of(Luma.studio(prepared));
    }
    List<Plane> planes = new ArrayList<>();
    for (int c = 0; c < prepared.channels(); c++) {
      planes.add(prepared.plane(c, 255));
    }
    return planes;
  }
}
