package org.tosc.serve.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.tosc.serve.json.Json;

/// How a refused request is told: JSON as clients of OpenAI's interface read it.
public final class Refusal {
  static final String JSON = "application/json";
  private static final String RETRY_SECONDS = "1";

  private Refusal() {}

  /// The text of an error.
  public static String text(Status status, String message) {
    String type = status.code() < 500 ? "invalid_request_error" : "server_error";
    Json error =
        Json.object(
            "message", Json.of(message), "type", Json.of(type), "code", Json.of(status.code()));
    return Json.object("error", error).text();
  }

  static void send(HttpFault fault, Reply reply, Handler handler) throws IOException {
    handler.refused(fault.status());
    switch (fault.status()) {
      case SERVICE_UNAVAILABLE -> reply.with("Retry-After", RETRY_SECONDS);
      case UNAUTHORIZED -> reply.with("WWW-Authenticate", "Bearer");
      case METHOD_NOT_ALLOWED -> reply.with("Allow", "GET, HEAD, POST");
      case OK,
          BAD_REQUEST,
          FORBIDDEN,
          NOT_FOUND,
          REQUEST_TIMEOUT,
          LENGTH_REQUIRED,
          CONTENT_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          EXPECTATION_FAILED,
          MISDIRECTED_REQUEST,
          FIELDS_TOO_LARGE,
          INTERNAL_SERVER_ERROR,
          NOT_IMPLEMENTED,
          GATEWAY_TIMEOUT,
          VERSION_NOT_SUPPORTED -> {}
    }
    String text = text(fault.status(), Objects.requireNonNull(fault.getMessage()));
    reply.send(fault.status(), JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  /// What a client gets for whom there is no room.
  static byte[] noRoom() {
    String body = text(Status.SERVICE_UNAVAILABLE, "there are too many connections");
    String head =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: "
            + RETRY_SECONDS
            + "\r\nConnection: close\r\nContent-Type: "
            + JSON
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }
}
