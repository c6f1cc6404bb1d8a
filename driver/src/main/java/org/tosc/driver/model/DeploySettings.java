package org.tosc.driver.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.serve.Deployment;
import org.tosc.serve.http.Limits;
import org.tosc.serve.model.ServedModel;
import org.tosc.serve.model.TensorModel;

/// The settings of `deploy m on port 8080, name = "base", other = n, other_name = "tuned"`.
///
/// @param door where guest code is asked
/// @param here the engine that runs language models
record DeploySettings(Settings settings, GuestDoor door, Compute here) {
  private static final int USUAL_BATCH = 16;
  private static final String NAME = "name";
  private static final String OTHER = "other";
  private static final String OTHER_NAME = "other_name";
  private static final String SPLIT = "split";
  private static final String COALESCE = "coalesce";

  /// In seconds: what a clock of milliseconds can tell.
  private static final double SHORTEST_TIMEOUT = 0.001;

  /// In characters: it stands in every answer.
  private static final int LONGEST_NAME = 100;

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
    List<ServedModel> models = new ArrayList<>(List.of(served(model, NAME, "model")));
    if (settings.has(OTHER)) {
      models.add(served(settings.value(OTHER), OTHER_NAME, OTHER));
    }
    String first = models.getFirst().name();
    if (models.size() > 1 && models.getLast().name().equals(first)) {
      throw Errors.value(
          "both models are called `"
              + first
              + "`: `other_name = \"…\"` gives the second one a name of its own");
    }
    if (models.stream().map(TensorModel.class::isInstance).distinct().count() > 1) {
      throw Errors.value("two models share requests where both answer texts, or both tensors");
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
    for (String setting : List.of(SPLIT, OTHER_NAME)) {
      if (settings.has(setting)) {
        throw Errors.value(
            "`" + setting + "` is of a second model, and there is none: `other = n` gives it");
      }
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

  /// @param setting that may name it
  /// @param otherwise the name of a model of the program
  private ServedModel served(@Nullable Object model, String setting, String otherwise) {
    return switch (model) {
      case LoadedModel loaded ->
          ServedLanguageModel.of(named(setting, name(loaded.name())), loaded.on(here));
      case LoadedEncoder encoder ->
          throw Errors.type(
              "`deploy` takes a language model or a model of the program, and "
                  + encoder
                  + " is an encoder, whose rows of numbers only `infer` gives");
      case Object other when Kind.is(other, "model") ->
          new ServedFunction(
              named(setting, otherwise), other, settings.flag(COALESCE), door, DeviceBlock.now());
      case null, default ->
          throw Errors.type("`deploy` takes a model, found " + Kind.withArticle(model));
    };
  }

  private String named(String setting, String otherwise) {
    String name = settings.text(setting);
    if (name == null) {
      return otherwise;
    }
    int length = name.codePointCount(0, name.length());
    if (name.isBlank() || length > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw Errors.value(
          "`"
              + setting
              + "` has 1 to "
              + LONGEST_NAME
              + " characters, none of them a control character, found "
              + Show.quote(name));
    }
    return name;
  }

  /// The name of a file or a folder: clients are not told where it lies.
  private static String name(String path) {
    Path file = Session.current().resolve(path).toAbsolutePath().normalize().getFileName();
    String name = file == null ? "model" : file.toString();
    return name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name;
  }
}
