package io.chiral.networks.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * One call of a TorchScript function, its arguments given in the function's order. Results and what
 * the call itself creates belong to the manager given to {@link #run}.
 *
 * <p>DJL tells the kinds of arguments apart by the arrays' names, so a call renames the arrays it
 * is given; no array may stand in two arguments of one call.
 */
public final class KernelCall {

  private final TorchKernels kernels;
  private final String method;
  private final NDList arguments = new NDList();
  private int groups;

  KernelCall(TorchKernels kernels, String method) {
    this.kernels = kernels;
    this.method = method;
  }

  /** An argument of type {@code Tensor}. */
  public KernelCall tensor(NDArray array) {
    array.setName(null);
    arguments.add(array);
    return this;
  }

  /** An argument of type {@code List[Tensor]}; must not be empty. */
  public KernelCall list(Iterable<NDArray> arrays) {
    String name = "l" + groups++ + "[]";
    for (NDArray array : arrays) {
      array.setName(name);
      arguments.add(array);
    }
    return this;
  }

  /** An argument of type {@code Dict[str, Tensor]}; must not be empty. */
  public KernelCall dictionary(Map<String, NDArray> arrays) {
    String group = "d" + groups++ + ".";
    arrays.forEach(
        (key, array) -> {
          array.setName(group + key);
          arguments.add(array);
        });
    return this;
  }

  /** Runs the function; the outcome, one array or several, is attached to {@code manager}. */
  public NDList run(NDManager manager, long... numbers) {
    // DJL attaches results to the manager of the first array, which is the method's marker.
    try (NDArray marker = manager.create(0f)) {
      marker.setName("module_method:" + method);
      NDList inputs = new NDList(arguments.size() + 2);
      inputs.add(marker);
      inputs.addAll(arguments);
      if (numbers.length == 0) {
        return kernels.run(inputs);
      }
      try (NDArray last = manager.create(numbers)) {
        inputs.add(last);
        return kernels.run(inputs);
      }
    }
  }

  /**
   * Runs a function that returns one tensor.
   *
   * @param numbers if any, the function's last argument: an int64 tensor (n)
   */
  public NDArray one(NDManager manager, long... numbers) {
    return run(manager, numbers).singletonOrThrow();
  }
}
