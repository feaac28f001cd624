package io.merlon.report;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What changed since an earlier result.
 *
 * @param since when that was made, where it tells
 * @param percentage the score in percent then, where it tells
 * @param fixed assessments that were unhealthy and are healthy now
 * @param broken assessments that were healthy and are unhealthy now
 * @param added unhealthy assessments that were not there then
 */
public record Change(
    Optional<Instant> since, OptionalDouble percentage, long fixed, long broken, long added) {}
