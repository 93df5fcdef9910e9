package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.KeyTable;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedNamesTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  /** {@code tools/golden_backbones_vit.py} stores timm's names and shapes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"clip-vit-b32", "clip-vit-b16", "dinov2-s14", "dinov2-b14", "swin-t", "vgg16"})
  void officialAndTimmsNamesAreAccepted(String id) {
    ParameterTable table =
        Backbones.of(id, null, Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32).parameters();
    String theirs = PublishedNames.of(id).isEmpty() ? id : id + ".timm";

    for (String keys : List.of(id, theirs)) {
      Weights official =
          KeyTable.official(table, PublishedNames.of(id), empty(Golden.lines(keys + ".keys")));
      assertThat(official.names()).containsExactlyElementsOf(table.names());
      official.close();
    }
  }

  @Test
  void valuesGoWhereTheyBelong() {
    VitConfig config = new VitConfig("tiny", VitFamily.CLIP, 4, 1, 2, 2, 1, 3, List.of(1));
    ParameterTable table = VitTable.of(config, 1, true);
    Weights official = Golden.filled(table, 1, TORCH.manager());
    Map<String, NDArray> timm = new LinkedHashMap<>();
    official
        .asMap()
        .forEach(
            (name, array) ->
                timm.put(
                    name.replace("ln_pre", "norm_pre")
                        .replace("ln_post", "norm")
                        .replace("transformer.resblocks", "blocks")
                        .replace("in_proj_", "qkv.")
                        .replace("out_proj", "proj")
                        .replace("ln_", "norm")
                        .replace("c_fc", "fc1")
                        .replace("c_proj", "fc2")
                        .replace("conv1", "patch_embed.proj"),
                    array.duplicate()));
    timm.put("cls_token", timm.remove("class_embedding").reshape(1, 1, 4));
    timm.put("pos_embed", timm.remove("positional_embedding").reshape(1, 2, 4));
    timm.put("head.weight", timm.remove("proj").transpose());
    timm.put("head.bias", TORCH.manager().zeros(new Shape(3)));

    Weights converted = official(table, timm);

    official.asMap().forEach((name, array) -> assertSame(converted.get(name), array, name));
  }

  @Test
  void oldResNetsCountedNoBatches() {
    ParameterTable table =
        Backbones.of("resnet50", null, Pooling.MAXIMUM, TORCH.kernels(), Precision.FLOAT32)
            .parameters();
    Map<String, NDArray> uncounted = new LinkedHashMap<>();
    table.forEach(
        spec -> {
          if (!spec.name().endsWith("num_batches_tracked")) {
            uncounted.put(spec.name(), TORCH.manager().zeros(spec.shape()));
          }
        });

    Weights converted =
        KeyTable.official(
            table, PublishedNames.of("resnet50"), Weights.of(TORCH.manager(), uncounted));

    assertThat(converted.get("bn1.num_batches_tracked").getLong()).isZero();
  }

  @Test
  void theImageTowerIsToldFromTheTextTower() {
    VitConfig config = new VitConfig("tiny", VitFamily.CLIP, 4, 2, 2, 2, 1, 3, List.of(1, 2));
    ParameterTable table = VitTable.of(config, 2, true);
    Weights official = Golden.filled(table, 1, TORCH.manager());
    Map<String, NDArray> whole = new LinkedHashMap<>();
    official
        .asMap()
        .forEach(
            (name, array) -> {
              whole.put("visual." + name, array.duplicate());
              if (name.startsWith("transformer.")) {
                whole.put(name, TORCH.manager().zeros(new Shape(1)));
              }
            });
    whole.put("positional_embedding", TORCH.manager().zeros(new Shape(1)));
    whole.put("logit_scale", TORCH.manager().zeros(new Shape()));

    Weights converted = official(table, whole);

    official.asMap().forEach((name, array) -> assertSame(converted.get(name), array, name));
  }

  @Test
  void differencesAreNamed() {
    VitConfig config = new VitConfig("tiny", VitFamily.DINOV2, 4, 1, 2, 2, 1, 0, List.of(1));
    ParameterTable table = VitTable.of(config, 1, true);
    Map<String, NDArray> theirs =
        new LinkedHashMap<>(Golden.filled(table, 1, TORCH.manager()).asMap());
    theirs.remove("mask_token");
    theirs.remove("norm.bias");
    theirs.put("reg_token", TORCH.manager().zeros(new Shape(1, 4, 4)));

    assertThatThrownBy(
            () ->
                KeyTable.official(
                    table,
                    PublishedNames.of(VisionTransformer.DINOV2_S14),
                    Weights.of(TORCH.manager(), theirs)))
        .hasMessageContaining("2 tensors")
        .hasMessageContaining("norm.bias (4) is missing")
        .hasMessageContaining("reg_token is unknown");
  }

  private static Weights official(ParameterTable table, Map<String, NDArray> arrays) {
    return KeyTable.official(
        table, PublishedNames.of(VisionTransformer.CLIP_B32), Weights.of(TORCH.manager(), arrays));
  }

  private static void assertSame(NDArray actual, NDArray expected, String name) {
    assertThat(actual.getShape()).as(name).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray()).as(name).isEqualTo(expected.toFloatArray());
  }

  /** Arrays of the shapes, values left as they are. */
  private static Weights empty(List<String> keys) {
    NDManager manager = TORCH.manager().newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (String line : keys) {
      String[] parts = line.split(" ", 2);
      long[] shape =
          Arrays.stream(parts[1].replaceAll("[\\[\\] ]", "").split(",", -1))
              .mapToLong(Long::parseLong)
              .toArray();
      arrays.put(parts[0], manager.create(new Shape(shape)));
    }
    return Weights.of(manager, arrays);
  }
}
