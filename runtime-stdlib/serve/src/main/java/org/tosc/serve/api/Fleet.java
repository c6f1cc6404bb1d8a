package org.tosc.serve.api;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.digest.Sha256;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Status;
import org.tosc.serve.metric.Metrics;
import org.tosc.serve.model.TensorModel;
import org.tosc.serve.model.TextModel;
import org.tosc.serve.schedule.Priority;
import org.tosc.serve.schedule.Service;
import org.tosc.serve.schedule.TensorService;
import org.tosc.serve.schedule.TextService;

/// The models that are served, and which of them answers whom.
final class Fleet {
  private final List<Service> members = new ArrayList<>();
  private final double split;
  private final Metrics metrics;

  Fleet(Deployment deployment, Metrics metrics) {
    this.metrics = metrics;
    this.split = deployment.split();
    deployment
        .models()
        .forEach(
            model ->
                members.add(
                    switch (model) {
                      case TextModel text -> new TextService(text, deployment.batch(), metrics);
                      case TensorModel tensors ->
                          new TensorService(tensors, deployment.batch(), metrics);
                    }));
  }

  void start() {
    members.forEach(Service::start);
  }

  void stop() {
    members.forEach(Service::stop);
  }

  List<String> names() {
    return members.stream().map(member -> member.model().name()).toList();
  }

  /// The model for a request. Where two share the requests, a client stays with one of them.
  ///
  /// @param name as the client says it; null, or the first one's, leaves the choice to the split
  /// @param client what tells one client from another; null for a choice by chance
  Service choose(@Nullable String name, @Nullable String client) throws HttpFault {
    Service chosen = members.getFirst();
    if (name != null && !name.equals(chosen.model().name())) {
      chosen =
          members.stream()
              .filter(member -> member.model().name().equals(name))
              .findFirst()
              .orElseThrow(() -> new HttpFault(Status.NOT_FOUND, "there is no such model here"));
    } else if (members.size() == 2 && place(client) < split) {
      chosen = members.getLast();
    }
    metrics.chosen(chosen.model().name());
    return chosen;
  }

  /// Where a client lies between 0 and 1: always at the same place.
  static double place(@Nullable String client) {
    if (client == null) {
      return ThreadLocalRandom.current().nextDouble();
    }
    // 53 bits are what a double has.
    return (ByteBuffer.wrap(Sha256.of(client)).getLong() >>> 11) * 0x1p-53;
  }

  /// Requests that wait, by priority.
  Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new LinkedHashMap<>();
    for (Priority priority : Priority.values()) {
      waiting.put(priority.label(), members.stream().mapToInt(m -> m.waiting(priority)).sum());
    }
    return waiting;
  }
}
