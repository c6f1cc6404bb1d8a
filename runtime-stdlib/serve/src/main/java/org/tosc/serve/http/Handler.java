package org.tosc.serve.http;

import java.io.IOException;

/// Answers requests. Called by many threads.
public interface Handler {
  /// Looks at a request before its body is read.
  ///
  /// @throws HttpFault where it is refused
  void check(Request head) throws HttpFault;

  /// Answers a request.
  ///
  /// @throws HttpFault where it is refused, before anything was sent
  /// @throws IOException where the client is gone
  void handle(Request request, Reply reply) throws HttpFault, IOException;

  /// Hears of each request that was refused, whoever refused it.
  void refused(Status status);
}
