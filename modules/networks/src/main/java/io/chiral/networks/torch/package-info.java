/** TorchScript kernels run by DJL: the archive made in memory, calls into it, and gradients. */
@NullMarked
package io.chiral.networks.torch;

import org.jspecify.annotations.NullMarked;
