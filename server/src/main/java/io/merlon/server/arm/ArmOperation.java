package io.merlon.server.arm;

/** What a request makes the server do. */
@FunctionalInterface
interface ArmOperation {
  ArmResponse perform(ArmRequest request);
}
