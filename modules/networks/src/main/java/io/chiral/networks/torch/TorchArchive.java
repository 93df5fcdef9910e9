package io.chiral.networks.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive made in memory: an uncompressed zip with the pickle of one empty module,
 * the module's class in TorchScript, an empty table of constants and the format's version.
 */
final class TorchArchive {

  /** The class as the serialised form wants it; functions of the sources become its methods. */
  private static final String CLASS_HEAD =
      """
      class Kernels(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        _is_full_backward_hook : Optional[bool]
      """;

  /** Pickle, protocol 2: a Kernels object with training = True, _is_full_backward_hook = None. */
  private static final String MODULE =
      "\u0080\u0002c__torch__\nKernels\nq\0)\u0081}("
          + "X\u0008\0\0\0trainingq\u0001\u0088"
          + "X\u0016\0\0\0_is_full_backward_hookq\u0002Nubq\u0003.";

  /** Pickle, protocol 2: an empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  private TorchArchive() {}

  /**
   * @param sources TorchScript files whose top-level functions take {@code self} first
   */
  static byte[] of(List<String> sources) {
    StringBuilder code = new StringBuilder(CLASS_HEAD);
    for (String source : sources) {
      source.lines().forEach(l -> code.append(l.isBlank() ? "" : "  ").append(l).append('\n'));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "kernels/data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "kernels/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
      store(zip, "kernels/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
      store(zip, "kernels/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("a zip could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** PyTorch's reader takes stored entries only, and those need size and checksum beforehand. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
