package io.chiral.networks.published;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weights that others published, as the catalogue's head explains: of exactly one of {@code
 * backbone}, {@code swinir} and {@code tensors} the table must be filled.
 *
 * @param id what specifications and commands call them
 * @param about for people
 * @param backbone id of a backbone
 * @param swinir a generator
 * @param tensors names and shapes, where they are no network of their own
 * @param licence as the publisher states it
 * @param megabytes size of the published file in MiB; null: not known
 * @param sha256 of the published file, or its first digits; null: not known
 * @param source the publisher's address
 * @param note how to get a readable file
 * @param wrapped key that holds the state dict
 * @param drop regular expressions of names that the network has not, such as its classifier's
 */
public record Entry(
    String id,
    String about,
    @Nullable String backbone,
    @Nullable SwinIrRelease swinir,
    @Nullable Map<String, long[]> tensors,
    String licence,
    @Nullable Double megabytes,
    @Nullable String sha256,
    String source,
    @Nullable String note,
    @Nullable String wrapped,
    List<String> drop) {

  /**
   * A released generator.
   *
   * @param config {@code classical}, {@code lightweight}, {@code real-m} or {@code real-l}
   * @param patch side of the training patch, which shapes the stored masks
   */
  public record SwinIrRelease(String config, int scale, int patch) {}

  public Entry {
    drop = Objects.requireNonNullElse(drop, List.of());
  }

  /** What is filled: a backbone's id, {@code swinir/classical/4}, or {@code heads}. */
  public String architecture() {
    if (backbone != null) {
      return backbone;
    }
    return swinir == null ? "heads" : "swinir/%s/%d".formatted(swinir.config(), swinir.scale());
  }

  /** Whether a file of this digest is the published one, as far as the catalogue knows. */
  public boolean matches(String digest) {
    return sha256 == null || digest.startsWith(sha256);
  }
}
