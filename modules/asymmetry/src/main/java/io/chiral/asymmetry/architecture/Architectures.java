package io.chiral.asymmetry.architecture;

import static io.chiral.asymmetry.architecture.Architecture.CONVOLUTIONAL;
import static io.chiral.asymmetry.architecture.Architecture.TRANSFORMER;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The discriminators that Chiral knows, fixed with the software: a table, since reports are made
 * where no network is at hand. The service's tests hold it equal to the networks.
 */
public final class Architectures {

  private static final String TABLE = "architectures.csv";
  private static final String IMAGENET = "ImageNet-1k, 1.3 million images with labels";

  /** Of the published weights that a backbone may begin with. */
  private static final Map<String, String> PRETRAINING =
      Map.of(
          "alexnet", IMAGENET,
          "convnext-t", IMAGENET,
          "resnet50", IMAGENET,
          "squeezenet", IMAGENET,
          "swin-t", IMAGENET,
          "vgg16", IMAGENET,
          "clip-vit-b16", "WebImageText, 400 million pairs of image and text",
          "clip-vit-b32", "WebImageText, 400 million pairs of image and text",
          "dinov2-b14", "LVD-142M, 142 million images without labels",
          "dinov2-s14", "LVD-142M, 142 million images without labels");

  private static final Map<String, Architecture> ALL = read();

  private Architectures() {}

  /** All, by id. */
  public static Collection<Architecture> all() {
    return ALL.values();
  }

  /** The architecture of a discriminator's backbone; null: it is not known. */
  public static @Nullable Architecture find(String backbone) {
    return ALL.get(backbone);
  }

  /** Whether it is known and convolutional. */
  public static boolean convolutional(String backbone) {
    return is(backbone, CONVOLUTIONAL);
  }

  /** Whether it is known and a Transformer. */
  public static boolean transformer(String backbone) {
    return is(backbone, TRANSFORMER);
  }

  private static boolean is(String backbone, String kind) {
    Architecture architecture = ALL.get(backbone);
    return architecture != null && architecture.kind().equals(kind);
  }

  private static Map<String, Architecture> read() {
    Map<String, Map<String, Long>> parameters = new TreeMap<>();
    Map<String, String> kinds = new TreeMap<>();
    for (String line : lines()) {
      String[] cells = line.split(",", -1);
      kinds.put(cells[0], cells[1]);
      parameters
          .computeIfAbsent(cells[0], id -> new TreeMap<>())
          .put(cells[2], Long.parseLong(cells[3]));
    }
    Map<String, Architecture> all = new TreeMap<>();
    kinds.forEach(
        (id, kind) ->
            all.put(
                id,
                new Architecture(
                    id, kind, PRETRAINING.get(id), Objects.requireNonNull(parameters.get(id)))));
    return all;
  }

  private static List<String> lines() {
    try (InputStream table =
            Objects.requireNonNull(Architectures.class.getResourceAsStream(TABLE), TABLE);
        BufferedReader reader = new BufferedReader(new InputStreamReader(table, UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the table of architectures can't be read", e);
    }
  }
}
