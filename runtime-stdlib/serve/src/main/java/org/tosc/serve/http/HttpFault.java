package org.tosc.serve.http;

import java.io.Serial;

/// A request that is refused. Its message is for the client: it has no paths and nothing of the
/// server's inside.
public final class HttpFault extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Status status;

  public HttpFault(Status status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /// A request that says something wrong.
  public static HttpFault bad(String message) {
    return new HttpFault(Status.BAD_REQUEST, message);
  }

  public Status status() {
    return status;
  }
}
