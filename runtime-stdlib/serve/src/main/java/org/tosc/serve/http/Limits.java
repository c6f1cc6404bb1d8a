package org.tosc.serve.http;

import java.time.Duration;

/// What a server bears. There is no way to have none of them: each is at least 1 and at most
/// [#MOST].
///
/// @param bodyBytes of a request
/// @param headerBytes of a request's first line and fields together
/// @param fields of a request
/// @param connections that are open at a time; one more gets a 503 and is closed
/// @param inFlight requests for models that are waiting or running; one more gets a 503
/// @param header until the head of a request is there, from its begin, or from the end of the
///   request before
/// @param request until the body is there, until the answer is there or the first piece of it is,
///   and until a client reads what was written
/// @param drain for requests in flight, when the server ends
public record Limits(
    int bodyBytes,
    int headerBytes,
    int fields,
    int connections,
    int inFlight,
    Duration header,
    Duration request,
    Duration drain) {
  /// No limit is above these.
  public static final Limits MOST =
      new Limits(
          1 << 28,
          1 << 18,
          1000,
          1 << 16,
          1 << 16,
          Duration.ofMinutes(10),
          Duration.ofHours(24),
          Duration.ofMinutes(10));

  /// What holds where nobody says anything.
  public static final Limits USUAL =
      new Limits(
          1 << 20,
          16 << 10,
          100,
          64,
          16,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  /// @throws IllegalArgumentException where one is outside; the message says which
  public Limits {
    // Only while it is being made itself is there none.
    Limits most = MOST;
    if (most != null) {
      require("body", bodyBytes, most.bodyBytes);
      require("headers", headerBytes, most.headerBytes);
      require("fields", fields, most.fields);
      require("connections", connections, most.connections);
      require("in_flight", inFlight, most.inFlight);
      require("header_timeout", header, most.header);
      require("timeout", request, most.request);
      require("drain", drain, most.drain);
    }
  }

  private static void require(String name, int given, int most) {
    if (given < 1 || given > most) {
      throw new IllegalArgumentException("`" + name + "` is 1 to " + most + ", found " + given);
    }
  }

  private static void require(String name, Duration given, Duration most) {
    if (!given.isPositive() || given.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "`" + name + "` is above 0 and at most " + most.toSeconds() + " s, found " + given);
    }
  }

  public Limits withBodyBytes(int other) {
    return new Limits(other, headerBytes, fields, connections, inFlight, header, request, drain);
  }

  public Limits withConnections(int other) {
    return new Limits(bodyBytes, headerBytes, fields, other, inFlight, header, request, drain);
  }

  public Limits withInFlight(int other) {
    return new Limits(bodyBytes, headerBytes, fields, connections, other, header, request, drain);
  }

  public Limits withHeader(Duration other) {
    return new Limits(bodyBytes, headerBytes, fields, connections, inFlight, other, request, drain);
  }

  public Limits withRequest(Duration other) {
    return new Limits(bodyBytes, headerBytes, fields, connections, inFlight, header, other, drain);
  }

  public Limits withDrain(Duration other) {
    return new Limits(
        bodyBytes, headerBytes, fields, connections, inFlight, header, request, other);
  }
}
