package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;
import org.tosc.serve.ModelServer;

/// A server as a value of guest code.
record ServerValue(ModelServer server) implements ForeignValue {
  @Override
  public String kind() {
    return "server";
  }

  @Override
  public @Nullable Object member(String member) {
    return switch (member) {
      case "port" -> (long) server.port();
      case "url" -> Text.of(server.url());
      case "requests" -> server.requests();
      case "stop" -> FunctionValue.of("stop", "", _ -> stop());
      default -> Missing.VALUE;
    };
  }

  private @Nullable Object stop() {
    server.stop();
    return null;
  }

  @Override
  public @Nullable FunctionValue asFunction() {
    return null;
  }

  @Override
  public String toString() {
    return "<server " + server.url() + ">";
  }
}
