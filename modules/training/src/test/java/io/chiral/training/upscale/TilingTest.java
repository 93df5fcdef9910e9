package io.chiral.training.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.training.upscale.Tiling.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {

  @ParameterizedTest
  @CsvSource({"64,32", "64,8", "48,32", "40,32"})
  void tilesKeepEveryPixelOnceAndBeginWhereWindowsDo(int side, int overlap) {
    Tiling tiling = new Tiling(side, overlap);
    for (int length = 1; length < 400; length++) {
      List<Span> spans = tiling.along(length);
      int kept = 0;
      for (Span span : spans) {
        assertThat(span.from() % 8).isZero();
        assertThat(span.keepFrom()).isEqualTo(kept);
        assertThat(span.length()).isLessThanOrEqualTo(side);
        boolean first = span.from() == 0;
        boolean last = span.to() == length;
        assertThat(first || span.keepFrom() - span.from() == overlap / 2).isTrue();
        assertThat(last || span.to() - span.keepTo() == overlap / 2).isTrue();
        assertThat(first || span.length() > overlap).isTrue();
        kept = span.keepTo();
      }
      assertThat(kept).isEqualTo(length);
    }
  }

  @Test
  void aTileIsLargerThanItsOverlap() {
    assertThatThrownBy(() -> new Tiling(32, 32)).hasMessageContaining("larger than its overlap");
  }
}
