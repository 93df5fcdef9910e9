package io.chiral.service.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.chiral.messages.Codec;
import io.chiral.messages.CommandReader;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Digests;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.StartStudy;
import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study that comes with the program. Its file is the body of a StartStudy command in which {@code
 * PHOTOGRAPHS} stands for the data set.
 *
 * @param name file name under {@code presets/} without its ending
 * @param command the command
 */
public record Preset(String name, StartStudy command) {
  /** All there are. */
  public static final List<String> NAMES = List.of("smoke", "demo", "paper");

  /** The photographs that come with the program. */
  public static final String SHIPPED = "cc0-photographs";

  private static final String PLACEHOLDER = "PHOTOGRAPHS";

  /**
   * Reads a preset.
   *
   * @param photographs data set whose {@code /train} and {@code /test} parts are used
   * @param judges that evaluations are judged by beside the preset's own
   * @param codec for identity: the study's id follows from name and content, so that the same
   *     preset started again is the same study
   */
  public static Preset of(String name, String photographs, List<String> judges, Codec codec) {
    String text = text(name).replace(PLACEHOLDER, photographs);
    byte[] body = judges.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : with(judges, text);
    CommandReading reading =
        new CommandReader(codec).read(MessageType.START_STUDY.typeName(), body);
    if (reading instanceof CommandReading.Refused refused) {
      throw new IllegalStateException("preset %s: %s".formatted(name, refused.message()));
    }
    CommandReading.Accepted accepted = (CommandReading.Accepted) reading;
    StartStudy read = (StartStudy) accepted.command();
    String id = name + "-" + accepted.digest().substring(0, 8);
    return new Preset(name, new StartStudy(id, read.spec()));
  }

  private static byte[] with(List<String> judges, String text) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      JsonNode tree = mapper.readTree(text);
      judges.forEach(((ArrayNode) tree.at("/spec/evaluation/judges"))::add);
      return mapper.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Id of its study. */
  public String id() {
    return Objects.requireNonNull(command.study());
  }

  /** Equal for equal presets: the same command again starts nothing twice. */
  String commandId(Codec codec) {
    return "demo-" + Digests.sha256Hex(codec.write(command)).substring(0, 32);
  }

  private static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new UserException(
          "there is no preset '%s'; known are %s".formatted(name, String.join(", ", NAMES)));
    }
    try (@Nullable InputStream in =
        Preset.class.getResourceAsStream("/presets/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("preset %s is not packaged".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
