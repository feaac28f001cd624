/** Images in registries, by the API of the OCI distribution specification. */
@NullMarked
package io.merlon.connect.software.registry;

import org.jspecify.annotations.NullMarked;
