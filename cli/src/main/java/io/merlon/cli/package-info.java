/** The launcher's main class and what all commands share: exit codes, versions, messages. */
@NullMarked
package io.merlon.cli;

import org.jspecify.annotations.NullMarked;
