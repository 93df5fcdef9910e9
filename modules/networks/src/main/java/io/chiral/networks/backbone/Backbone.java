package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.List;

/**
 * A published network without its classifier, whole or cut after one of its taps. It serves
 * fidelity metrics, discriminators and assessors alike. B images of H × W pixels, D channels at its
 * end.
 */
public interface Backbone {

  /** Its architecture, one of {@link Backbones#ids()}. */
  String id();

  /** Tensors by their published names, buffers included, the classifier left out. */
  ParameterTable parameters();

  /** Where DISTS-style metrics compare, from the image on. */
  List<Tap> taps();

  /** D, of {@link Features#map} and {@link Features#vector}. */
  int channels();

  /**
   * Height and width are brought up to a multiple of this inside {@link #features}, by bicubic
   * interpolation without antialiasing; 1: any size will do.
   */
  int multiple();

  /** Least height and width. */
  int smallestSide();

  /** Whether features may be negative, so that metrics rectify them before their statistics. */
  boolean signed();

  /**
   * @param image (B, 3, H, W), RGB in [0, 1]; normalised here as the published weights expect
   * @param manager owner of the features
   */
  Features features(Weights weights, NDArray image, Mode mode, NDManager manager);
}
