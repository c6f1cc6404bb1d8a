package org.tosc.driver.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.Limits;
import org.tosc.serve.model.ServedModel;

/// The settings of `deploy m on port 8080, other = n, split = 0.1`.
///
/// @param door where guest code is asked
/// @param here the engine that runs language models
record DeploySettings(Settings settings, GuestDoor door, Compute here) {
  private static final int USUAL_BATCH = 16;

  /// What is to be served.
  Deployment deployment(@Nullable Object model, @Nullable Object port) {
    if (!(port instanceof Long number)) {
      throw Errors.type("a port is an int, found " + Kind.withArticle(port));
    }
    List<ServedModel> models = new ArrayList<>(List.of(served(model, "model")));
    if (settings.has("other")) {
      models.add(served(settings.value("other"), "other"));
    }
    String host = settings.text("host");
    try {
      return new Deployment(
          models,
          settings.number("split", models.size() == 1 ? 0.0 : 0.5),
          Math.clamp(number, -1, 65_536),
          settings.text("listen"),
          settings.text("token"),
          host == null ? Set.of() : Set.of(host),
          limits(),
          count("batch", USUAL_BATCH));
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(Objects.requireNonNull(wrong.getMessage()));
    }
  }

  private Limits limits() {
    Limits usual = Limits.USUAL;
    long timeout =
        Math.round(1000 * settings.number("timeout", (double) usual.request().toSeconds()));
    return usual
        .withInFlight(count("in_flight", usual.inFlight()))
        .withConnections(count("connections", usual.connections()))
        .withRequest(Duration.ofMillis(timeout));
  }

  private ServedModel served(@Nullable Object model, String otherwise) {
    if (model instanceof LoadedModel loaded) {
      return ServedLanguageModel.of(name(loaded.name()), loaded.on(here));
    }
    if (model == null || !Kind.is(model, "model")) {
      throw Errors.type("`deploy` takes a model, found " + Kind.withArticle(model));
    }
    return new ServedFunction(otherwise, model, settings.value("coalesce") == Boolean.TRUE, door);
  }

  /// A file's name: clients are not told where it lies.
  private static String name(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return file.endsWith(".gguf") ? file.substring(0, file.length() - 5) : file;
  }

  /// A number that is counted with; what is out of range stays so.
  private int count(String name, int otherwise) {
    return Math.clamp(settings.whole(name, otherwise), -1, Integer.MAX_VALUE);
  }
}
