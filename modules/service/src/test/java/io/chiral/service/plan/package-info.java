@NullMarked
package io.chiral.service.plan;

import org.jspecify.annotations.NullMarked;
