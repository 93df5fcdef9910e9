package io.chiral.service.weights;

import io.chiral.networks.published.Catalogue;
import io.chiral.networks.published.Entry;
import io.chiral.networks.published.WeightsFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue, and whether this machine has it.
 *
 * @param megabytes size of the published file in MiB; null: not known
 * @param sha256 of the installed file; null: not installed
 */
public record Listed(
    String id,
    String architecture,
    String about,
    String licence,
    @Nullable Double megabytes,
    boolean installed,
    @Nullable String sha256) {

  /** The whole catalogue, as a folder has it. */
  public static List<Listed> all(WeightsFolder folder) {
    return Catalogue.read().entries().stream().map(entry -> of(entry, folder)).toList();
  }

  private static Listed of(Entry entry, WeightsFolder folder) {
    boolean installed = folder.has(entry.id());
    return new Listed(
        entry.id(),
        entry.architecture(),
        entry.about(),
        entry.licence(),
        entry.megabytes(),
        installed,
        installed ? folder.digest(entry.id()) : null);
  }
}
