package io.chiral.networks.weights;

import ai.djl.ndarray.types.Shape;

/**
 * One tensor of a network.
 *
 * @param name the published {@code state_dict} key
 * @param shape its shape as published
 * @param initialisation its first values
 * @param buffer stored and exported but computed from the structure, never trained
 */
public record ParameterSpec(
    String name, Shape shape, Initialisation initialisation, boolean buffer) {

  public static ParameterSpec parameter(String name, Initialisation initialisation, long... shape) {
    return new ParameterSpec(name, new Shape(shape), initialisation, false);
  }

  public static ParameterSpec buffer(String name, Initialisation values, long... shape) {
    return new ParameterSpec(name, new Shape(shape), values, true);
  }

  ParameterSpec under(String prefix) {
    return new ParameterSpec(prefix + name, shape, initialisation, buffer);
  }

  ParameterSpec without(String prefix) {
    return new ParameterSpec(name.substring(prefix.length()), shape, initialisation, buffer);
  }
}
