package io.chiral.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link TestBroker} to tests that ask for one as a parameter. There is one in a JVM: it is
 * started for the first who asks and ends with the run, so tests keep apart by fresh names.
 */
public final class BrokerExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(BrokerExtension.class))
        .getOrComputeIfAbsent(TestBroker.class, key -> started(), TestBroker.class);
  }

  private static TestBroker started() {
    try {
      return new TestBroker(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
