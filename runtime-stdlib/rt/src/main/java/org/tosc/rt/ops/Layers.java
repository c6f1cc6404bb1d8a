package org.tosc.rt.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.Errors;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Layers by configuration, `layer hidden: kind=dense, in=8, out=4`: each is a small model with its
/// parameters as fields and one layer `forward`.
public final class Layers {
  private static final List<String> ACTIVATIONS =
      List.of("relu", "gelu", "silu", "tanh", "sigmoid", "softmax");

  private Layers() {}

  /// A layer from `kind, in, out, activation, kernel, size, dim, p`; nil for what is not given.
  public static Instance of(@Nullable Object[] settings) {
    String kind = Show.text(settings[0]);
    return switch (kind) {
      case "dense" -> dense(settings);
      case "conv2d" -> conv2d(settings);
      case "layernorm" ->
          layernorm(integer(settings[5] == null ? settings[1] : settings[5], kind, "size"));
      case "embedding" -> embedding(settings);
      case "dropout" -> plain(kind, x -> call("dropout", x, settings[7]));
      default -> {
        if (!ACTIVATIONS.contains(kind)) {
          throw Errors.value(
              "there is no layer kind `"
                  + kind
                  + "`; expected dense, conv2d, layernorm, embedding, dropout or "
                  + String.join(", ", ACTIVATIONS));
        }
        yield plain(kind, x -> call(kind, x));
      }
    };
  }

  /// What a layer computes from its input.
  @FunctionalInterface
  private interface Forward {
    @Nullable Object apply(@Nullable Object x);
  }

  private static Instance dense(@Nullable Object[] settings) {
    long in = integer(settings[1], "dense", "in");
    long out = integer(settings[2], "dense", "out");
    Object weight = call("param", ListValue.of(in, out));
    Object bias = call("zeros", ListValue.of(out));
    Object activation = settings[3];
    Instance layer =
        instance(
            "dense",
            List.of("weight", "bias"),
            (self, x) -> {
              Object y =
                  Arithmetic.add(
                      Arithmetic.matmul(x, Members.get(self, "weight")), Members.get(self, "bias"));
              return activation == null ? y : call(Show.text(activation), y);
            });
    return with(with(layer, "weight", weight), "bias", bias);
  }

  private static Instance conv2d(@Nullable Object[] settings) {
    long in = integer(settings[1], "conv2d", "in");
    long out = integer(settings[2], "conv2d", "out");
    long kernel = settings[4] == null ? 3 : integer(settings[4], "conv2d", "kernel");
    Object filters = call("param", ListValue.of(out, kernel, kernel, in));
    Object activation = settings[3];
    Instance layer =
        instance(
            "conv2d",
            List.of("filters"),
            (self, x) -> {
              Object y = call("conv2d", x, Members.get(self, "filters"));
              return activation == null ? y : call(Show.text(activation), y);
            });
    return with(layer, "filters", filters);
  }

  private static Instance layernorm(long size) {
    Instance layer =
        instance(
            "layernorm",
            List.of("gamma", "beta"),
            (self, x) ->
                call("layernorm", x, Members.get(self, "gamma"), Members.get(self, "beta")));
    return with(
        with(layer, "gamma", call("ones", ListValue.of(size))),
        "beta",
        call("zeros", ListValue.of(size)));
  }

  private static Instance embedding(@Nullable Object[] settings) {
    long size = integer(settings[5], "embedding", "size");
    long dim = integer(settings[6], "embedding", "dim");
    Instance layer =
        instance(
            "embedding",
            List.of("table"),
            (self, x) -> call("embed", x, Members.get(self, "table")));
    return with(layer, "table", call("param", ListValue.of(size, dim)));
  }

  private static Instance plain(String kind, Forward forward) {
    return instance(kind, List.of(), (self, x) -> forward.apply(x));
  }

  /// What a layer with parameters computes.
  @FunctionalInterface
  private interface Body {
    @Nullable Object apply(@Nullable Object self, @Nullable Object x);
  }

  private static Instance instance(String kind, List<String> fields, Body body) {
    FunctionValue forward =
        FunctionValue.of("forward", "self,x", args -> body.apply(args[0], args[1]));
    return new ClassValue(kind, null, fields).method("forward", forward).asModel().allocate();
  }

  private static Instance with(Instance layer, String field, @Nullable Object value) {
    Members.set(layer, field, value);
    return layer;
  }

  private static @Nullable Object call(String builtin, @Nullable Object... args) {
    Builtin row = Builtins.find(builtin);
    if (row == null) {
      throw Errors.value("there is no activation `" + Text.of(builtin) + "`");
    }
    return row.function().invoke(args);
  }

  private static long integer(@Nullable Object value, String kind, String setting) {
    if (value instanceof Long number && number > 0) {
      return number;
    }
    throw Errors.value(
        "a " + kind + " layer needs `" + setting + "`, an int above 0, found " + Show.text(value));
  }
}
