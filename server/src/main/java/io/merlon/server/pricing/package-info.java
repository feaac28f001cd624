/** Which plans are on, for all that works only where one is. */
@org.jspecify.annotations.NullMarked
package io.merlon.server.pricing;
