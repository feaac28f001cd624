/** Vulnerability assessment: {@code merlon scan}. */
@NullMarked
package io.merlon.cli.scan;

import org.jspecify.annotations.NullMarked;
