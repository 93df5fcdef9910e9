package io.chiral.imagery.dataset;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a data set lies, as a configuration says it: {@code [KIND:]PATH[|IMAGES]}.
 *
 * @param kind of {@link Layouts#kinds}; null: recognised by what lies there
 * @param path a folder or a label file
 * @param images the folder that a label file's names stand in; null: its own
 */
public record DataSource(@Nullable String kind, Path path, @Nullable Path images) {
  /** One letter before a colon is a drive. */
  private static final Pattern KIND = Pattern.compile("([a-z][a-z0-9-]+):(.+)");

  /** A folder or label file of whatever kind. */
  public static DataSource of(Path path) {
    return new DataSource(null, path, null);
  }

  /**
   * From a configuration's text.
   *
   * @throws IllegalArgumentException if it names an unknown kind
   */
  public static DataSource parse(String text) {
    Matcher declared = KIND.matcher(text);
    String kind = declared.matches() ? declared.group(1) : null;
    if (kind != null && !Layouts.kinds().contains(kind)) {
      throw new IllegalArgumentException(
          "'%s': unknown kind '%s'; known are %s"
              .formatted(text, kind, String.join(", ", Layouts.kinds())));
    }
    String place = kind == null ? text : String.valueOf(declared.group(2));
    int bar = place.indexOf('|');
    return bar < 0
        ? new DataSource(kind, Path.of(place), null)
        : new DataSource(kind, Path.of(place.substring(0, bar)), Path.of(place.substring(bar + 1)));
  }
}
