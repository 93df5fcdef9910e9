package io.chiral.service.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chiral.messages.report.AsymmetryReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Markdown as a forge would read it. */
class MarkdownReportTest {

  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(
                  TablesExtension.create(),
                  AutolinkExtension.create(),
                  StrikethroughExtension.create()))
          .build();

  /** What renderers would make more of than text. */
  private static final class Found extends AbstractVisitor {
    private final List<String> links = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<String> raggedTables = new ArrayList<>();
    private int headings;

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      foreign.add(image.toString());
    }

    @Override
    public void visit(HtmlInline html) {
      foreign.add(html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      foreign.add(html.getLiteral());
    }

    @Override
    public void visit(Heading heading) {
      headings++;
      visitChildren(heading);
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        columns.clear();
      }
      visitChildren(block);
    }

    @Override
    public void visit(CustomNode node) {
      if (node instanceof TableRow) {
        int cells = 0;
        for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
          cells += cell instanceof TableCell ? 1 : 0;
        }
        if (!columns.isEmpty() && columns.get(0) != cells) {
          raggedTables.add(columns.get(0) + " columns, then " + cells);
        }
        columns.add(cells);
      }
      visitChildren(node);
    }
  }

  private static Found read(String markdown) {
    Found found = new Found();
    PARSER.parse(markdown).accept(found);
    return found;
  }

  private static String markdown(String title) throws IOException {
    return Documents.titled(title).as(ReportFormat.MD, Documents.CODEC);
  }

  @Test
  void whatStrangersWroteStaysText() throws IOException {
    String hostile = markdown(Documents.HOSTILE);
    Found found = read(hostile);
    assertThat(found.foreign).isEmpty();
    assertThat(found.raggedTables).isEmpty();
    assertThat(found.links)
        .isNotEmpty()
        .allMatch(to -> to.startsWith("/api/v1/") || to.equals("https://arxiv.org/abs/2509.20878"));
    assertThat(found.headings).isEqualTo(read(markdown("Harmless")).headings);
    String text = TextContentRenderer.builder().build().render(PARSER.parse(hostile));
    assertThat(text).contains("<img src=x onerror=").contains("[a](javascript");
  }

  @Test
  void everyFigureStandsWithIntervalNAndProtocol() throws IOException {
    assertThat(markdown("Harmless"))
        .contains("| `l1` | 0.67 [")
        .contains("], n = 720, proxy |")
        .contains("4c. How much adversarial weight is too much?")
        .contains("| `patch-vgg16` | perceptual | mean over metrics | 0.1 |")
        .contains("95% interval")
        .contains("[`0123456789abcdef`](/api/v1/runs/0123456789abcdef)")
        .contains("/api/v1/checkpoints/" + "c".repeat(64))
        .contains("rule: asymmetry");
  }

  @Test
  void contrastsStandBesideWhatDiffersInTheirDiscriminators() throws IOException {
    assertThat(markdown("Harmless"))
        .contains(
            "| `patch-vgg16` | patch | `vgg16` up to `relu3_3` | convolutional | 1,735,489 |"
                + " published | Harmless | 0.05 |")
        .contains(
            "| `patch-swin-t` | patch | `swin-t` | transformer | 27,520,123 | random | nothing |")
        .contains(
            "| `dists-vgg16` | `proxy/kodak` | `patch-vgg16` | `l1` | 400 | 1, 2 | Harmless |");
  }

  @Test
  void whateverRestsOnProxyOpinionsSaysSo() throws IOException {
    String markdown = markdown("Harmless");
    assertThat(markdown)
        .contains("- Spearman: −1.00 [−1.00, −0.40], n = 4, proxy, p =")
        .contains("- Kendall: −1.00 [−1.00, −0.33], n = 4, proxy")
        .contains("over 2 judges, proxy")
        .contains("Certain reversals (proxy)")
        .contains("| 0.026 [0.006, 0.047], n = 720, proxy |");
    for (String comparing : List.of("amplification", "regret", "displacement")) {
      assertThat(column(markdown, comparing))
          .as(comparing)
          .isNotEmpty()
          .allMatch(cell -> cell.startsWith("–") || cell.contains(", proxy"));
    }
  }

  /** Cells below the first heading cell that begins so, in every table that has one. */
  private static List<String> column(String markdown, String name) {
    List<String> cells = new ArrayList<>();
    int at = -1;
    for (String line : markdown.lines().toList()) {
      List<String> row = List.of(line.split(" \\| |^\\| | \\|$", -1));
      if (!line.startsWith("|")) {
        at = -1;
      } else if (at < 0) {
        at = indexOf(row, name);
      } else if (!line.startsWith("| ---") && at < row.size()) {
        cells.add(row.get(at));
      }
      at = line.startsWith("|") && at < 0 ? Integer.MAX_VALUE : at;
    }
    return cells;
  }

  private static int indexOf(List<String> row, String name) {
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i).startsWith(name)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void errorsOfFitsAndTheFactorOfFairWeightsAreTold() throws IOException {
    assertThat(markdown("Harmless"))
        .contains("| RMSE, 4 par. | PLCC, 5 par. | RMSE, 5 par. |")
        .contains("| 0.533 [0.482, 0.580], n = 720, proxy |")
        .contains("| `l1` | 1 | 0.5 | 0.001000 | 0.002000 | 0.2500 |");
  }

  @Test
  void oneSeedIsSaidOfADesignOfOneSeedOnlyAndRepeatsThatAreAwaitedAreNotMissed()
      throws IOException {
    assertThat(conditional(List.of(1L), true)).contains("has one seed");
    assertThat(conditional(List.of(1L, 2L), true)).isNull();
    assertThat(conditional(List.of(1L, 2L), false)).contains("no cell was repeated");
  }

  private static @Nullable String conditional(List<Long> seeds, boolean provisional)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode report = (ObjectNode) json.readTree(Documents.titled("Harmless").json());
    report.put("provisional", provisional).put("conditionalOnRuns", true);
    ((ObjectNode) report.get("protocol")).set("seeds", json.valueToTree(seeds));
    byte[] bytes = report.toString().getBytes(StandardCharsets.UTF_8);
    return Words.conditional(Documents.CODEC.read(AsymmetryReport.class, bytes));
  }

  @Test
  void linesThatLookLikeListsAndRulesStayText() {
    assertThat(Markdown.plain("- a")).isEqualTo("\\- a");
    assertThat(Markdown.plain("1. a 0.1.0")).isEqualTo("1\\. a 0.1.0");
    assertThat(Markdown.plain("a\n\n# b\u202e")).isEqualTo("a \\# b");
    assertThat(Markdown.code("patch-vgg16")).isEqualTo("`patch-vgg16`");
    assertThat(Markdown.code("a`b|c")).isEqualTo("a\\`b\\|c");
  }
}
