package org.tosc.driver.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.train.Optimizer;
import org.tosc.models.train.Schedule;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// The settings of `train m on data: epochs = 3, optimizer = adamw`.
record TrainSettings(Map<String, @Nullable Object> given) {
  private static final double USUAL_RATE = 0.001;
  private static final long USUAL_BATCH = 32;

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
    Object betas = given.get("betas");
    if (betas != null) {
      if (!(betas instanceof ListValue list) || list.size() != 2) {
        throw wrong("betas", "a list of two numbers", betas);
      }
      beta1 = within("betas", number("betas", list.get(0)), 0, 1);
      beta2 = within("betas", number("betas", list.get(1)), 0, 1);
    }
    return new Optimizer.Hyper(
        within("momentum", number("momentum", usual.momentum()), 0, 1),
        beta1,
        beta2,
        within("eps", number("eps", usual.eps()), 0, 1),
        within("weight_decay", number("weight_decay", usual.weightDecay()), 0, 1e9));
  }

  double rate() {
    return within("learning_rate", number("learning_rate", USUAL_RATE), 0, 1e9);
  }

  /// The longest that all gradients together may be; infinite where they may be of any length.
  double clip() {
    return given.get("clip") == null
        ? Double.POSITIVE_INFINITY
        : within("clip", number("clip", 1), Double.MIN_NORMAL, 1e30);
  }

  int batch(int examples) {
    return (int) Math.min(examples, atLeast("batch_size", USUAL_BATCH, 1));
  }

  /// Batches whose gradients are added up before a step.
  int accumulate() {
    return (int) Math.min(1 << 20, atLeast("accumulate", 1, 1));
  }

  /// Steps of the whole run.
  long steps(long stepsPerEpoch) {
    if (given.get("steps") != null) {
      return atLeast("steps", 1, 1);
    }
    return Math.multiplyExact(atLeast("epochs", 1, 1), stepsPerEpoch);
  }

  /// Steps in which the rate rises; a number below 1 is a share of all.
  long warmup(long steps) {
    double warmup = within("warmup", number("warmup", 0), 0, 1e15);
    return warmup < 1 ? Math.round(warmup * steps) : (long) warmup;
  }

  long seed() {
    return given.get("seed") instanceof Long seed ? seed : whole("seed", 0);
  }

  /// After how many steps something happens; 0 for never.
  long every(String what, long stepsPerEpoch) {
    if (given.get(what + "_every_steps") != null) {
      return atLeast(what + "_every_steps", 1, 1);
    }
    return given.get(what + "_every_epochs") == null
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

  @Nullable Object value(String name) {
    return given.get(name);
  }

  /// A path; null where there is none.
  @Nullable String path(String name) {
    return given.get(name) == null ? null : text(name, "");
  }

  private String text(String name, String otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Text text -> text.toString();
      case Object other -> throw wrong(name, "a string", other);
    };
  }

  private double number(String name, double otherwise) {
    Object value = given.get(name);
    return value == null ? otherwise : number(name, value);
  }

  private static double number(String name, @Nullable Object value) {
    return switch (value) {
      case Long whole -> (double) whole;
      case Double number -> number;
      case null, default -> throw wrong(name, "a number", value);
    };
  }

  private long whole(String name, long otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Long whole -> whole;
      case Object other -> throw wrong(name, "an int", other);
    };
  }

  private long atLeast(String name, long otherwise, long least) {
    long value = whole(name, otherwise);
    if (value < least) {
      throw Errors.value("the setting `" + name + "` is at least " + least + ", found " + value);
    }
    return value;
  }

  private static double within(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw Errors.value(
          "the setting `" + name + "` is from " + low + " to " + high + ", found " + value);
    }
    return value;
  }

  static RuntimeException wrong(String name, String expected, @Nullable Object found) {
    return Errors.type(
        "the setting `" + name + "` is " + expected + ", found " + Kind.withArticle(found));
  }
}
