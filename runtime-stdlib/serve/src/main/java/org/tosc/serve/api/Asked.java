package org.tosc.serve.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Request;
import org.tosc.serve.schedule.Priority;

/// What every request for a model says.
///
/// @param client what tells one client from another; null where nothing does
record Asked(Body body, Priority priority, @Nullable String model, @Nullable String client) {
  static Asked of(Request request, Body body) throws HttpFault {
    String client = request.fields().single("X-Client-Key");
    return new Asked(
        body,
        priority(request, body),
        body.text("model"),
        client == null ? body.text("user") : client);
  }

  private static Priority priority(Request request, Body body) throws HttpFault {
    String field = request.fields().single("X-Priority");
    String name = field == null ? body.text("priority") : field;
    Priority priority = name == null ? Priority.NORMAL : Priority.find(name);
    if (priority == null) {
      throw Body.wrong("priority", "one of " + List.of(Priority.values()));
    }
    return priority;
  }
}
