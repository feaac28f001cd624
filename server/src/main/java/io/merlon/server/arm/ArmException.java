package io.merlon.server.arm;

/** A request that is answered with an ARM error body. */
public final class ArmException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String code;

  /**
   * An answer other than success.
   *
   * @param status the HTTP status
   * @param code ARM's word for it
   * @param message what is wrong and what to do
   */
  public ArmException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static ArmException notFound(String id) {
    return new ArmException(404, "ResourceNotFound", "There is no resource '" + id + "'.");
  }

  static ArmException badRequest(String code, String message) {
    return new ArmException(400, code, message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
