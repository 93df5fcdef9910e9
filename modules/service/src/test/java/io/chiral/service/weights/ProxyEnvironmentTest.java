package io.chiral.service.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.service.cli.UserException;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyEnvironmentTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example.org/x, p.lan:3128",
    "http://a.example.org/x, q.lan:80",
    "https://example.net/x, direct",
    "https://deep.example.net/x, direct",
    "https://notexample.net/x, p.lan:3128",
    "https://localhost/x, direct",
  })
  void choosesByTheVariables(URI address, String expected) {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://p.lan:3128/",
            "HTTP_PROXY", "q.lan",
            "no_proxy", "localhost, .example.net");

    Proxy proxy = new ProxyEnvironment(environment).select(address).get(0);

    assertThat(
            proxy.address() == null
                ? "direct"
                : proxy.address().toString().replace("/<unresolved>", ""))
        .isEqualTo(expected);
  }

  @Test
  void goesDirectlyWithoutVariables() {
    assertThat(new ProxyEnvironment(Map.of()).select(URI.create("https://a.example.org/")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void hidesThePasswordThatItCanNotUse() {
    assertThatThrownBy(
            () ->
                new ProxyEnvironment(Map.of("https_proxy", "http://me:secret@p.lan:1"))
                    .select(URI.create("https://a.example.org/")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("name and password")
        .hasMessageNotContaining("secret");
  }
}
