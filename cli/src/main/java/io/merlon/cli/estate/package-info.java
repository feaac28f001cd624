/** {@code merlon estate}: sample inventories of any size, to try things on. */
@NullMarked
package io.merlon.cli.estate;

import org.jspecify.annotations.NullMarked;
