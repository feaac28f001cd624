package io.merlon.connect.file;

import io.merlon.model.Resource;
import java.util.List;

/**
 * Resources that follow one another in the input.
 *
 * @param position how many bytes of the files were read when the batch was full
 */
record Batch(List<Resource> resources, long position) {}
