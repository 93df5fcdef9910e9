/** Networks as published: parameter tables in Java, kernels in TorchScript. */
@NullMarked
package io.chiral.networks;

import org.jspecify.annotations.NullMarked;
