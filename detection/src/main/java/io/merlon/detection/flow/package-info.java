/** Everything between an event and what is told of it, for command line and server alike. */
@org.jspecify.annotations.NullMarked
package io.merlon.detection.flow;
