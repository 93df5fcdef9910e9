/** A study's report as files: CSV, Markdown, and one HTML page that opens without a network. */
@NullMarked
package io.chiral.service.gateway.report;

import org.jspecify.annotations.NullMarked;
