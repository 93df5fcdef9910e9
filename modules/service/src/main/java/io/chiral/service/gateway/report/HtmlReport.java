package io.chiral.service.gateway.report;

import io.chiral.messages.Codec;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.service.gateway.view.StudyItem.Outline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The report as one page that loads nothing: the dashboard's own panels, their style and the
 * report's JSON. Its policy lets this very script and style run, by digest, and nothing else.
 */
public final class HtmlReport {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private HtmlReport() {}

  /** What never changes while the program runs. */
  private static final class Fixed {
    static final String PAGE = ModuleBundle.resource("report/page.html");
    static final String STYLE =
        ModuleBundle.resource("dashboard/vendor/uPlot.min.css")
            + ModuleBundle.resource("dashboard/style.css");
    static final String SCRIPT = ModuleBundle.of("report.js");
    static final String POLICY =
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; script-src %s;"
                .formatted(digest(SCRIPT))
            + " style-src "
            + digest(STYLE);
  }

  /** The page's Content-Security-Policy, for servers to repeat. */
  public static String policy() {
    return Fixed.POLICY;
  }

  static String text(StudyDocument document, Codec codec) {
    AsymmetryReport report = document.report();
    String title = report.protocol().title();
    byte[] data = codec.write(new Data(document.report(), document.outline(), document.runs()));
    return filled(
        Map.of(
            "policy", Fixed.POLICY,
            "title", escaped(title == null ? report.study() : title),
            "style", Fixed.STYLE,
            "data", new String(data, StandardCharsets.UTF_8).replace("<", "\\u003c"),
            "script", Fixed.SCRIPT));
  }

  private static String filled(Map<String, String> texts) {
    return PLACE
        .matcher(Fixed.PAGE)
        .replaceAll(
            place -> Matcher.quoteReplacement(texts.getOrDefault(place.group(1), place.group())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** What the page's script reads. */
  private record Data(AsymmetryReport report, @Nullable Outline outline, List<RunLine> runs) {}
}
