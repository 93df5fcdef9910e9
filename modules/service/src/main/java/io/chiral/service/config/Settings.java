package io.chiral.service.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.chiral.messages.schema.Nearest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dotted keys and their text, before they mean anything. Later sources win: file, environment,
 * overrides.
 */
final class Settings {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String ENVIRONMENT = "CHIRAL_";

  /** Variables of the launcher, which are no settings. */
  private static final List<String> NO_SETTINGS = List.of("CHIRAL_JAVA_OPTS", "CHIRAL_CONFIG");

  private final Map<String, String> values = new TreeMap<>();

  Settings file(Path file) {
    try {
      // As a tree: a file of nothing but comments has no value, which is no fault.
      JsonNode root = YAML.readTree(Files.readString(file));
      Object tree = root.isMissingNode() ? null : YAML.convertValue(root, Object.class);
      if (tree instanceof Map<?, ?> map) {
        flatten("", map, file.toString());
      } else if (tree != null) {
        throw new ConfigException("%s: expected keys and values".formatted(file));
      }
      return this;
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "%s: not YAML, line %d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    } catch (NoSuchFileException e) {
      throw new ConfigException("%s: there is no such file".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new ConfigException("%s: can't be read, no permission".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw new ConfigException("%s: is not text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
      throw new ConfigException("%s: can't be read, %s".formatted(file, why), e);
    }
  }

  Settings environment(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT) && !NO_SETTINGS.contains(name)) {
            put(keyOf(name), value, name);
          }
        });
    return this;
  }

  Settings overrides(Map<String, String> overrides) {
    overrides.forEach((key, value) -> put(key, value, "override"));
    return this;
  }

  private void flatten(String prefix, Map<?, ?> map, String source) {
    map.forEach(
        (name, value) -> {
          String key = prefix + name;
          if (value instanceof Map<?, ?> inner) {
            flatten(key + ".", inner, source);
          } else if (value instanceof List<?> list) {
            put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")), source);
          } else {
            put(key, value == null ? "" : value.toString(), source);
          }
        });
  }

  private void put(String key, String value, String source) {
    if (Option.all().stream().noneMatch(option -> option.covers(key))) {
      throw new ConfigException("%s: unknown key '%s'; %s".formatted(source, key, nearest(key)));
    }
    values.put(key, value.strip());
  }

  private static String nearest(String key) {
    return Nearest.names(key, Option.all().stream().map(Option::key).toList(), 1).stream()
        .findFirst()
        .map("did you mean '%s'?"::formatted)
        .orElse("README.md lists all keys");
  }

  /**
   * Of a variable's name; the rest of an open key is lower-cased with dots, as Kafka's keys are.
   */
  private static String keyOf(String variable) {
    for (Option option : Option.all()) {
      if (!option.open() && option.variable().equals(variable)) {
        return option.key();
      }
    }
    return Option.all().stream()
        .filter(option -> option.open() && variable.startsWith(option.variable() + "_"))
        .max((a, b) -> Integer.compare(a.key().length(), b.key().length()))
        .map(option -> option.stem() + rest(option, variable))
        .orElseGet(() -> plain(variable.substring(ENVIRONMENT.length())));
  }

  private static String rest(Option option, String variable) {
    String rest = variable.substring(option.variable().length() + 1);
    return option == Option.DATA_SETS
        ? rest.toLowerCase(Locale.ROOT).replace('_', '-')
        : plain(rest);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  String text(Option option) {
    String value = values.get(option.key());
    return value == null || value.isEmpty() ? option.fallback() : value;
  }

  @Nullable String textOrNull(Option option) {
    String value = text(option);
    return value.isEmpty() ? null : value;
  }

  List<String> list(Option option) {
    return List.of(text(option).split(",")).stream()
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** What an open key holds, by the name after its stem. */
  Map<String, String> named(Option option) {
    return values.entrySet().stream()
        .filter(entry -> option.covers(entry.getKey()))
        .filter(entry -> option != Option.KAFKA || !special(entry.getKey()))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(option.stem().length()), Map.Entry::getValue));
  }

  private static boolean special(String key) {
    return Option.KAFKA_CONSUMER.covers(key) || Option.KAFKA_PRODUCER.covers(key);
  }

  int number(Option option, int least, int most) {
    String value = text(option);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(option, value, least, most);
    }
    throw notANumber(option, value, least, most);
  }

  private static ConfigException notANumber(Option option, String value, int least, int most) {
    return new ConfigException(
        "%s: '%s' must be a whole number from %d to %d"
            .formatted(option.key(), value, least, most));
  }

  boolean flag(Option option, boolean otherwise) {
    String value = text(option);
    return switch (value) {
      case "" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ConfigException(
              "%s: '%s' must be true or false".formatted(option.key(), value));
    };
  }
}
