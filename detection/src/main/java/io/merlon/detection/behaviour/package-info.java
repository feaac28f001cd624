/**
 * What no single event tells: behaviour that is unlike what was learnt of the same machines,
 * accounts and names before. {@link BehaviourAnalyzer} takes events and gives findings; what it
 * learnt can be taken out as bytes and put in again.
 */
@org.jspecify.annotations.NullMarked
package io.merlon.detection.behaviour;
