/** The index of advisories: {@code merlon advisories}. */
@NullMarked
package io.merlon.cli.advisories;

import org.jspecify.annotations.NullMarked;
