package io.chiral.networks.published;

import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.TensorFile;
import io.chiral.networks.weights.pickled.TorchFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of weights in any format that can be read, told apart by its first bytes. */
public final class WeightsFile {

  private WeightsFile() {}

  /**
   * Opens safetensors, or a state dict that PyTorch saved in either of its formats.
   *
   * @param wrapper as {@link TorchFile#open} has it; safetensors have none
   * @throws IOException if the file is none of these or not sound; says what is wrong
   */
  public static TensorFile open(Path file, @Nullable String wrapper) throws IOException {
    return TorchFile.isOne(file) ? TorchFile.open(file, wrapper) : Safetensors.open(file);
  }
}
