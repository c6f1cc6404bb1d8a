package org.tosc.driver.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Optimizer;
import org.tosc.models.train.Schedule;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ListValue;

/// The settings of `train m on data: epochs = 3, optimizer = adamw`.
record TrainSettings(Settings settings) {
  private static final double USUAL_RATE = 0.001;
  private static final int USUAL_CONTEXT = 256;

  /// The settings of some optimisers only.
  private static final List<String> OF_OPTIMIZERS = List.of("momentum", "betas", "eps");

  /// Fails where one setting would be without effect because of another.
  void requireAgreement() {
    if (settings.has("epochs") && settings.has("steps")) {
      throw Errors.value("`epochs` and `steps` both say how long it trains: give one of them");
    }
    boolean evaluates = settings.has("eval_every_steps") || settings.has("eval_every_epochs");
    if (evaluates && !settings.has("validation")) {
      throw Errors.value(
          "`eval every` measures the loss on examples that are not trained on, and there are none:"
              + " `validation` gives them");
    }
    Optimizer optimizer = optimizer();
    for (String name : OF_OPTIMIZERS) {
      if (settings.has(name) && !optimizer.has(name)) {
        String having =
            Arrays.stream(Optimizer.values())
                .filter(o -> o.has(name))
                .map(Optimizer::text)
                .collect(Collectors.joining(", "));
        throw Errors.value(
            "the optimizer `" + optimizer.text() + "` has no `" + name + "`, only " + having);
      }
    }
  }

  Optimizer optimizer() {
    String name = text("optimizer", "adam");
    Optimizer found = Optimizer.find(name);
    if (found == null) {
      throw unknown("optimizer", name, names(Optimizer.values()));
    }
    return found;
  }

  Schedule schedule() {
    String name = text("schedule", "constant");
    Schedule found = Schedule.find(name);
    if (found == null) {
      throw unknown("schedule", name, names(Schedule.values()));
    }
    return found;
  }

  private static String names(Enum<?>[] rows) {
    return Arrays.stream(rows)
        .map(r -> r.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static RuntimeException unknown(String what, String name, String known) {
    return Errors.value("there is no " + what + " `" + name + "`; there are " + known);
  }

  Optimizer.Hyper hyper() {
    Optimizer.Hyper usual = optimizer().usual();
    double beta1 = usual.beta1();
    double beta2 = usual.beta2();
    Object betas = settings.value("betas");
    if (betas != null) {
      if (!(betas instanceof ListValue list) || list.size() != 2) {
        throw Settings.wrong("betas", "a list of two numbers", betas);
      }
      beta1 = beta(list.get(0));
      beta2 = beta(list.get(1));
    }
    return new Optimizer.Hyper(
        settings.number("momentum", usual.momentum(), 0, 1, "0 to 1"),
        beta1,
        beta2,
        settings.number("eps", usual.eps(), 0, 1, "0 to 1"),
        settings.number("weight_decay", usual.weightDecay(), 0, 1e9, "0 to 1e9"));
  }

  private static double beta(@Nullable Object written) {
    double beta = Settings.number("betas", written);
    if (!(beta >= 0 && beta <= 1)) {
      throw Errors.value("`betas` are 0 to 1, found " + Show.text(written));
    }
    return beta;
  }

  double rate() {
    return settings.number("learning_rate", USUAL_RATE, 0, 1e9, "0 to 1e9");
  }

  /// The longest that all gradients together may be; infinite where they may be of any length.
  double clip() {
    return !settings.has("clip")
        ? Double.POSITIVE_INFINITY
        : settings.number("clip", 1, Double.MIN_NORMAL, 1e30, "above 0 and at most 1e30");
  }

  int batch(int examples, int usual) {
    return (int) Math.min(examples, atLeast("batch_size", usual, 1));
  }

  /// The tokens of an example, of language models.
  int context(int most) {
    long wanted = atLeast("context", Math.min(most, USUAL_CONTEXT), 1);
    if (wanted > most) {
      throw Errors.value("the setting `context` is at most " + most + ", the model's own");
    }
    return (int) wanted;
  }

  /// The rank of adapters; 0 where the model's own weights are trained.
  int rank() {
    return !settings.has("lora") ? 0 : (int) Math.min(1 << 16, atLeast("lora", 8, 1));
  }

  /// Batches whose gradients are added up before a step.
  int accumulate() {
    return (int) Math.min(1 << 20, atLeast("accumulate", 1, 1));
  }

  /// Steps of the whole run.
  long steps(long stepsPerEpoch) {
    if (settings.has("steps")) {
      return atLeast("steps", 1, 1);
    }
    return Math.multiplyExact(atLeast("epochs", 1, 1), stepsPerEpoch);
  }

  /// Steps in which the rate rises; a number below 1 is a share of all.
  long warmup(long steps) {
    double warmup = settings.number("warmup", 0, 0, 1e15, "0 to 1e15");
    return warmup < 1 ? Math.round(warmup * steps) : (long) warmup;
  }

  long seed() {
    return settings.whole("seed", 0);
  }

  /// After how many steps something happens; 0 for never.
  long every(String what, long stepsPerEpoch) {
    if (settings.has(what + "_every_steps")) {
      return atLeast(what + "_every_steps", 1, 1);
    }
    return !settings.has(what + "_every_epochs")
        ? 0
        : Math.multiplyExact(atLeast(what + "_every_epochs", 1, 1), stepsPerEpoch);
  }

  /// `f32`, or what products are computed in: `f16` or `bf16`.
  String precision() {
    String precision = text("precision", "f32");
    if (!precision.equals("f32") && !precision.equals("f16") && !precision.equals("bf16")) {
      throw unknown("precision", precision, "f32, f16, bf16");
    }
    return precision;
  }

  /// Fails where there is a setting that a model of this kind has not.
  void refuse(String... names) {
    for (String name : names) {
      if (settings.has(name)) {
        throw Errors.value("the setting `" + name + "` is not for this model");
      }
    }
  }

  @Nullable Object value(String name) {
    return settings.value(name);
  }

  /// A path; null where there is none.
  @Nullable String path(String name) {
    return settings.text(name);
  }

  private String text(String name, String otherwise) {
    String given = settings.text(name);
    return given == null ? otherwise : given;
  }

  private long atLeast(String name, long otherwise, long least) {
    long value = settings.whole(name, otherwise);
    if (value < least) {
      throw Errors.value("the setting `" + name + "` is at least " + least + ", found " + value);
    }
    return value;
  }
}
