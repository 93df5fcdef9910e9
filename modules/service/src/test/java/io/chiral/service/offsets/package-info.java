@NullMarked
package io.chiral.service.offsets;

import org.jspecify.annotations.NullMarked;
