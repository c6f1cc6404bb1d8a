package org.tosc.serve.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.Handler;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Limits;
import org.tosc.serve.http.Reply;
import org.tosc.serve.http.Request;
import org.tosc.serve.http.Status;
import org.tosc.serve.json.Json;
import org.tosc.serve.json.JsonText;
import org.tosc.serve.metric.Metrics;
import org.tosc.serve.schedule.Service;
import org.tosc.serve.schedule.TensorService;
import org.tosc.serve.schedule.TextService;

/// Everything that can be asked, and who may ask it.
public final class Api implements Handler {
  static final String JSON = "application/json";

  private final Guard guard;
  private final Limits limits;
  private final Metrics metrics = new Metrics();
  private final Fleet fleet;
  private final Page page = Page.read();
  private final long created = Instant.now().getEpochSecond();

  private Api(Deployment deployment, Guard guard) {
    this.guard = guard;
    this.limits = deployment.limits();
    this.fleet = new Fleet(deployment, metrics);
  }

  /// Begins to work on requests.
  public static Api start(Deployment deployment, Guard guard) {
    Api api = new Api(deployment, guard);
    api.fleet.start();
    return api;
  }

  /// Ends the models' threads.
  public void stop() {
    fleet.stop();
  }

  /// Requests that were answered or refused.
  public long requests() {
    return metrics.total();
  }

  @Override
  public void check(Request head) throws HttpFault {
    guard.checkSender(head);
    Route route = Route.find(head.path());
    if (route == null) {
      throw new HttpFault(Status.NOT_FOUND, "there is nothing at this path");
    }
    if (!route.takes(head.method())) {
      throw new HttpFault(
          Status.METHOD_NOT_ALLOWED, "this path takes " + (route.isPost ? "POST" : "GET"));
    }
    guard.check(head, route);
  }

  @Override
  public void refused(Status status) {
    metrics.request("refused", status.code());
  }

  @Override
  public void handle(Request request, Reply reply) throws HttpFault, IOException {
    Route route = Route.find(request.path());
    if (route == null) {
      throw new HttpFault(Status.NOT_FOUND, "there is nothing at this path");
    }
    switch (route) {
      case PAGE -> page.send(reply);
      case HEALTH -> send(reply, Json.object("status", Json.of("ok")));
      case METRICS -> {
        String text = metrics.text(fleet.waiting());
        reply.send(Status.OK, "text/plain; version=0.0.4", text.getBytes(StandardCharsets.UTF_8));
      }
      case MODELS -> send(reply, models());
      case INFER, COMPLETIONS, CHAT -> ask(route, request, reply);
    }
    metrics.request(route.path, Status.OK.code());
  }

  /// A request for a model, if there is room for it.
  private void ask(Route route, Request request, Reply reply) throws HttpFault, IOException {
    Asked asked = Asked.of(request, Body.of(JsonText.read(request.body())));
    if (metrics.inFlight().incrementAndGet() > limits.inFlight()) {
      metrics.inFlight().decrementAndGet();
      throw new HttpFault(Status.SERVICE_UNAVAILABLE, "too many requests are in flight");
    }
    try {
      Service member = fleet.choose(asked.model(), asked.client());
      switch (member) {
        case TextService service -> new TextRoutes(service, limits).answer(route, asked, reply);
        case TensorService service -> new TensorRoute(service, limits).answer(route, asked, reply);
      }
    } finally {
      metrics.inFlight().decrementAndGet();
    }
  }

  private Json models() {
    List<Json> all =
        fleet.names().stream()
            .map(
                name ->
                    Json.object(
                        "id", Json.of(name),
                        "object", Json.of("model"),
                        "created", Json.of(created),
                        "owned_by", Json.of("tosc")))
            .toList();
    return Json.object("object", Json.of("list"), "data", Json.array(all));
  }

  static void send(Reply reply, Json json) throws IOException {
    reply.send(Status.OK, JSON, json.text().getBytes(StandardCharsets.UTF_8));
  }
}
