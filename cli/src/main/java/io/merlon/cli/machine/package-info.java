/** {@code merlon machine}: the facts of the machine that the program runs on, as JSON. */
@NullMarked
package io.merlon.cli.machine;

import org.jspecify.annotations.NullMarked;
