/**
 * Sample estates for demonstrations, tests and benchmarks: resources as an Azure export would hold
 * them, of about 35 types on several clouds, any number of them, always the same for a seed. In
 * flow a seed, a size and the shares of unhealthy resources; out flow the resources, the policy
 * definitions that check them, and the score that they must come to. That score is counted from the
 * plan by which the resources were made; no engine takes part.
 */
package io.merlon.estate;
