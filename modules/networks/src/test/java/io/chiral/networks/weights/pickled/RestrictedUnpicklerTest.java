package io.chiral.networks.weights.pickled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pickles written by hand, in Latin-1; {@code ~} stands for a line's end. */
class RestrictedUnpicklerTest {

  private static final String STORAGE =
      "((U\u0007storagectorch~FloatStorage~U\u00010U\u0003cpuK\u0004tQ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cos~system~. | asks for os.system
          (cbuiltins~eval~U\u0001xtR. | asks for builtins.eval
          U\u0002osU\u0006system\u0093. | asks for os.system
          (U\u0001xios~system~. | operation 0x69
          (cos~system~U\u0001xo. | asks for os.system
          ccollections~OrderedDict~(ctorch~FloatStorage~t\u0081. | operation 0x81
          \u0082\u0001. | operation 0x82
          Px~. | operation 0x50
          U\u0001xQ. | refers to the text "x" outside of it
          ctorch~FloatStorage~)R. | makes a torch.FloatStorage by itself
          U\u0001x)R. | calls the text "x"
          ccollections~OrderedDict~)R}b0. | operation 0x30
          ]}b. | sets the state of a list of 0
          }]K\u0001s. | a list of 0 as a key
          K\u0001K\u0002a. | appends to the value 1
          X\u00ff\u00ff\u00ff\u007fabc. | ends within the text
          X\u00ff\u00ff\u00ff\u00ffabc. | ends within the text
          }( | premature end
          h\u0005. | damaged
          R. | damaged
          """)
  void refuses(String pickle, String problem) {
    assertThatThrownBy(() -> read(pickle))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K\u0000(K\u0002K\u0003t(K\u0003K\u0001t | does not lie in its storage of 4 elements
          K\u0003(K\u0002t(K\u0001t | does not lie in its storage
          K\u0000(K\u0003t(K\u0002t | does not lie in its storage
          K\u0000(K\u0005t(K\u0000t | does not lie in its storage
          K\u0000(K\u0002K\u0002t(K\u0001t | does not lie in its storage
          K\u0000(J\u00ff\u00ff\u00ff\u00fft(K\u0001t | shape of a tensor is -1
          K\u0000(U\u0001xt(K\u0001t | shape of a tensor is the text "x"
          J\u00ff\u00ff\u00ff\u00ff(K\u0001t(K\u0001t | offset of a tensor is -1
          K\u0000(\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0040K\u0008t(K\u0001K\u0001t | overflows
          """)
  void holdsTensorsWithinTheirStorage(String placed, String problem) {
    String tensor = "ctorch._utils~_rebuild_tensor~(" + STORAGE.substring(1) + placed + "tR.";
    assertThatThrownBy(() -> read(tensor))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void readsWhatAStateDictNeeds() throws IOException {
    Object value = read("}(U\u0001aK\u0007U\u0001b]q\u0001(\u0088Nh\u0001eu.");

    assertThat(((Map<?, ?>) value).get("a")).isEqualTo(7);
    List<?> list = (List<?>) ((Map<?, ?>) value).get("b");
    assertThat(list).hasSize(3);
    assertThat(list.get(2)).as("a list within itself").isSameAs(list);
  }

  @Test
  void boundsTheWorkOfManyCallsOnOneList() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    write(bomb, "](");
    for (int i = 0; i < 5_000; i++) {
      write(bomb, "K\u0001K\u0002\u0086");
    }
    write(bomb, "e\u0085q\u0001");
    for (int i = 0; i < 1_000; i++) {
      write(bomb, "ccollections~OrderedDict~h\u0001R");
    }
    assertThatThrownBy(() -> RestrictedUnpickler.value(new PickleBytes(bomb.toByteArray())))
        .hasMessageContaining("more than 2000000 operations");
  }

  @Test
  void boundsTheNumberOfOperations() {
    byte[] many = "]".repeat(2_000_001).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> RestrictedUnpickler.value(new PickleBytes(many)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 2000000 operations");
  }

  private static void write(ByteArrayOutputStream out, String text) throws IOException {
    out.write(text.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Object read(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(bytes, text);
    Object value = RestrictedUnpickler.value(new PickleBytes(bytes.toByteArray()));
    return value == null ? "None" : value;
  }
}
