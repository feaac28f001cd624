/** Work on detection rules: {@code merlon rules}. */
@NullMarked
package io.merlon.cli.rules;

import org.jspecify.annotations.NullMarked;
