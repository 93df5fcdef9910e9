package io.chiral.networks.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.ElementType;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.StoredTensor;
import io.chiral.networks.weights.TensorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTableTest {

  @SuppressWarnings("NullAway.Init") // JUnit fills it in
  @TempDir
  Path folder;

  @Test
  void readsTheNamesOfTimmAndOfOpenAiForClip() throws IOException {
    ParameterTable table =
        table(
            Map.of(
                "class_embedding", shape(4),
                "positional_embedding", shape(3, 4),
                "proj", shape(4, 2),
                "transformer.resblocks.0.attn.in_proj_weight", shape(12, 4),
                "transformer.resblocks.0.ln_1.bias", shape(4)));
    TensorFile timm =
        file(
            Map.of(
                "cls_token", shape(1, 1, 4),
                "pos_embed", shape(1, 3, 4),
                "head.weight", shape(2, 4),
                "head.bias", shape(2),
                "blocks.0.attn.qkv.weight", shape(12, 4),
                "blocks.0.norm1.bias", shape(4)));
    TensorFile whole =
        file(
            Map.of(
                "visual.class_embedding", shape(4),
                "visual.positional_embedding", shape(3, 4),
                "visual.proj", shape(4, 2),
                "visual.transformer.resblocks.0.attn.in_proj_weight", shape(12, 4),
                "visual.transformer.resblocks.0.ln_1.bias", shape(4),
                "transformer.resblocks.0.ln_1.bias", shape(8),
                "logit_scale", shape()));
    KeyTable keys = new KeyTable(Catalogue.read().entry("clip-vit-b32"));

    List<StoredTensor> fromTimm = keys.apply(timm, table);
    assertThat(fromTimm).hasSize(5);
    assertThat(keys.apply(whole, table)).hasSize(5);
    StoredTensor projection = named(fromTimm, "proj");
    assertThat(projection.shape()).isEqualTo(shape(4, 2));
    ByteBuffer transposed = projection.elements().read();
    assertThat(new float[] {transposed.getFloat(), transposed.getFloat()}).containsExactly(0, 4);
  }

  @Test
  void fillsWhatOlderFilesLackAndLeavesClassifiersOut() throws IOException {
    ParameterTable table =
        table(Map.of("bn1.weight", shape(2), "bn1.num_batches_tracked", shape()));
    TensorFile file = file(Map.of("module.bn1.weight", shape(2), "module.fc.weight", shape(9, 2)));

    List<StoredTensor> read = new KeyTable(Catalogue.read().entry("resnet50")).apply(file, table);

    assertThat(named(read, "bn1.num_batches_tracked").type()).isEqualTo(ElementType.I64);
  }

  @Test
  void showsTheFirstTenDifferences() throws IOException {
    ParameterTable table = table(Map.of("alpha", shape(1, 5, 1, 1), "beta", shape(1, 5, 1, 1)));
    TensorFile file = file(Map.of("alpha", shape(5), "gamma", shape(5)));

    assertThatThrownBy(() -> new KeyTable(Catalogue.read().entry("dists")).apply(file, table))
        .hasMessage(
            "3 tensors are not as published: alpha has shape (5), expected (1, 5, 1, 1);"
                + " beta (1, 5, 1, 1) is missing; gamma is unknown");
  }

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
                      java.util.stream.Stream.of(entry.backbone(), entry.swinir(), entry.tensors())
                          .filter(java.util.Objects::nonNull))
                  .hasSize(1);
            });
    assertThatThrownBy(() -> catalogue.entry("vgg17"))
        .hasMessageContaining("'vgg17'")
        .hasMessageContaining("vgg16, resnet50");
  }

  private static StoredTensor named(List<StoredTensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElseThrow();
  }

  private static Shape shape(long... sides) {
    return new Shape(sides);
  }

  private static ParameterTable table(Map<String, Shape> shapes) {
    List<ParameterSpec> specs = new ArrayList<>();
    shapes.forEach(
        (name, shape) ->
            specs.add(
                new ParameterSpec(
                    name, shape, Initialisation.constant(0), name.endsWith("tracked"))));
    return ParameterTable.of(specs);
  }

  /** Tensors of float32, counting from 0. */
  private TensorFile file(Map<String, Shape> shapes) throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    shapes.forEach(
        (name, shape) ->
            tensors.add(new StoredTensor(name, ElementType.F32, shape, () -> ramp(shape.size()))));
    Path path = Files.createTempFile(folder, "made", ".safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      Safetensors.write(out, tensors, Map.of());
    }
    return WeightsFile.open(path, null);
  }

  private static ByteBuffer ramp(long count) {
    ByteBuffer bytes = ByteBuffer.allocate((int) (4 * count)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(i);
    }
    return bytes.flip();
  }
}
