package io.chiral.networks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.networks.backbone.Backbones;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void knowsEveryEntryOfTheCatalogue() {
    Catalogue catalogue = Catalogue.read();

    assertThat(catalogue.ids()).contains("vgg16", "lpips-alex", "dists", "swinir-real-l-x4");
    assertThat(catalogue.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.id()).matches("[a-z0-9][a-z0-9._-]{0,63}");
              assertThat(entry.source()).startsWith("https://");
              assertThat(entry.licence()).isNotBlank();
              assertThat(
                      Stream.of(entry.backbone(), entry.swinir(), entry.tensors())
                          .filter(Objects::nonNull))
                  .hasSize(1);
            });
    assertThat(catalogue.ids()).as("weights of every backbone").containsAll(Backbones.ids());
    assertThatThrownBy(() -> catalogue.entry("vgg17"))
        .hasMessageContaining("'vgg17'")
        .hasMessageContaining("vgg16, resnet50");
  }
}
