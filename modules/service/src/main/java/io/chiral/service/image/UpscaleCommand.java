package io.chiral.service.image;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.service.cli.ChiralCommand;
import io.chiral.service.cli.UserException;
import io.chiral.training.upscale.Upscaler;
import io.chiral.training.upscale.Upscalers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chiral upscale}: larger images by a checkpoint, a published network or bicubic. */
@Command(
    name = "upscale",
    description = "Enlarge an image or a folder of images.",
    footer = {
      "",
      "Writes 8-bit RGB PNG files of the inputs' names; grey becomes RGB, 16 bits are read as such,",
      "alpha is dropped."
    })
public final class UpscaleCommand implements Callable<Integer> {

  /** Far beyond what fits in memory; sums of a few can't overflow. */
  private static final int MOST_PIXELS = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "ID|DIR|FILE|bicubic",
      description =
          "A checkpoint's id or directory; SwinIR weights as safetensors or .pth; or bicubic.")
  private String checkpoint;

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "Output side over input side; a network that has another is refused.")
  private @Nullable Integer scale;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where checkpoints' ids are looked up (default: the configured store).")
  private @Nullable String store;

  @Option(
      names = "--tile",
      paramLabel = "N",
      description =
          "Side of a tile in input pixels; 0: never tile (default: tiles where --memory asks for them).")
  private @Nullable Integer tile;

  @Option(
      names = "--overlap",
      defaultValue = "32",
      paramLabel = "N",
      description = "Of neighbouring tiles, with --tile (default: ${DEFAULT-VALUE}).")
  private int overlap;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description =
          "Native memory that an image may need before it is tiled (default: half of the machine's).")
  private @Nullable Integer memory;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads of the network; 0: all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Parameters(index = "0", paramLabel = "IN", description = "Image or folder.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "PNG file, or folder.")
  private Path out;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  UpscaleCommand() {}

  @Override
  public Integer call() {
    requireRanges();
    List<String> skipped = new ArrayList<>();
    List<Target> targets = Target.of(in, out, skipped);
    PrintWriter err = spec.commandLine().getErr();
    skipped.forEach(line -> err.println("chiral: skipped " + line));
    try (TorchOnDemand torch = new TorchOnDemand(threads)) {
      Upscaler upscaler = upscaler(torch);
      try (TileProgress progress = TileProgress.start(targets.size())) {
        targets.forEach(target -> upscale(upscaler, target, progress));
      }
    }
    spec.commandLine()
        .getOut()
        .printf("%d images upscaled to %s%n", targets.size(), out.toAbsolutePath().normalize());
    spec.commandLine().getOut().flush();
    return skipped.isEmpty() ? 0 : ChiralCommand.USER_ERROR;
  }

  private void requireRanges() {
    Range.require("--threads", threads, 0, Range.MOST_THREADS);
    Range.require("--overlap", overlap, 0, MOST_PIXELS);
    if (tile != null) {
      Range.require("--tile", tile, 0, MOST_PIXELS);
      if (tile > 0 && tile <= overlap) {
        throw new UserException(
            "--tile: %d must be larger than --overlap, which is %d".formatted(tile, overlap));
      }
    }
    if (memory != null) {
      Range.require("--memory", memory, 1, Integer.MAX_VALUE);
    }
  }

  private Upscaler upscaler(TorchOnDemand torch) {
    if (checkpoint.equals("bicubic")) {
      if (scale == null || scale < 1 || scale > 16) {
        throw new UserException("bicubic needs --scale, a whole number of 1 to 16");
      }
      return new Upscaler.Interpolation(scale);
    }
    Path file = new GeneratorFile(store).find(checkpoint);
    try {
      Upscalers.Opened network = Upscalers.open(file, torch.get());
      if (scale != null && network.generator().scale() != scale) {
        throw new UserException(
            "%s upscales ×%d, --scale is %d"
                .formatted(checkpoint, network.generator().scale(), scale));
      }
      return tiled(network);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }

  private Upscaler tiled(Upscalers.Opened network) {
    if (tile != null) {
      return tile == 0 ? network.within(Long.MAX_VALUE) : network.tiled(tile, overlap);
    }
    return network.within(memory == null ? Memory.half() : memory.longValue() << 20);
  }

  private static void upscale(Upscaler upscaler, Target target, TileProgress progress) {
    try {
      Image lr = ImageFiles.read(target.in());
      Memory.requireHeapFor(target.in(), lr, upscaler.scale());
      progress.next(target.in(), upscaler.tiles(lr));
      Image output = Objects.requireNonNull(upscaler.upscale(lr, progress::tileDone));
      Files.createDirectories(target.out().toAbsolutePath().getParent());
      ImageFiles.writePng(output, target.out());
    } catch (IOException e) {
      throw new UserException("%s: %s".formatted(target.in(), e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new UserException("%s: %s".formatted(target.in(), e.getMessage()), e);
    }
  }
}
