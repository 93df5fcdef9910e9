/** Values of networks by published name: tables, initialisation, and safetensors files. */
@NullMarked
package io.chiral.networks.weights;

import org.jspecify.annotations.NullMarked;
