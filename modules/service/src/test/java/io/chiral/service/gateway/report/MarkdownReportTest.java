package io.chiral.service.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
  void linesThatLookLikeListsAndRulesStayText() {
    assertThat(Markdown.plain("- a")).isEqualTo("\\- a");
    assertThat(Markdown.plain("1. a 0.1.0")).isEqualTo("1\\. a 0.1.0");
    assertThat(Markdown.plain("a\n\n# b\u202e")).isEqualTo("a \\# b");
    assertThat(Markdown.code("patch-vgg16")).isEqualTo("`patch-vgg16`");
    assertThat(Markdown.code("a`b|c")).isEqualTo("a\\`b\\|c");
  }
}
