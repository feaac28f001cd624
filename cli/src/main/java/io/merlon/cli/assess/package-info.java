/**
 * {@code merlon assess}: in flow inventories and definitions, out flows the posture in the form
 * asked for. The passes over the inventory are here, the forms are in the output package.
 */
@NullMarked
package io.merlon.cli.assess;

import org.jspecify.annotations.NullMarked;
