package io.chiral.service.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a backbone costs, whole or cut after a tap: multiply-adds of a forward pass by their layers'
 * shapes, convolutions and matrix products only.
 *
 * @param perPixel multiply-adds an image pixel
 * @param perPixelAndToken of attention: as many again an image pixel for every token of the image
 * @param patch side of a token in pixels; 0: no attention over the whole image
 * @param parameters number of weights
 * @param pace measured
 */
record BackboneCost(
    double perPixel, double perPixelAndToken, int patch, long parameters, Pace pace) {

  /** Where VGG-16 can be cut but no metric compares. */
  private static final Set<String> VGG_INNER =
      Set.of(
          "relu1_1", "relu2_1", "relu3_1", "relu3_2", "relu4_1", "relu4_2", "relu5_1", "relu5_2");

  private static final Map<String, Layers> ALL = all();

  /** One network: what it has done after each tap. */
  private record Layers(Pace pace, Map<String, double[]> taps) {}

  /** Of a backbone's id; {@code cut}: name of the last layer that is kept, null: all. */
  static BackboneCost of(String id, @Nullable String cut) {
    if (VIT_PACES.containsKey(id)) {
      return transformer(id);
    }
    Layers layers = ALL.get(id);
    if (layers == null) {
      throw new IllegalArgumentException("no cost is known of backbone " + id);
    }
    double[] whole = {0, 0};
    for (double[] tap : layers.taps().values()) {
      whole = tap;
    }
    double[] kept = cut == null ? whole : layers.taps().getOrDefault(cut, whole);
    return new BackboneCost(kept[0], 0, 0, Math.round(kept[1]), layers.pace());
  }

  /** Of a backbone up to its {@code stage}-th tap, counted from 1; 0: the image alone. */
  static BackboneCost upTo(String id, int stage) {
    Layers layers = ALL.get(id);
    if (layers == null) {
      return of(id, null);
    }
    List<String> taps =
        layers.taps().keySet().stream().filter(tap -> !VGG_INNER.contains(tap)).toList();
    return stage == 0
        ? new BackboneCost(0, 0, 0, 0, layers.pace())
        : of(id, taps.get(Math.min(stage, taps.size()) - 1));
  }

  /** Of an image of that many pixels. */
  double multiplyAdds(double pixels) {
    double tokens = patch == 0 ? 0 : pixels / ((double) patch * patch);
    return pixels * (perPixel + perPixelAndToken * tokens);
  }

  private static final Map<String, Pace> VIT_PACES =
      Map.of(
          "clip-vit-b32", Pace.giga(32.3, 26.2),
          "clip-vit-b16", Pace.giga(46.2, 45.5),
          "dinov2-s14", Pace.giga(45.5, 42.6),
          "dinov2-b14", Pace.giga(59.0, 47.6));

  /** Twelve blocks of 12·D² weights; attention costs 2·D a block for every pair of tokens. */
  private static BackboneCost transformer(String id) {
    int width = id.equals("dinov2-s14") ? 384 : 768;
    int patch = id.equals("clip-vit-b32") ? 32 : id.equals("clip-vit-b16") ? 16 : 14;
    double area = (double) patch * patch;
    double blocks = 12.0 * 12 * width * width;
    return new BackboneCost(
        blocks / area + 3.0 * width,
        2.0 * 12 * width / area,
        patch,
        Math.round(blocks + 3 * area * width),
        VIT_PACES.getOrDefault(id, Pace.giga(40, 40)));
  }

  private static Map<String, Layers> all() {
    Map<String, Layers> all = new LinkedHashMap<>();
    all.put(
        "vgg16",
        layers(Pace.giga(76.7, 71.8))
            .tap("relu1_1", 1728, 1792)
            .tap("relu1_2", 38592, 38720)
            .tap("relu2_1", 57024, 112576)
            .tap("relu2_2", 93888, 260160)
            .tap("relu3_1", 112320, 555328)
            .tap("relu3_2", 149184, 1145408)
            .tap("relu3_3", 186048, 1735488)
            .tap("relu4_1", 204480, 2915648)
            .tap("relu4_2", 241344, 5275456)
            .tap("relu4_3", 278208, 7635264)
            .tap("relu5_1", 287424, 9995072)
            .tap("relu5_2", 296640, 12354880)
            .tap("relu5_3", 305856, 14714688)
            .done());
    all.put(
        "resnet50",
        layers(Pace.giga(37.8, 35.9))
            .tap("stem", 2352, 9536)
            .tap("layer1", 15664, 225344)
            .tap("layer2", 36144, 1444928)
            .tap("layer3", 65328, 8543296)
            .tap("layer4", 81456, 23508032)
            .done());
    all.put(
        "convnext-t",
        layers(Pace.giga(51.2, 26.3))
            .tap("stage1", 14994, 250_000)
            .tap("stage2", 30411, 1_300_000)
            .tap("stage3", 73697, 13_300_000)
            .tap("stage4", 88783, 27_818_592)
            .done());
    all.put(
        "swin-t",
        layers(Pace.giga(41.6, 33.3))
            .tap("stage1", 15288, 250_000)
            .tap("stage2", 30852, 1_300_000)
            .tap("stage3", 74358, 13_200_000)
            .tap("stage4", 89481, 27_519_354)
            .done());
    all.put(
        "alexnet",
        layers(Pace.giga(38.6, 25.3))
            .tap("relu1", 1452, 23_296)
            .tap("relu2", 6252, 330_688)
            .tap("relu3", 8844, 994_624)
            .tap("relu4", 12300, 1_879_616)
            .tap("relu5", 14604, 2_469_696)
            .done());
    all.put(
        "squeezenet",
        layers(Pace.giga(11.0, 16.2))
            .tap("slice1", 432, 1_792)
            .tap("slice2", 1904, 26_000)
            .tap("slice3", 3376, 121_000)
            .tap("slice4", 3784, 226_000)
            .tap("slice5", 4216, 337_000)
            .tap("slice6", 4952, 526_000)
            .tap("slice7", 5720, 722_496)
            .done());
    all.put("patchgan", layers(Pace.giga(82, 57.9)).tap("head", 50048, 2_765_633).done());
    all.put("unet", layers(Pace.giga(72, 66.9)).tap("head", 395_520, 4_376_897).done());
    return all;
  }

  private static Taps layers(Pace pace) {
    return new Taps(pace, new LinkedHashMap<>());
  }

  /** Builds {@link Layers}. */
  private record Taps(Pace pace, Map<String, double[]> taps) {
    Taps tap(String name, double perPixel, long parameters) {
      taps.put(name, new double[] {perPixel, parameters});
      return this;
    }

    Layers done() {
      return new Layers(pace, taps);
    }
  }
}
