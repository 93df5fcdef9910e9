package io.chiral.service.gateway.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's modules as one script: a page opened from a file may not load modules. Each
 * module becomes a function's body, imports become constants, exports the function's result. Only
 * the forms that the dashboard uses are known; any other is refused, which a test would notice.
 */
final class ModuleBundle {

  private static final Pattern NAMED = Pattern.compile("import \\{ ([\\w, ]+) } from '\\./(.+)';");
  private static final Pattern DEFAULT = Pattern.compile("import (\\w+) from '\\./(.+)';");
  private static final Pattern EXPORT =
      Pattern.compile("export ((?:async )?(?:function|const|class) (\\w+).*)", Pattern.DOTALL);
  private static final Pattern EXPORT_DEFAULT = Pattern.compile("export \\{ (\\w+) as default };?");

  private final Map<String, String> bodies = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * The script that does what the module does.
   *
   * @param entry file name under {@code dashboard/}
   */
  static String of(String entry) {
    ModuleBundle bundle = new ModuleBundle();
    bundle.add(entry);
    StringBuilder script = new StringBuilder("'use strict';\nconst modules = {};\n");
    bundle.bodies.forEach(
        (name, body) ->
            script
                .append("modules['%s'] = (() => {\n".formatted(name))
                .append(body)
                .append("})();\n"));
    // The one sequence that would end the script's element, wherever it stands.
    return script.toString().replace("</script", "<\\/script");
  }

  private void add(String name) {
    if (bodies.containsKey(name)) {
      return;
    }
    if (!open.add(name)) {
      throw new IllegalStateException("modules import each other: " + open);
    }
    StringBuilder body = new StringBuilder();
    List<String> exported = new ArrayList<>();
    for (String line : resource("dashboard/" + name).split("\n", -1)) {
      String taken = line(name, line, exported);
      if (taken != null) {
        body.append(taken).append('\n');
      }
    }
    body.append("return { ").append(String.join(", ", exported)).append(" };\n");
    open.remove(name);
    bodies.put(name, body.toString());
  }

  private @Nullable String line(String module, String line, List<String> exported) {
    Matcher named = NAMED.matcher(line);
    if (named.matches()) {
      add(named.group(2));
      return "const { %s } = modules['%s'];".formatted(named.group(1), named.group(2));
    }
    Matcher whole = DEFAULT.matcher(line);
    if (whole.matches()) {
      add(whole.group(2));
      return "const %s = modules['%s'].default;".formatted(whole.group(1), whole.group(2));
    }
    Matcher last = EXPORT_DEFAULT.matcher(line);
    if (last.matches()) {
      exported.add("default: " + last.group(1));
      return null;
    }
    Matcher export = EXPORT.matcher(line);
    if (export.matches()) {
      exported.add(export.group(2));
      return export.group(1);
    }
    if (line.startsWith("import ") || line.startsWith("export ")) {
      throw new IllegalStateException("%s: can't bundle '%s'".formatted(module, line));
    }
    return line;
  }

  /** A text that is packaged with the program. */
  static String resource(String path) {
    try (@Nullable InputStream in = ModuleBundle.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
