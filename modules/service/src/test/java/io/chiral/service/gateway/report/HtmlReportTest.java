package io.chiral.service.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's text; a browser opens it in {@code ReportPageIT}. */
class HtmlReportTest {

  private static String page(String title) throws IOException {
    return Documents.titled(title).as(ReportFormat.HTML, Documents.CODEC);
  }

  private static String between(String page, String from, String to) {
    Matcher found =
        Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to), Pattern.DOTALL)
            .matcher(page);
    assertThat(found.find()).as(from).isTrue();
    return found.group(1);
  }

  @Test
  void thePolicyAllowsThisScriptAndNoOther() throws Exception {
    String page = page("Harmless");
    String script = between(page, "<script>", "</script>");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    assertThat(between(page, "Content-Security-Policy\" content=\"", "\""))
        .contains("default-src 'none'")
        .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'")
        .doesNotContain("unsafe");
    assertThat(page).doesNotContain("{{").doesNotContain(" src=").doesNotContain("import ");
  }

  @Test
  void aTitleBreaksOutOfNothing() throws IOException {
    String page = page(Documents.HOSTILE);
    assertThat(page.split("<script", -1)).hasSize(3);
    assertThat(page.split("</script>", -1)).hasSize(3);
    assertThat(page).doesNotContain("<img");
    String data = between(page, "id=\"data\">", "</script>");
    assertThat(new ObjectMapper().readTree(data).at("/report/protocol/title").textValue())
        .isEqualTo(Documents.HOSTILE);
  }

  @Test
  void theBundleHoldsTheDashboardsOwnPanels() {
    String script = ModuleBundle.of("report.js");
    assertThat(script)
        .contains("modules['asymmetry.js'] = (() => {")
        .contains("const { h, table } = modules['dom.js'];")
        .doesNotContain("\nimport ")
        .doesNotContain("\nexport ");
    assertThat(script.indexOf("modules['dom.js'] ="))
        .isLessThan(script.indexOf("modules['asymmetry.js'] ="));
  }
}
