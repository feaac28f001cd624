package io.merlon.connect.machine;

import io.merlon.model.ObjectValue;

/** A package that a package manager has installed. */
record InstalledPackage(
    String name,
    String version,
    String source,
    String sourceVersion,
    String architecture,
    String manager,
    String status) {

  ObjectValue toValue() {
    return ObjectValue.builder()
        .put("name", name)
        .put("version", version)
        .put("source", source)
        .put("sourceVersion", sourceVersion)
        .put("architecture", architecture)
        .put("manager", manager)
        .put("status", status)
        .build();
  }

  boolean held() {
    return status.startsWith("hold ");
  }
}
