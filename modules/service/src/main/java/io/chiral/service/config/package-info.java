/** What an installation may set, by dotted key: from a file, the environment and overrides. */
@NullMarked
package io.chiral.service.config;

import org.jspecify.annotations.NullMarked;
