/** {@code merlon definitions}: what loads of a folder of policy definitions, and what does not. */
@NullMarked
package io.merlon.cli.definitions;

import org.jspecify.annotations.NullMarked;
