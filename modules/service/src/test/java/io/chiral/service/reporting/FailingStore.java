package io.chiral.service.reporting;

import io.chiral.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A real store that can be away. */
final class FailingStore {
  private final CheckpointStore store;
  private volatile boolean away;

  FailingStore(CheckpointStore store) {
    this.store = store;
  }

  void away(boolean now) {
    away = now;
  }

  CheckpointStore asStore() {
    return (CheckpointStore)
        Proxy.newProxyInstance(
            FailingStore.class.getClassLoader(),
            new Class<?>[] {CheckpointStore.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    if (away) {
      throw new UncheckedIOException(new IOException("the store is away"));
    }
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
