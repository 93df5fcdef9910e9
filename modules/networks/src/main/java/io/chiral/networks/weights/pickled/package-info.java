/**
 * PyTorch's pickled files of tensors, read without running anything that they ask for: both file
 * formats, one list of what a pickle may make.
 */
@NullMarked
package io.chiral.networks.weights.pickled;

import org.jspecify.annotations.NullMarked;
