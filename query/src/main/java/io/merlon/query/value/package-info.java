/** What values are beyond JSON: points in time, spans of it, numbers and their texts. */
@NullMarked
package io.merlon.query.value;

import org.jspecify.annotations.NullMarked;
