/** {@code merlon query}: asks inventories in files in the language of Azure Resource Graph. */
@NullMarked
package io.merlon.cli.query;

import org.jspecify.annotations.NullMarked;
