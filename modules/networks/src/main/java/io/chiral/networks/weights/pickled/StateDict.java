package io.chiral.networks.weights.pickled;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the tensors by name in what a file holds. */
final class StateDict {

  /**
   * Keys that a state dict is wrapped in, the first that is there wins: SwinIR's {@code params_ema}
   * before {@code params} as its own test reads the real-world models, then trainers' usual ones.
   */
  private static final List<String> WRAPPERS =
      List.of("params_ema", "params", "state_dict", "model");

  private StateDict() {}

  /**
   * @param wrapper key that holds the state dict; null: any of the usual ones, or none
   */
  static Map<String, TensorRef> of(@Nullable Object value, @Nullable String wrapper)
      throws IOException {
    Map<?, ?> whole = dictionary(value, "it");
    if (wrapper != null) {
      return tensors(dictionary(whole.get(wrapper), "its \"" + wrapper + "\""));
    }
    for (String usual : WRAPPERS) {
      if (whole.get(usual) instanceof Map<?, ?> wrapped) {
        return tensors(wrapped);
      }
    }
    return tensors(whole);
  }

  private static Map<?, ?> dictionary(@Nullable Object value, String what) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException("%s holds %s, not a state dict".formatted(what, Values.kind(value)));
  }

  private static Map<String, TensorRef> tensors(Map<?, ?> dictionary) throws IOException {
    Map<String, TensorRef> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new IOException("its state dict has the key " + Values.kind(entry.getKey()));
      }
      if (!(entry.getValue() instanceof TensorRef tensor)) {
        throw new IOException(
            "\"%s\" holds %s, not a tensor; its keys are %s"
                .formatted(
                    Global.shortened(name), Values.kind(entry.getValue()), some(dictionary)));
      }
      tensors.put(name, tensor);
    }
    if (tensors.isEmpty()) {
      throw new IOException("its state dict is empty");
    }
    return tensors;
  }

  private static String some(Map<?, ?> dictionary) {
    return dictionary.keySet().stream()
        .limit(5)
        .map(key -> Global.shortened(String.valueOf(key)))
        .collect(Collectors.joining(", ", "", dictionary.size() > 5 ? ", …" : ""));
  }
}
