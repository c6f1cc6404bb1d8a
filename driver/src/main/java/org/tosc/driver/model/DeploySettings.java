package org.tosc.driver.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.value.Text;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.Limits;
import org.tosc.serve.model.ServedModel;

/// The settings of `deploy m on port 8080, other = n, split = 0.1`.
///
/// @param door where guest code is asked
record DeploySettings(Map<String, @Nullable Object> given, GuestDoor door) {
  private static final int USUAL_BATCH = 16;

  /// What is to be served.
  Deployment deployment(@Nullable Object model, @Nullable Object port) {
    if (!(port instanceof Long number)) {
      throw Errors.type("a port is an int, found " + Kind.withArticle(port));
    }
    List<ServedModel> models = new ArrayList<>(List.of(served(model, "model")));
    if (given.get("other") != null) {
      models.add(served(given.get("other"), "other"));
    }
    String host = text("host");
    try {
      return new Deployment(
          models,
          number("split", models.size() == 1 ? 0.0 : 0.5),
          Math.clamp(number, -1, 65_536),
          text("listen"),
          text("token"),
          host == null ? Set.of() : Set.of(host),
          limits(),
          whole("batch", USUAL_BATCH));
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(Objects.requireNonNull(wrong.getMessage()));
    }
  }

  private Limits limits() {
    Limits usual = Limits.USUAL;
    long timeout = Math.round(1000 * number("timeout", (double) usual.request().toSeconds()));
    return usual
        .withInFlight(whole("in_flight", usual.inFlight()))
        .withConnections(whole("connections", usual.connections()))
        .withRequest(Duration.ofMillis(timeout));
  }

  private ServedModel served(@Nullable Object model, String otherwise) {
    if (model instanceof LoadedModel(var path, var language)) {
      return ServedLanguageModel.of(name(path), language);
    }
    if (model == null || !Kind.is(model, "model")) {
      throw Errors.type("`deploy` takes a model, found " + Kind.withArticle(model));
    }
    return new ServedFunction(otherwise, model, given.get("coalesce") == Boolean.TRUE, door);
  }

  /// A file's name: clients are not told where it lies.
  private static String name(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return file.endsWith(".gguf") ? file.substring(0, file.length() - 5) : file;
  }

  private @Nullable String text(String name) {
    return switch (given.get(name)) {
      case null -> null;
      case Text text -> text.toString();
      case Object other -> throw wrong(name, "a string", other);
    };
  }

  private double number(String name, double otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Long whole -> (double) whole;
      case Double number -> number;
      case Object other -> throw wrong(name, "a number", other);
    };
  }

  private int whole(String name, int otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Long whole -> Math.clamp(whole, -1, Integer.MAX_VALUE);
      case Object other -> throw wrong(name, "an int", other);
    };
  }

  private static RuntimeException wrong(String name, String expected, @Nullable Object found) {
    return Errors.type(
        "the setting `" + name + "` is " + expected + ", found " + Kind.withArticle(found));
  }
}
