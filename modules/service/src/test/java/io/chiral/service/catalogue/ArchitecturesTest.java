package io.chiral.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.asymmetry.architecture.Architecture;
import io.chiral.asymmetry.architecture.Architectures;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.backbone.Backbone;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.SwinTransformer;
import io.chiral.networks.backbone.Tap;
import io.chiral.networks.backbone.VisionTransformer;
import io.chiral.networks.discriminator.PatchGan;
import io.chiral.networks.discriminator.UNetDiscriminator;
import io.chiral.networks.torch.Precision;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reports tell of discriminators is what the networks are. */
class ArchitecturesTest {

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0);

  @Test
  void everyDiscriminatorHasTheParametersThatReportsTell() {
    List<String> ids = new ArrayList<>(Backbones.ids());
    ids.addAll(List.of(PatchGan.ID, UNetDiscriminator.ID));
    assertThat(Architectures.all())
        .extracting(Architecture::id)
        .containsExactlyInAnyOrderElementsOf(ids);
    try (Torch torch = Torch.start(1)) {
      for (Architecture told : Architectures.all()) {
        Map<String, Long> counted = new HashMap<>();
        counted.put(Architecture.WHOLE, count(torch, "patch", told.id(), null));
        if (Backbones.ids().contains(told.id())) {
          assertThat(count(torch, "vanilla", told.id(), null))
              .as(told.id())
              .isEqualTo(counted.get(Architecture.WHOLE));
          Backbone whole =
              Backbones.of(told.id(), null, Pooling.MAXIMUM, torch.kernels(), Precision.FLOAT32);
          for (Tap tap : whole.taps()) {
            counted.put(tap.name(), count(torch, "patch", told.id(), tap.name()));
          }
        }
        assertThat(told.parameters()).as(told.id()).isEqualTo(counted);
      }
    }
  }

  @Test
  void transformersAreThoseWithAttention() {
    assertThat(Architectures.all().stream().filter(a -> a.kind().equals(Architecture.TRANSFORMER)))
        .extracting(Architecture::id)
        .containsExactlyInAnyOrder(
            SwinTransformer.ID,
            VisionTransformer.CLIP_B16,
            VisionTransformer.CLIP_B32,
            VisionTransformer.DINOV2_B14,
            VisionTransformer.DINOV2_S14);
  }

  private static long count(Torch torch, String level, String backbone, @Nullable String cut) {
    DiscriminatorSpec spec =
        new DiscriminatorSpec(level, backbone, cut, "random", "bce", 0.1, ADAM);
    return Models.discriminator(spec, torch.kernels(), Precision.FLOAT32).parameters().count();
  }
}
