/**
 * The part of OData (4.0, "URL conventions") that ARM's lists take in their query: {@code $filter}
 * and {@code $orderby}, over JSON values. A text goes in, something to ask of each item comes out;
 * a text that cannot be read is refused with the place.
 */
@NullMarked
package io.merlon.server.odata;

import org.jspecify.annotations.NullMarked;
