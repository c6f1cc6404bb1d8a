package org.tosc.bench.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A problem as a function `f` of a program in Pseudocode, as one would write it: no hint at how it
/// is to be computed.
///
/// @param shapes the shape of each parameter, in their order
/// @param result the expression that is returned; statements may stand before it
record ToscPrograms(Map<String, long[]> shapes, String result) {
  /// Null where Pseudocode has no parameters of such a type.
  static @Nullable ToscPrograms of(Problem problem) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    return switch (problem) {
      case Product p -> product(p, shapes);
      case QuantisedProduct _ -> null;
      case RowOperation r -> rows(r, shapes);
      case Elementwise e -> elementwise(e, shapes);
      case Attention a -> attention(a, shapes);
      case Convolution c -> convolution(c, shapes);
    };
  }

  /// The program.
  String source() {
    String parameters =
        shapes.entrySet().stream()
            .map(e -> e.getKey() + ": tensor[" + extents(e.getValue()) + ", f32]")
            .collect(Collectors.joining(", "));
    // A function that nothing calls is not compiled.
    String arguments =
        shapes.values().stream()
            .map(shape -> "zeros([" + extents(shape) + "])")
            .collect(Collectors.joining(", "));
    return """
    fn f(%s)
      %s
    end
    if time() < 0 then
      print f(%s)
    end
    """
        .formatted(parameters, result.replace("\n", "\n  "), arguments);
  }

  private static String extents(long[] shape) {
    return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
  }

  private static long[] shape(long... extents) {
    return extents;
  }

  private static ToscPrograms product(Product p, Map<String, long[]> shapes) {
    shapes.put("x", shape(p.m(), p.k()));
    shapes.put("w", shape(p.k(), p.n()));
    if (!p.hasBias()) {
      return new ToscPrograms(shapes, "return x @ w");
    }
    shapes.put("bias", shape(p.n()));
    return new ToscPrograms(
        shapes,
        p.kind() == Product.Kind.BIAS_RELU
            ? "return relu(x @ w + bias)"
            : "return gelu(x @ w + bias, approximate=\"tanh\")");
  }

  private static ToscPrograms rows(RowOperation r, Map<String, long[]> shapes) {
    long[] matrix = shape(r.rows(), r.columns());
    long[] row = shape(r.columns());
    return switch (r.kind()) {
      case SOFTMAX -> {
        shapes.put("x", matrix);
        yield new ToscPrograms(shapes, "return softmax(x, axis=1)");
      }
      case LAYERNORM -> {
        shapes.put("x", matrix);
        shapes.put("gamma", row);
        shapes.put("beta", row);
        yield new ToscPrograms(shapes, "return layernorm(x, gamma, beta, eps=0.00001)");
      }
      case RMSNORM -> {
        shapes.put("x", matrix);
        shapes.put("gamma", row);
        yield new ToscPrograms(shapes, "return rmsnorm(x, gamma, eps=0.00001)");
      }
      case ROPE -> {
        shapes.put("x", shape(r.rows(), RowOperation.HEADS, 2L * r.half()));
        shapes.put("cos", shape(r.rows(), 1, r.half()));
        shapes.put("sin", shape(r.rows(), 1, r.half()));
        yield new ToscPrograms(
            shapes,
            """
            a = x[:, :, 0:%1$d]
            b = x[:, :, %1$d:]
            return concat([a * cos - b * sin, a * sin + b * cos], axis=2)\
            """
                .formatted(r.half()));
      }
    };
  }

  private static ToscPrograms elementwise(Elementwise e, Map<String, long[]> shapes) {
    shapes.put("x", shape(e.rows(), e.columns()));
    return switch (e.kind()) {
      case SILUMUL -> {
        shapes.put("u", shape(e.rows(), e.columns()));
        yield new ToscPrograms(shapes, "return silu(x) * u");
      }
      case ADD -> {
        shapes.put("u", shape(e.rows(), e.columns()));
        yield new ToscPrograms(shapes, "return x + u");
      }
      case GELU_TANH -> new ToscPrograms(shapes, "return gelu(x, approximate=\"tanh\")");
    };
  }

  private static ToscPrograms attention(Attention a, Map<String, long[]> shapes) {
    shapes.put("q", shape(a.heads(), a.queries(), a.width()));
    shapes.put("k", shape(a.heads(), a.keys(), a.width()));
    shapes.put("v", shape(a.heads(), a.keys(), a.width()));
    double scale = 1 / Math.sqrt(a.width());
    return new ToscPrograms(
        shapes, "return softmax(q @ transpose(k, [0, 2, 1]) * " + scale + ", axis=2) @ v");
  }

  /// An input in the order that the program has it in: channels last.
  static float[] input(Problem.Data data, String name) {
    float[] values = data.get(name);
    if (!(data.problem() instanceof Convolution c) || name.equals("bias")) {
      return values;
    }
    int area = name.equals("w") ? c.window() * c.window() : c.side() * c.side();
    return turned(values, c.channels(), area);
  }

  /// A result in the order of the problem.
  static float[] output(Problem problem, float[] values) {
    return problem instanceof Convolution c
        ? turned(values, c.resultSide() * c.resultSide(), c.outputs())
        : values;
  }

  /// Matrices of so many rows and columns one after the other, each transposed.
  private static float[] turned(float[] values, int rows, int columns) {
    int size = rows * columns;
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int row = i % size / columns;
      turned[i / size * size + i % columns * rows + row] = values[i];
    }
    return turned;
  }

  private static ToscPrograms convolution(Convolution c, Map<String, long[]> shapes) {
    shapes.put("x", shape(1, c.side(), c.side(), c.channels()));
    shapes.put("w", shape(c.outputs(), c.window(), c.window(), c.channels()));
    shapes.put("bias", shape(c.outputs()));
    return new ToscPrograms(
        shapes,
        "return conv2d(x, w, bias, stride=%d, padding=%d)".formatted(c.stride(), c.padding()));
  }
}
