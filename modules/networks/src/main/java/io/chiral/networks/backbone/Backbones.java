package io.chiral.networks.backbone;

import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All backbones, by id. */
public final class Backbones {

  private static final Map<String, Factory> ALL = all();

  private Backbones() {}

  private static Map<String, Factory> all() {
    Map<String, Factory> all = new TreeMap<>();
    all.put(AlexNet.ID, AlexNet::of);
    all.put(ConvNextTiny.ID, ConvNextTiny::of);
    all.put(ResNet50.ID, ResNet50::of);
    all.put(SqueezeNet.ID, SqueezeNet::of);
    all.put(SwinTransformer.ID, SwinTransformer::of);
    all.put(Vgg16.ID, Vgg16::of);
    for (String id : VitConfig.IDS) {
      all.put(id, (cut, pooling, kernels, type) -> VisionTransformer.of(id, cut, kernels, type));
    }
    return Collections.unmodifiableMap(all);
  }

  /** What {@link #of} knows, sorted. */
  public static List<String> ids() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The backbone of that id.
   *
   * @param cut name of the tap after which it ends, so that it has no parameters beyond; null:
   *     whole
   * @param pooling what stands in place of its maximum pooling where the literature replaces it
   *     (VGG-16 in DISTS); others ignore it
   * @throws IllegalArgumentException if there is no such backbone or tap; lists what there is
   */
  public static Backbone of(
      String id, @Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision) {
    Factory factory = ALL.get(id);
    if (factory == null) {
      throw new IllegalArgumentException(
          "backbone is one of %s, got \"%s\"".formatted(String.join(", ", ids()), id));
    }
    return factory.of(cut, pooling, kernels, precision);
  }

  @FunctionalInterface
  private interface Factory {
    Backbone of(@Nullable String cut, Pooling pooling, TorchKernels kernels, Precision precision);
  }
}
