/**
 * Sigma detection rules. In flow documents as the field publishes them (Sigma specification 2); out
 * flow typed rules and, for each document that is not one, its place and the reason.
 *
 * <p>A {@link io.merlon.detection.RuleLibrary} holds what was read: rules, with the filters that
 * concern them built in, and correlations, which know the rules that they build on. Every modifier
 * is applied while reading, so a {@link io.merlon.detection.Search} says plainly what has to hold.
 */
@org.jspecify.annotations.NullMarked
package io.merlon.detection;
