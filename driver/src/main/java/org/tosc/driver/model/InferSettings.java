package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.Sampling;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// The settings of `infer m with x: max_tokens = 64, temperature = 0`.
record InferSettings(Map<String, @Nullable Object> given) {
  private static final int MAX_TOKENS = 256;

  int maxTokens() {
    return (int) Math.min(Integer.MAX_VALUE, whole("max_tokens", MAX_TOKENS));
  }

  /// What makes a program repeat itself is its own seed, where the statement has none.
  Sampling sampling() {
    Sampling usual = Sampling.USUAL;
    long seed =
        given.containsKey("seed") ? whole("seed", 0) : Session.current().random().nextLong();
    try {
      return usual
          .withTemperature(number("temperature", usual.temperature()))
          .withTopK((int) Math.min(Integer.MAX_VALUE, whole("top_k", usual.topK())))
          .withTopP(number("top_p", usual.topP()))
          .withMinP(number("min_p", usual.minP()))
          .withRepetitionPenalty(number("repetition_penalty", usual.repetitionPenalty()))
          .withSeed(seed);
    } catch (IllegalArgumentException outside) {
      throw Errors.value(Objects.requireNonNull(outside.getMessage()));
    }
  }

  List<String> stops() {
    return switch (given.get("stop")) {
      case null -> List.of();
      case Text text -> List.of(text.toString());
      case ListValue list -> {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          stops.add(text("stop", list.get(i)));
        }
        yield stops;
      }
      case Object other -> throw wrong("stop", "a string or a list of strings", other);
    };
  }

  @Nullable String system() {
    Object given = this.given.get("system");
    return given == null ? null : text("system", given);
  }

  boolean flag(String name) {
    return switch (given.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      case Object other -> throw wrong(name, "true or false", other);
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

  private long whole(String name, long otherwise) {
    return switch (given.get(name)) {
      case null -> otherwise;
      case Long whole -> whole;
      case Object other -> throw wrong(name, "an int", other);
    };
  }

  private static String text(String name, @Nullable Object value) {
    if (value instanceof Text text) {
      return text.toString();
    }
    throw wrong(name, "a string", value);
  }

  private static RuntimeException wrong(String name, String expected, @Nullable Object found) {
    return Errors.type(
        "the setting `" + name + "` is " + expected + ", found " + Kind.withArticle(found));
  }
}
