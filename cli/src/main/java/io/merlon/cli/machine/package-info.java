/** {@code merlon machine}: what Merlon sees of the machine that it runs on. */
@NullMarked
package io.merlon.cli.machine;

import org.jspecify.annotations.NullMarked;
