/** Tests of published weights and networks as files. */
@NullMarked
package io.chiral.service.weights;

import org.jspecify.annotations.NullMarked;
