package org.tosc.driver.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.Limits;
import org.tosc.serve.model.ServedModel;
import org.tosc.serve.model.TensorModel;

/// The settings of `deploy m on port 8080, other = n, split = 0.1`.
///
/// @param door where guest code is asked
record DeploySettings(Settings settings, GuestDoor door) {
  private static final int USUAL_BATCH = 16;
  private static final String OTHER = "other";
  private static final String SPLIT = "split";
  private static final String COALESCE = "coalesce";

  /// In seconds: what a clock of milliseconds can tell.
  private static final double SHORTEST_TIMEOUT = 0.001;

  /// What is to be served.
  Deployment deployment(@Nullable Object model, @Nullable Object port) {
    if (!(port instanceof Long number)) {
      throw Errors.type("a port is an int, found " + Kind.withArticle(port));
    }
    if (number < 0 || number > Deployment.MOST_PORT) {
      throw Errors.value("a port is 0 to " + Deployment.MOST_PORT + ", found " + number);
    }
    String host = settings.text("host");
    try {
      return new Deployment(
          models(model),
          split(),
          Math.toIntExact(number),
          settings.text("listen"),
          settings.text("token"),
          host == null ? Set.of() : Set.of(host),
          limits(),
          settings.count("batch", USUAL_BATCH, 1, Deployment.MOST_BATCH));
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(Objects.requireNonNull(wrong.getMessage()));
    }
  }

  private List<ServedModel> models(@Nullable Object model) {
    List<ServedModel> models = new ArrayList<>(List.of(served(model, "model")));
    if (settings.has(OTHER)) {
      models.add(served(settings.value(OTHER), OTHER));
    }
    boolean coalesces = settings.flag(COALESCE);
    if (coalesces && models.stream().noneMatch(TensorModel.class::isInstance)) {
      throw Errors.value(
          "`coalesce` is for models of a program: language models compute requests together in any"
              + " case");
    }
    return models;
  }

  /// The share of the second model; what is said of one that is not there is refused.
  private double split() {
    if (settings.has(OTHER)) {
      return settings.number(SPLIT, 0.5, 0, 1, "0 to 1");
    }
    if (settings.has(SPLIT)) {
      throw Errors.value(
          "`split` is the share of a second model, and there is none: `other = n` gives it");
    }
    return 0;
  }

  private Limits limits() {
    Limits usual = Limits.USUAL;
    long longest = Limits.MOST.request().toSeconds();
    double timeout =
        settings.number(
            "timeout",
            (double) usual.request().toSeconds(),
            SHORTEST_TIMEOUT,
            (double) longest,
            SHORTEST_TIMEOUT + " to " + longest + " seconds");
    return usual
        .withInFlight(settings.count("in_flight", usual.inFlight(), 1, Limits.MOST.inFlight()))
        .withConnections(
            settings.count("connections", usual.connections(), 1, Limits.MOST.connections()))
        .withRequest(Duration.ofMillis(Math.round(1000 * timeout)));
  }

  private ServedModel served(@Nullable Object model, String otherwise) {
    if (model instanceof LoadedModel loaded) {
      return ServedLanguageModel.of(name(loaded.name()), loaded.model());
    }
    if (model == null || !Kind.is(model, "model")) {
      throw Errors.type("`deploy` takes a model, found " + Kind.withArticle(model));
    }
    return new ServedFunction(otherwise, model, settings.flag(COALESCE), door);
  }

  /// A file's name: clients are not told where it lies.
  private static String name(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return file.endsWith(".gguf") ? file.substring(0, file.length() - 5) : file;
  }
}
