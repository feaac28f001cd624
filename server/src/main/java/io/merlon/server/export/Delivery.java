package io.merlon.server.export;

import io.merlon.model.ObjectValue;

/**
 * A finding on its way.
 *
 * @param id the same whenever it is sent again
 * @param finding the finding, in OCSF
 */
record Delivery(String id, ObjectValue finding) {}
