package io.chiral.service.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.imagery.texture.DeadLeaves;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.weights.Safetensors;
import io.chiral.training.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // set before each test
class UpscaleCommandTest {
  private final Image small = DeadLeaves.render(40, 28, 3).quantised();
  private Path folder;
  private Path in;

  @BeforeEach
  void write(@TempDir Path directory) throws IOException {
    folder = directory;
    in = Files.createDirectories(directory.resolve("in"));
    ImageFiles.writePng(small, in.resolve("a.png"));
    ImageFiles.writePng(small.crop(0, 0, 12, 20), in.resolve("b.png"));
  }

  @Test
  void enlargesAFolderByBicubic() throws IOException {
    Path out = folder.resolve("out");

    Terminal answer = Terminal.run("upscale", "--checkpoint", "bicubic", "--scale", 4, in, out);

    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(ImageFiles.read(out.resolve("a.png")))
        .isEqualTo(Bicubic.upscale(small, 4).quantised());
    assertThat(ImageFiles.read(out.resolve("b.png")).height()).isEqualTo(80);
  }

  @Test
  void readsANetworkWhoseConfigurationNobodyNames() throws IOException {
    Path weights = network(folder.resolve("net.safetensors"));
    Path out = folder.resolve("large.png");
    Path tiled = folder.resolve("tiled.png");

    Terminal answer = Terminal.run("upscale", "--checkpoint", weights, in.resolve("a.png"), out);
    Terminal inTiles =
        Terminal.run(
            "upscale",
            "--checkpoint",
            weights,
            "--tile",
            32,
            "--overlap",
            24,
            "--scale",
            2,
            in.resolve("a.png"),
            tiled);

    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(inTiles.status()).as(inTiles.err()).isZero();
    assertThat(ImageFiles.read(out).width()).isEqualTo(80);
    assertThat(ImageFiles.read(tiled)).isEqualTo(ImageFiles.read(out));
  }

  @Test
  void readsACheckpointsDirectory() throws IOException {
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
    network(checkpoint.resolve("generator.safetensors"));

    Terminal answer =
        Terminal.run(
            "upscale", "--checkpoint", checkpoint, in.resolve("b.png"), folder.resolve("b2.png"));

    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(ImageFiles.read(folder.resolve("b2.png")).width()).isEqualTo(24);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path weights = network(folder.resolve("net.safetensors"));
    Path a = in.resolve("a.png");
    Path out = folder.resolve("o.png");

    assertThat(Terminal.run("upscale", "--checkpoint", weights, "--scale", 4, a, out).err())
        .contains("upscales ×2, --scale is 4");
    assertThat(Terminal.run("upscale", "--checkpoint", "bicubic", a, out).err())
        .contains("--scale");
    assertThat(Terminal.run("upscale", "--checkpoint", a, a, out).err()).contains("a.png");
    assertThat(Terminal.run("upscale", "--checkpoint", "nothing", "--store", folder, a, out).err())
        .contains("neither file nor directory nor");
    assertThat(Terminal.run("upscale", "--checkpoint", in, a, out).err())
        .contains("holds no generator");
    assertThat(Terminal.run("upscale", "--checkpoint", "bicubic", "--scale", 2, in, in).err())
        .contains("would be overwritten");
    assertThat(Terminal.run("upscale", "--checkpoint", "bicubic", "--scale", 2, a, "o.jpg").err())
        .contains("only PNG");
    assertThat(
            Terminal.run("upscale", "--checkpoint", weights, "--tile", 8, "--overlap", 8, a, out)
                .err())
        .contains("--tile: 8 must be larger than --overlap, which is 8");
    assertThat(
            Terminal.run("upscale", "--checkpoint", weights, "--tile", 1, "--overlap", 0, a, out)
                .err())
        .contains("a tile of 1 is too small for an overlap of 0");
  }

  @ParameterizedTest
  @CsvSource({
    "--threads, -1, from 0 to 1024",
    "--overlap, -8, from 0 to 1048576",
    "--tile, -8, from 0 to 1048576",
    "--memory, -5, from 1 to 2147483647"
  })
  void refusesNumbersOutsideAnOptionsRange(String option, int number, String range) {
    Terminal answer =
        Terminal.run(
            "upscale",
            "--checkpoint",
            "bicubic",
            "--scale",
            2,
            option + "=" + number,
            in,
            folder.resolve("large"));

    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains(option + ": " + number, range).hasLineCount(1);
  }

  private static Path network(Path file) throws IOException {
    try (Torch torch = Torch.start(1)) {
      SwinIr network = SwinIr.of(SwinIrConfig.tiny(2), torch.kernels());
      Safetensors.write(file, network.parameters().initialise(torch.manager(), 7), Map.of());
    }
    return file;
  }
}
