package io.chiral.networks.weights.pickled;

import io.chiral.networks.weights.ElementType;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a pickle may name: what PyTorch's {@code torch.save} of a state dict names, and nothing
 * else. Whatever is not here is refused before anything is done with it.
 */
enum Global {
  ORDERED_DICT("collections.OrderedDict"),
  TENSOR("torch._utils._rebuild_tensor"),
  TENSOR_V2("torch._utils._rebuild_tensor_v2"),
  PARAMETER("torch._utils._rebuild_parameter"),
  DOUBLE("torch.DoubleStorage", ElementType.F64),
  FLOAT("torch.FloatStorage", ElementType.F32),
  HALF("torch.HalfStorage", ElementType.F16),
  BFLOAT16("torch.BFloat16Storage", ElementType.BF16),
  LONG("torch.LongStorage", ElementType.I64),
  INT("torch.IntStorage", ElementType.I32),
  BYTE("torch.ByteStorage", ElementType.U8),
  BOOL("torch.BoolStorage", ElementType.BOOL);

  private final String python;
  private final @Nullable ElementType type;

  Global(String python) {
    this(python, null);
  }

  Global(String python, @Nullable ElementType type) {
    this.python = python;
    this.type = type;
  }

  /**
   * @throws IOException that names it, unless it is one of these
   */
  static Global named(String module, String name) throws IOException {
    String python = module + "." + name;
    return Arrays.stream(values())
        .filter(global -> global.python.equals(python))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "its pickle asks for %s, which a state dict does not need; refused, nothing was run"
                        .formatted(shortened(python))));
  }

  /** Of a storage class: its elements. */
  ElementType elements() throws IOException {
    if (type == null) {
      throw new IOException(python + " is no class of storages");
    }
    return type;
  }

  /** What calling it gives. */
  Object call(List<@Nullable Object> arguments) throws IOException {
    return switch (this) {
      case ORDERED_DICT -> dictionary(arguments);
      case TENSOR, TENSOR_V2 -> TensorRef.of(arguments);
      case PARAMETER -> parameter(arguments);
      default -> throw new IOException("its pickle makes a %s by itself".formatted(python));
    };
  }

  /** From nothing, or from a list of pairs as Python 2 wrote it. */
  private static Map<Object, @Nullable Object> dictionary(List<@Nullable Object> arguments)
      throws IOException {
    Map<Object, @Nullable Object> made = new LinkedHashMap<>();
    if (arguments.isEmpty()) {
      return made;
    }
    if (arguments.size() == 1 && arguments.get(0) instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (!(pair instanceof List<?> two) || two.size() != 2) {
          throw new IOException("its pickle makes an OrderedDict of what are no pairs");
        }
        made.put(Values.key(two.get(0)), two.get(1));
      }
      return made;
    }
    throw new IOException("its pickle makes an OrderedDict of what are no pairs");
  }

  /** The tensor itself: data, requires_grad, hooks. */
  private static Object parameter(List<@Nullable Object> arguments) throws IOException {
    if (!arguments.isEmpty() && arguments.get(0) instanceof TensorRef tensor) {
      return tensor;
    }
    throw new IOException("its pickle makes a parameter of what is no tensor");
  }

  static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
