/** Tests of the configuration. */
@NullMarked
package io.chiral.service.config;

import org.jspecify.annotations.NullMarked;
