package io.merlon.connect.machine;

import io.merlon.model.Resource;
import java.util.List;

/**
 * A machine that was read.
 *
 * @param machine the resource with its facts
 * @param notRead a line for each fact that could not be read, with the reason; also in the resource
 */
public record MachineFacts(Resource machine, List<String> notRead) {
  public MachineFacts {
    notRead = List.copyOf(notRead);
  }
}
