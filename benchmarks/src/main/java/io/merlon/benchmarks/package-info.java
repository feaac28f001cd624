/**
 * What the engines cost, measured against what their input costs: JMH benchmarks that anyone can
 * run with the public policy definitions and a generated estate. In flow nothing but those; out
 * flow figures, to be read as ratios within one run.
 */
package io.merlon.benchmarks;
